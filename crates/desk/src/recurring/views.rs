//! How recurring tickets look.

use super::{Recurring, RecurringForm, RecurringPath, Rhythm, Schedule, rules};
use crate::{
    checklists,
    tickets::{Kind, listing},
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, filter_form, link, link_button, submit,
            tag, text,
        },
        page,
    },
};

/// Days shown ahead.
const AHEAD: usize = 3;

/// What comes back, and when next.
pub(super) fn list_page(ctx: &Ctx, all: &[Recurring]) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let new = may_manage
        .then(|| link_button(Emphasis::Primary, "/recurring-tickets/new", &lang.t("recurring-new")));
    let head =
        Head::new(lang.t("recurring-title"), lang.t("desk-view-desk")).lead(text(lang.t("recurring-lead")));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } });
    let table = DataTable::new(lang.t("recurring-title")).caption_hidden();
    let columns =
        ["recurring-what", "desk-beneficiary", "recurring-when", "recurring-next", "recurring-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|one| {
        vec![
            if may_manage { link(&one.place().path(), &one.title) } else { text(&one.title) },
            text(&one.beneficiary_name),
            text(when(lang, one.schedule)),
            html! {
                @if one.paused_at.is_none() {
                    ul { @for day in rules::next_days(&one.schedule, one.next_on, AHEAD) { li { (figures::date(lang, day)) } } }
                } @else { "—" }
            },
            standing(ctx, one, may_manage),
        ]
    }));
    let nothing = empty_state(&lang.t("recurring-none"), &lang.t("recurring-none-why"), new);
    page(ctx, &head, html! { (table.empty(nothing)) })
}

fn standing(ctx: &Ctx, one: &Recurring, may_manage: bool) -> Markup {
    let lang = ctx.lang;
    let path = one.place().path();
    let (verb, label) = if one.paused_at.is_none() {
        ("pause", "recurring-pause")
    } else {
        ("resumption", "recurring-resume")
    };
    html! {
        @if one.paused_at.is_some() { (tag(Tone::Warning, &lang.t("recurring-paused"))) " " }
        @else { (tag(Tone::Good, &lang.t("recurring-active"))) " " }
        @if may_manage {
            (action_button(&ctx.csrf, &format!("{path}/{verb}"), Emphasis::Quiet, &lang.t(label), Some(&one.title)))
        }
    }
}

/// The schedule in words.
fn when(lang: Lang, schedule: Schedule) -> String {
    let at = format!("{:02}:{:02}", schedule.hour, schedule.minute);
    let rhythm = lang.t(schedule.every.label_key());
    let detail = match schedule.every {
        Rhythm::Day | Rhythm::WorkingDay => String::new(),
        Rhythm::Week => weekday(lang, schedule.weekday),
        Rhythm::Month => lang.with("recurring-on-day", &[("day", schedule.day)]),
        Rhythm::Year => format!("{}/{}", schedule.day, schedule.month),
    };
    [rhythm, detail, at].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

const WEEKDAYS: [&str; 7] = [
    "recurring-monday",
    "recurring-tuesday",
    "recurring-wednesday",
    "recurring-thursday",
    "recurring-friday",
    "recurring-saturday",
    "recurring-sunday",
];

fn weekday(lang: Lang, number: i8) -> String {
    let place = usize::try_from(number - 1).unwrap_or_default();
    WEEKDAYS.get(place).map(|key| lang.t(key)).unwrap_or_default()
}

/// The form: for a new one first for whom, then what and when.
pub(super) async fn form_page(
    ctx: &Ctx,
    known: Option<&RecurringPath>,
    form: &RecurringForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let lang = ctx.lang;
    let whose = known.map_or(form.beneficiary.as_str(), |path| path.beneficiary.as_str());
    let choices = listing::choices(ctx, whose).await?;
    let title = if known.is_some() { form.title.clone() } else { lang.t("recurring-new") };
    let head = Head::new(title, lang.t("desk-view-desk")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("recurring-title"), "/recurring-tickets")]);
    let bodies = choices.beneficiaries.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let body = html! {
        (error_summary(lang, errors))
        @if known.is_none() {
            (filter_form("/recurring-tickets/new", &lang.t("desk-beneficiary"), html! {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&form.beneficiary)
                    .error(error_of(errors, "beneficiary")))
                (submit(Emphasis::Secondary, &lang.t("desk-choose")))
            }))
        }
        @if !whose.is_empty() { (fields(ctx, known, form, &choices, errors).await?) }
    };
    Ok(page(ctx, &head, body))
}

