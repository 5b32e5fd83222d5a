//! How a deletion looks: what it would do, what stands in its way, who asked and who confirms, its certificate.

use super::{
    AskForm, Counted, Destruction, DestructionState, DryRun, Obstacle, actions::Whole, pages::Typed,
};
use kernel::{Permission, Text};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone, actions as buttons,
            error_of, error_summary, explanation, facts, link_button, notice, paragraphs, progress, section,
            submit, tag, text,
        },
        page,
    },
};

/// The page.
pub(super) fn page_of(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, body) = (ctx.lang, &whole.beneficiary);
    let head = Head::new(body.name.as_str(), lang.t("destruction-title"))
        .crumbs([
            Crumb::new(lang.t("reversibility-title"), "/reversibility"),
            Crumb::new(body.name.clone(), format!("/reversibility/{}", body.id)),
        ])
        .lead(text(lang.t("destruction-lead")))
        .has_errors(!errors.is_empty());
    let dry = &whole.dry_run;
    let is_open = whole.all.iter().any(|one| one.state.is_open());
    let content = html! {
        (error_summary(lang, errors))
        @for one in &whole.all { (asked(ctx, one, typed, errors)) }
        @if !is_open { (section("standing", &lang.t("destruction-standing"), None, standing(ctx, whole, typed, errors))) }
        (section("goes", &lang.t("destruction-goes"), None, goes(lang, dry)))
        (section("stays", &lang.t("destruction-stays"), None, stays(ctx, dry)))
    };
    page(ctx, &head, content)
}

fn standing(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, dry) = (ctx.lang, &whole.dry_run);
    html! {
        @if dry.obstacles.is_empty() {
            (notice(Tone::Good, &lang.t("destruction-ready"), html! { p { (lang.t("destruction-ready-why")) } }))
        } @else {
            (notice(Tone::Warning, &lang.t("destruction-stopped"), html! {
                ul { @for one in &dry.obstacles { li { (obstacle(ctx, one)) } } }
            }))
        }
        (facts(known(ctx, dry)))
        @if dry.since_handover > 0 {
            (notice(Tone::Warning, &lang.t("destruction-since"), html! { p { (lang.with("destruction-since-why", &[("count", dry.since_handover)])) } }))
        }
        @if dry.obstacles.is_empty() && ctx.actor.may(Permission::DataDestroy) {
            (asking(ctx, whole, typed, errors))
        }
    }
}

/// What stands in the way, its day as people write days.
pub(super) fn spelled(lang: Lang, text: &Text) -> Text {
    let mut spelled = text.clone();
    if let Some(day) = text.args.get("day").and_then(|day| day.parse().ok()) {
        spelled.args.insert("day".to_owned(), figures::date(lang, day));
    }
    spelled
}

fn obstacle(ctx: &Ctx, one: &Obstacle) -> Markup {
    let words = ctx.lang.text(&spelled(ctx.lang, &one.text));
    match one.href.as_deref().filter(|href| ctx.may_open(href)) {
        Some(href) => html! { a href=(href) { (words) } },
        None => text(words),
    }
}

fn known(ctx: &Ctx, dry: &DryRun) -> Vec<(String, Markup)> {
    let lang = ctx.lang;
    let mut pairs = vec![];
    if let Some(day) = dry.ended_on {
        pairs.push((lang.t("destruction-ended-on"), text(figures::date(lang, day))));
    }
    if let Some(one) = &dry.handover {
        pairs.push((lang.t("handover-day"), text(figures::date(lang, one.handed_on))));
        pairs.push((lang.t("pack-digest"), html! { code { (one.manifest) } }));
    }
    if let Some(basis) = dry.basis {
        pairs.push((lang.t("destruction-basis"), text(lang.t(basis.label_key()))));
    }
    pairs.push((lang.t("destruction-rows"), text(figures::count(lang, dry.rows()))));
    pairs.push((lang.t("destruction-persons"), text(figures::count(lang, dry.persons))));
    pairs
}

