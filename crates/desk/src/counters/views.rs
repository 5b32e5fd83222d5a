//! How counters look, and the screen of the waiting room.

use super::{Counter, CounterForm, CounterId, Display, rules};
use jiff::{Timestamp, civil::Date};
use kernel::{Permission, Week};
use maud::{DOCTYPE, Markup, html};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        assets,
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, link, link_button, submit, tag, text,
        },
        page,
    },
};

const WEEKDAYS: [&str; 7] = [
    "recurring-monday",
    "recurring-tuesday",
    "recurring-wednesday",
    "recurring-thursday",
    "recurring-friday",
    "recurring-saturday",
    "recurring-sunday",
];

/// Every counter, with how many wait there.
pub(super) fn list_page(ctx: &Ctx, counters: &[Counter], waiting: &[(CounterId, i64)]) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let new = || may_manage.then(|| link_button(Emphasis::Primary, "/counters/new", &lang.t("counter-new")));
    let head =
        Head::new(lang.t("counter-title"), lang.t("desk-view-desk")).lead(text(lang.t("counter-lead")));
    let head = head.actions(html! { @if let Some(new) = new() { (new) } });
    let table = DataTable::new(lang.t("counter-title")).caption_hidden();
    let columns = ["counter-one", "counter-place", "counter-today"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("counter-waiting")).column(lang.t("counter-more"));
    let table = table.rows(counters.iter().map(|counter| {
        let count = waiting.iter().find(|(id, _)| *id == counter.id).map_or(0, |(_, count)| *count);
        [
            link(&counter.path(), &counter.name),
            text(whereabouts(counter)),
            today(lang, counter, ctx.now()),
            text(figures::count(lang, count)),
            more(ctx, counter, may_manage),
        ]
    }));
    let nothing = empty_state(&lang.t("counter-none"), &lang.t("counter-none-why"), new());
    page(ctx, &head, html! { (table.empty(nothing)) })
}