async fn fields(
    ctx: &Ctx,
    known: Option<&RecurringPath>,
    form: &RecurringForm,
    choices: &crate::tickets::views::forms::Choices,
    errors: &[FieldError],
) -> Result<Markup> {
    let lang = ctx.lang;
    let lists = checklists::store::active(&mut ctx.read().await?).await?;
    let none = |key: &str| std::iter::once(Choice::new("", lang.t(key)));
    let persons = choices.persons.iter().map(|person| Choice::new(person.id.as_str(), &person.name));
    let sites =
        none("recurring-no-site").chain(choices.sites.iter().map(|s| Choice::new(s.id.as_str(), &s.name)));
    let lists =
        none("recurring-no-checklist").chain(lists.iter().map(|l| Choice::new(l.id.as_str(), &l.name)));
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let kind = if form.kind.is_empty() { Kind::Request.as_str() } else { &form.kind };
    let to = known.map_or_else(|| "/recurring-tickets".to_owned(), RecurringPath::path);
    let post = PostForm::new(&to, &ctx.csrf).hidden("beneficiary", &form.beneficiary);
    let post = post.hidden("version", form.version.to_string());
    let post = post.body(html! {
        (Field::text(lang, "title", lang.t("recurring-what")).value(&form.title).error(error_of(errors, "title")).required())
        (Field::textarea(lang, "description", lang.t("desk-description")).value(&form.description).error(error_of(errors, "description")))
        (Field::select(lang, "kind", lang.t("desk-kind"), kinds).value(kind))
        (Field::select(lang, "requester", lang.t("desk-requester"), persons).value(&form.requester).error(error_of(errors, "requester")).required())
        (Field::select(lang, "site", lang.t("desk-site"), sites).value(&form.site).error(error_of(errors, "site")))
        (Field::select(lang, "checklist", lang.t("checklist-one"), lists).value(&form.checklist).error(error_of(errors, "checklist")))
        (schedule(lang, form, errors))
        (buttons(submit(Emphasis::Primary, &lang.t("recurring-save"))))
    });
    Ok(html! { (post) })
}

fn schedule(lang: Lang, form: &RecurringForm, errors: &[FieldError]) -> Markup {
    let rhythms = Rhythm::ALL.iter().map(|rhythm| Choice::new(rhythm.as_str(), lang.t(rhythm.label_key())));
    let weekdays = (1..=7).map(|number: i8| Choice::new(number.to_string(), weekday(lang, number)));
    let or = |text: &str, usual: &str| if text.is_empty() { usual.to_owned() } else { text.to_owned() };
    html! {
        (Field::radios(lang, "every", lang.t("recurring-every"), rhythms).value(or(&form.every, "week")).error(error_of(errors, "every")))
        (Field::select(lang, "weekday", lang.t("recurring-weekday"), weekdays).value(or(&form.weekday, "1")).error(error_of(errors, "weekday")))
        (Field::number(lang, "day", lang.t("recurring-day-of-month")).value(or(&form.day, "1")).hint(lang.t("recurring-day-hint"))
            .width(3).error(error_of(errors, "day")))
        (Field::number(lang, "month", lang.t("recurring-month-of-year")).value(or(&form.month, "1")).width(3).error(error_of(errors, "month")))
        (Field::text(lang, "at", lang.t("recurring-at")).value(or(&form.at, "08:00")).width(6).error(error_of(errors, "at")))
        (Field::date(lang, "from", lang.t("recurring-from")).value(&form.from).hint(lang.t("recurring-from-hint")).error(error_of(errors, "from")))
    }
}