fn asking(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let first = AskForm { method: lang.t("destruction-method-usual"), ..AskForm::default() };
    let form = typed.ask.as_ref().unwrap_or(&first);
    let post = PostForm::new(format!("/reversibility/{}/destructions", whole.beneficiary.id), &ctx.csrf);
    post.label(lang.t("destruction-ask"))
        .body(html! {
            p { (lang.t("destruction-ask-lead")) }
            (Field::textarea(lang, "method", lang.t("destruction-method")).rows(3).hint(lang.t("destruction-method-hint"))
                .value(&form.method).error(error_of(errors, "method")).required())
            (Field::date(lang, "backups_until", lang.t("destruction-backups")).hint(lang.t("destruction-backups-hint"))
                .value(&form.backups_until).error(error_of(errors, "backups_until")).required())
            (buttons(submit(Emphasis::Primary, &lang.t("destruction-ask"))))
        })
        .render()
}

/// One that was asked for.
fn asked(ctx: &Ctx, one: &Destruction, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let title = lang.with("destruction-of", &[("day", &figures::instant(lang, one.asked_at))]);
    let id = format!("destruction-{}", one.key.id);
    let content = html! {
        p { (state_tag(lang, one)) }
        @if let Some(trouble) = &one.trouble {
            (notice(Tone::Bad, &lang.t("destruction-trouble"), html! { p { (lang.text(trouble)) } p { (lang.t("destruction-trouble-why")) } }))
        }
        @if matches!(one.state, DestructionState::Running | DestructionState::Files) { (under_way(lang, one)) }
        (facts(told(ctx, one)))
        @if one.state == DestructionState::Done {
            p { (lang.t("destruction-done-why")) }
            (buttons(link_button(Emphasis::Primary, &format!("{}/certificate.pdf", one.key.path()), &lang.t("destruction-certificate-get"))))
        }
        @if one.state == DestructionState::Asked && ctx.actor.may(Permission::DataDestroy) {
            (confirming(ctx, one, typed, errors))
        }
    };
    section(&id, &title, None, content)
}

fn state_tag(lang: Lang, one: &Destruction) -> Markup {
    let tone = match one.state {
        DestructionState::Asked => Tone::Warning,
        DestructionState::Running | DestructionState::Files => Tone::Info,
        DestructionState::Done => Tone::Good,
        DestructionState::Withdrawn => Tone::Neutral,
    };
    tag(tone, &lang.t(one.state.label_key()))
}

fn under_way(lang: Lang, one: &Destruction) -> Markup {
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    let done = one.done.min(one.total);
    let words = [("done", figures::count(lang, done)), ("total", figures::count(lang, one.total))];
    let again = format!("/reversibility/{}/destructions", one.key.beneficiary);
    html! {
        (progress(&lang.t("pack-progress"), count(done), count(one.total), &lang.with("pack-progress-words", &words)))
        @if one.state == DestructionState::Files { p { (lang.t("destruction-files-why")) } }
        (buttons(link_button(Emphasis::Secondary, &again, &lang.t("pack-look-again"))))
    }
}

fn told(ctx: &Ctx, one: &Destruction) -> Vec<(String, Markup)> {
    let lang = ctx.lang;
    let by = |name: &str, at| text(format!("{name}, {}", figures::instant(lang, at)));
    let mut pairs = vec![
        (lang.t("destruction-asked"), by(&one.asked_by_name, one.asked_at)),
        (lang.t("destruction-ended-on"), text(figures::date(lang, one.ended_on))),
        (lang.t("pack-digest"), html! { code { (one.manifest) } }),
        (lang.t("destruction-basis"), text(lang.t(one.basis.label_key()))),
        (lang.t("destruction-method"), paragraphs(&one.method)),
        (lang.t("destruction-backups"), text(figures::date(lang, one.backups_until))),
    ];
    if let Some(at) = one.confirmed_at {
        pairs.push((lang.t("destruction-confirmed"), by(&one.confirmed_by_name, at)));
        pairs.push((lang.t("destruction-deleted"), text(figures::count(lang, one.done))));
    }
    match (one.state, one.closed_at) {
        (DestructionState::Done, Some(at)) => {
            pairs.push((lang.t("destruction-ended-at"), text(figures::instant(lang, at))));
        }
        (DestructionState::Withdrawn, Some(at)) => {
            pairs.push((lang.t("destruction-withdrawn"), by(&one.closed_by_name, at)));
            pairs.push((lang.t("destruction-withdraw-why"), paragraphs(&one.closed_why)));
        }
        _ => {}
    }
    pairs
}