/// The place in words, then the site.
pub(crate) fn whereabouts(counter: &Counter) -> String {
    let site = counter.site.as_ref().map(|(_, _, name)| name.as_str());
    let parts = [Some(counter.place.as_str()), site].into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whether it is open now, and its openings of today.
pub(crate) fn today(lang: Lang, counter: &Counter, now: Timestamp) -> Markup {
    if counter.archived_at.is_some() {
        return tag(Tone::Neutral, &lang.t("counter-archived"));
    }
    let slots = rules::written(counter.opening.on(crate::tasks::rules::today(now).weekday()));
    let (tone, key) = if rules::is_open(&counter.opening, now) {
        (Tone::Good, "counter-open")
    } else {
        (Tone::Neutral, "counter-closed")
    };
    html! { (tag(tone, &lang.t(key))) @if !slots.is_empty() { " " (slots) } }
}

fn more(ctx: &Ctx, counter: &Counter, may_manage: bool) -> Markup {
    let (lang, path) = (ctx.lang, counter.path());
    let (verb, label) = if counter.archived_at.is_none() {
        ("archival", "counter-archive")
    } else {
        ("restoration", "counter-restore")
    };
    html! {
        @if counter.archived_at.is_none() { (link(&format!("{path}/display"), &lang.t("counter-display"))) " " }
        @if may_manage {
            (link(&format!("{path}/settings"), &lang.t("counter-settings"))) " "
            (action_button(&ctx.csrf, &format!("{path}/{verb}"), Emphasis::Quiet, &lang.t(label), Some(&counter.name)))
        }
    }
}

/// What a new counter begins with: the mornings and afternoons of weekdays.
pub(super) fn usual() -> CounterForm {
    let day = || "08:30-12:00, 13:30-17:00".to_owned();
    CounterForm {
        monday: day(),
        tuesday: day(),
        wednesday: day(),
        thursday: day(),
        friday: day(),
        ..CounterForm::default()
    }
}

/// The form filled with what is stored.
pub(super) fn stored(counter: &Counter) -> CounterForm {
    let Week { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = &counter.opening;
    let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] =
        [monday, tuesday, wednesday, thursday, friday, saturday, sunday].map(|slots| rules::written(slots));
    CounterForm {
        name: counter.name.clone(),
        place: counter.place.clone(),
        site: counter.site.as_ref().map_or_else(String::new, |(owner, site, _)| format!("{owner}/{site}")),
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        sunday,
        version: counter.version,
    }
}

/// The form of a counter.
pub(super) async fn form_page(
    ctx: &Ctx,
    counter: Option<&Counter>,
    form: &CounterForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let lang = ctx.lang;
    let sites = estate::sites::store::list(&mut ctx.read().await?, None).await?;
    let sites = sites.iter().map(|site| {
        Choice::new(
            format!("{}/{}", site.beneficiary, site.id),
            format!("{} – {}", site.beneficiary_name, site.name),
        )
    });
    let sites = std::iter::once(Choice::new("", lang.t("counter-no-site"))).chain(sites);
    let title = counter.map_or_else(|| lang.t("counter-new"), |counter| counter.name.clone());
    let action =
        counter.map_or_else(|| "/counters".to_owned(), |counter| format!("{}/settings", counter.path()));
    let head = Head::new(title, lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("counter-title"), "/counters")])
        .has_errors(!errors.is_empty());
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let post = post.body(html! {
        (Field::text(lang, "name", lang.t("counter-name")).value(&form.name).error(error_of(errors, "name")).required())
        (Field::text(lang, "place", lang.t("counter-place")).value(&form.place).hint(lang.t("counter-place-hint"))
            .error(error_of(errors, "place")))
        (Field::select(lang, "site", lang.t("counter-site"), sites).value(&form.site).error(error_of(errors, "site")))
        fieldset {
            legend { (lang.t("counter-opening")) }
            p.hint { (lang.t("counter-opening-hint")) }
            @for ((name, typed), key) in form.days().into_iter().zip(WEEKDAYS) {
                (Field::text(lang, name, lang.t(key)).value(typed).width(30).error(error_of(errors, name)))
            }
        }
        (buttons(submit(Emphasis::Primary, &lang.t("counter-save"))))
    });
    Ok(page(ctx, &head, html! { (error_summary(lang, errors)) (post) }))
}

/// The screen of the waiting room: a page of its own without navigation, read from afar. No script is needed: the
/// browser asks for it again by itself.
pub(super) fn display_page(ctx: &Ctx, shown: &Display) -> Markup {
    let lang = ctx.lang;
    let name = &shown.counter.name;
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                title { (lang.t("counter-display")) " – " (name) " – Socle" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" type="image/svg+xml" href=(assets::href("mark.svg"));
                link rel="stylesheet" href=(assets::href("socle.css"));
            }
            body.waiting-room {
                a.skip href="#main" { (lang.t("web-skip")) }
                main #main tabindex="-1" {
                    h1 { (name) }
                    p { (today(lang, &shown.counter, ctx.now())) }
                    (called(lang, shown))
                    p.as-of { (lang.with("counter-display-at", &[("time", clock(shown.day, ctx.now()))])) }
                }
            }
        }
    }
}

fn called(lang: Lang, shown: &Display) -> Markup {
    let Some((last, before)) = shown.calls.split_first() else {
        return html! { p.now-called { (lang.t("counter-display-none")) } };
    };
    html! {
        p.now-called { (lang.t("counter-display-number")) " " strong { (last.number) } }
        @if !before.is_empty() {
            h2 { (lang.t("counter-display-before")) }
            ol.called-before {
                @for call in before { li { strong { (call.number) } " " span.when { (clock(shown.day, call.called_at)) } } }
            }
        }
    }
}

/// The time in Paris; with its day when that is another one.
fn clock(day: Date, at: Timestamp) -> String {
    let local = at.to_zoned(figures::paris().clone());
    let pattern = if local.date() == day { "%H:%M" } else { "%d/%m %H:%M" };
    local.strftime(pattern).to_string()
}
