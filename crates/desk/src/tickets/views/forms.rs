//! The form by which agents open a ticket, one page while they are on the phone.

use super::super::{Channel, Impact, Kind, Urgency};
use super::files_hint;
use estate::sites::Site;
use maud::{Markup, Render as _, html};
use people::{Organisation, persons::Person};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, actions, error_of, error_summary,
            filter_form, submit,
        },
        page,
    },
};
use serde::Deserialize;

/// What was typed; the words are checked by the action.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TicketForm {
    /// Whose ticket.
    pub beneficiary: String,
    /// For whom.
    pub requester: String,
    /// Incident or request.
    pub kind: String,
    /// `on` when administrative.
    pub administrative: String,
    /// In a few words.
    pub title: String,
    /// What happens.
    pub description: String,
    /// How it came.
    pub channel: String,
    /// Where.
    pub site: String,
    /// How many are concerned.
    pub impact: String,
    /// How much work is hindered.
    pub urgency: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What an agent chooses from.
pub struct Choices {
    /// The beneficiaries in scope.
    pub beneficiaries: Vec<Organisation>,
    /// Persons of the chosen beneficiary.
    pub persons: Vec<Person>,
    /// Sites of the chosen beneficiary.
    pub sites: Vec<Site>,
}

/// The agent's form: first the beneficiary, then one page where only title and requester are needed.
pub fn ticket_page(ctx: &Ctx, form: &TicketForm, choices: &Choices, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("desk-new-ticket"), lang.t("desk-view-desk"));
    let head = head.crumbs([Crumb::new(lang.t("desk-tickets"), "/tickets")]).has_errors(!errors.is_empty());
    let owners = choices.beneficiaries.iter().map(|o| Choice::new(o.id.as_str(), &o.name));
    let choose = filter_form(
        "/tickets/new",
        &lang.t("desk-beneficiary"),
        html! {
            (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners).value(&form.beneficiary))
            (submit(if form.beneficiary.is_empty() { Emphasis::Primary } else { Emphasis::Secondary }, &lang.t("desk-choose")))
        },
    );
    let post = PostForm::new("/tickets", &ctx.csrf).upload();
    let post = post.hidden("key", key(ctx, form)).hidden("beneficiary", &form.beneficiary);
    let body = html! {
        (error_summary(lang, errors))
        (choose)
        @if !form.beneficiary.is_empty() { (post.body(agent_fields(lang, form, choices, errors)).render()) }
    };
    page(ctx, &head, body)
}

fn agent_fields(lang: Lang, form: &TicketForm, choices: &Choices, errors: &[FieldError]) -> Markup {
    let persons = choices.persons.iter().map(|p| Choice::new(p.id.as_str(), &p.name));
    let none = std::iter::once(Choice::new("", "—"));
    let sites = none.chain(choices.sites.iter().map(|s| Choice::new(s.id.as_str(), &s.name)));
    let kinds = Kind::ALL.iter().map(|k| Choice::new(k.as_str(), lang.t(k.label_key())));
    let channels = Channel::ALL.iter().map(|c| Choice::new(c.as_str(), lang.t(c.label_key())));
    let or = |typed: &str, usual: &str| if typed.is_empty() { usual.to_owned() } else { typed.to_owned() };
    html! {
        (Field::select(lang, "requester", lang.t("desk-requester"), persons).value(&form.requester)
            .error(error_of(errors, "requester")).required())
        (Field::text(lang, "title", lang.t("desk-title")).value(&form.title).error(error_of(errors, "title")).required())
        (crate::knowledge::views::place(lang, "field-title", &[], false))
        (Field::textarea(lang, "description", lang.t("desk-description")).value(&form.description).error(error_of(errors, "description")))
        (Field::radios(lang, "kind", lang.t("desk-kind"), kinds).value(or(&form.kind, "incident")))
        (Field::checkbox(lang, "administrative", lang.t("desk-administrative-box")).value(&form.administrative))
        (Field::select(lang, "channel", lang.t("desk-channel"), channels).value(or(&form.channel, "phone")))
        (Field::select(lang, "site", lang.t("desk-site"), sites).value(&form.site).error(error_of(errors, "site")))
        (impact(lang, &or(&form.impact, "low"))) (urgency(lang, &or(&form.urgency, "medium")))
        (Field::file(lang, "files", lang.t("desk-files")).multiple().hint(files_hint(lang)).error(error_of(errors, "files")))
        (actions(submit(Emphasis::Primary, &lang.t("desk-create"))))
    }
}

/// How many are concerned.
pub(crate) fn impact(lang: Lang, value: &str) -> Field {
    let choices = Impact::ALL.iter().map(|i| Choice::new(i.as_str(), lang.t(i.label_key())));
    Field::select(lang, "impact", lang.t("desk-impact"), choices).value(value)
}

/// How much work is hindered.
pub(crate) fn urgency(lang: Lang, value: &str) -> Field {
    let choices = Urgency::ALL.iter().map(|u| Choice::new(u.as_str(), lang.t(u.label_key())));
    Field::select(lang, "urgency", lang.t("desk-urgency"), choices).value(value)
}

/// The key of a form shown again stays the same, so that sending it once more is still sending it once.
fn key(ctx: &Ctx, form: &TicketForm) -> String {
    if form.key.is_empty() { ctx.id() } else { form.key.clone() }
}
