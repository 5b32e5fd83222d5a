//! How equipment requests look: the list, the form, a request with the step that comes next.

mod request;
mod steps;

pub(super) use request::request_page;
pub(super) use steps::Typed;

use super::{EquipmentRequest, RequestForm, State, rules};
use jiff::civil::Date;
use kernel::{Explained, Figure, Permission, Scope};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, FieldError, Fields, Head, PostForm, Tone, actions as buttons,
            empty_state, error_summary, explained, link, link_button, notice, pagination, submit,
            submit_with, tag, text,
        },
        page,
    },
};

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("equipment-title"), "/equipment-requests")
}

fn state_tag(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::Late => Tone::Warning,
        State::Refused => Tone::Bad,
        State::InService => Tone::Good,
        State::Withdrawn => Tone::Neutral,
        _ => Tone::Info,
    };
    tag(tone, &lang.t(state.label_key()))
}

/// The list.
pub(super) fn list_page(ctx: &Ctx, found: &[EquipmentRequest], is_later: bool, next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let new = super::actions::may_ask(ctx);
    let new =
        new.then(|| link_button(Emphasis::Primary, "/equipment-requests/new", &lang.t("equipment-new")));
    let head = Head::new(lang.t("equipment-title"), lang.t("equipment-view"));
    let head =
        head.lead(text(lang.t("equipment-lead"))).actions(html! { @if let Some(new) = &new { (new) } });
    let columns = ["equipment-one", "equipment-received-on", "equipment-wanted-on", "equipment-state"];
    let table = DataTable::new(lang.t("equipment-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(found.iter().map(|one| {
        vec![
            html! { (link(&one.key.path(), &format!("{} {}", one.reference(), one.title))) p.hint { (one.beneficiary_name) } },
            text(figures::date(lang, one.received_on)),
            text(figures::date(lang, one.wanted_on)),
            state_tag(lang, one.state),
        ]
    }));
    let nothing = empty_state(&lang.t("equipment-none"), &lang.t("equipment-none-why"), new);
    let next = next.map(|after| format!("/equipment-requests?after={after}"));
    let first = is_later.then_some("/equipment-requests");
    let body = html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("equipment-title"), first, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

/// The form of a new request, with the first day on which its equipment may be wanted: for a request of today, and for what
/// was typed.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &RequestForm,
    (bodies, first): (&[Organisation], Option<&Explained<Date>>),
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("equipment-new"), lang.t("equipment-view")).crumbs([crumb(lang)]);
    let own = Fields::plain(lang, errors);
    let is_provider = *ctx.scope() == Scope::All && ctx.actor.may(Permission::EquipmentManage);
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let choices = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let post = PostForm::new("/equipment-requests", &ctx.csrf).hidden("key", key).body(html! {
        @if is_provider {
            (own.choice("beneficiary", "estate-beneficiary", choices, &form.beneficiary).required())
            (own.day("received_on", "equipment-received-on", &form.received_on).hint(lang.t("equipment-received-hint")))
        }
        (own.line("title", "equipment-one", &form.title).required())
        (own.area("need", "equipment-need", &form.need).hint(lang.t("equipment-need-hint")).required())
        (own.day("wanted_on", "equipment-wanted-on", &form.wanted_on).required())
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("equipment-ask")))
            (submit_with(Emphasis::Secondary, &lang.t("equipment-preview"), "preview", "preview"))
        }))
    });
    let body = html! { (error_summary(lang, errors)) (dates(ctx.lang, form, first)) (post) };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

/// From when equipment may be wanted (R6.2), and what becomes of the day typed.
fn dates(lang: Lang, form: &RequestForm, first: Option<&Explained<Date>>) -> Markup {
    let Some(first) = first else { return html! {} };
    let wanted: Option<Date> = form.wanted_on.trim().parse().ok();
    let verdict = wanted.map(|wanted| rules::examined(first.value, wanted));
    let what = lang.t("equipment-earliest");
    let body = html! {
        p { (what) " :" } (explained(lang, &what, &Figure::Date(first.value), &first.explanation))
        @match verdict {
            Some(State::Admissible) => p { (tag(Tone::Good, &lang.t("equipment-in-time"))) },
            Some(_) => p { (tag(Tone::Warning, &lang.t("equipment-too-late"))) },
            None => {},
        }
    };
    notice(Tone::Info, &lang.t("equipment-six-months"), body)
}