fn confirming(ctx: &Ctx, one: &Destruction, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let is_other = ctx.actor.person.as_ref().is_some_and(|person| *person != one.asked_by);
    let confirm = PostForm::new(format!("{}/confirmation", one.key.path()), &ctx.csrf);
    let withdraw = PostForm::new(format!("{}/withdrawal", one.key.path()), &ctx.csrf);
    html! {
        @if is_other {
            h3 { (lang.t("destruction-confirm")) }
            (confirm.label(lang.t("destruction-confirm")).body(html! {
                p { (lang.t("destruction-confirm-lead")) }
                (Field::text(lang, "code", lang.t("destruction-code")).hint(lang.t("destruction-code-hint"))
                    .value(&typed.code).error(error_of(errors, "code")).width(12).required())
                (buttons(submit(Emphasis::Danger, &lang.t("destruction-confirm"))))
            }))
        } @else {
            p { (lang.t("destruction-other-person")) }
        }
        h3 { (lang.t("destruction-withdraw")) }
        (withdraw.label(lang.t("destruction-withdraw")).body(html! {
            (Field::text(lang, "why", lang.t("destruction-withdraw-why")).value(&typed.why).error(error_of(errors, "why")).required())
            (buttons(submit(Emphasis::Secondary, &lang.t("destruction-withdraw"))))
        }))
    }
}

fn goes(lang: Lang, dry: &DryRun) -> Markup {
    let table = DataTable::new(lang.t("destruction-goes"))
        .column(lang.t("destruction-category"))
        .column(lang.t("destruction-tables"))
        .figures(lang.t("pack-rows"))
        .rows(dry.goes.iter().map(|one| {
            [
                text(lang.t(one.theme.label_key())),
                tables(lang, &one.tables),
                text(figures::count(lang, one.rows)),
            ]
        }))
        .caption_hidden()
        .narrow(Narrow::Stacked);
    html! {
        p { (lang.t("destruction-goes-lead")) }
        @if dry.goes.is_empty() { p { (lang.t("destruction-nothing")) } } @else { (table) }
    }
}

fn tables(lang: Lang, all: &[Counted]) -> Markup {
    html! {
        @for (place, one) in all.iter().enumerate() {
            @if place > 0 { ", " }
            code { (one.table) } " (" (figures::count(lang, one.rows)) ")"
        }
    }
}

fn stays(ctx: &Ctx, dry: &DryRun) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("destruction-stays"))
        .column(lang.t("destruction-why"))
        .column(lang.t("destruction-tables"))
        .figures(lang.t("pack-rows"))
        .column(lang.t("destruction-until"))
        .rows(dry.stays.iter().map(|one| {
            let until =
                one.until.map_or_else(|| lang.t("destruction-for-good"), |day| figures::date(lang, day));
            [
                text(lang.t(one.ground.label_key())),
                tables(lang, &one.tables),
                text(figures::count(lang, one.rows)),
                text(until),
            ]
        }))
        .caption_hidden()
        .narrow(Narrow::Stacked);
    html! {
        p { (lang.t("destruction-stays-lead")) }
        (table)
        @for one in &dry.stays {
            @if let Some(story) = &one.explanation {
                h3 { (lang.t(one.ground.label_key())) }
                (explanation(lang, &format!("until-{}", one.ground.as_str()), &ctx.linked(story)))
            }
        }
    }
}
