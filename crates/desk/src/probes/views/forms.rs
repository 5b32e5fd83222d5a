//! The form of a probe: whose and what first, then what is expected of it.

use crate::{
    probes::{Kind, Probe, ProbeForm, Record, rules},
    tickets::views::forms::Choices,
};
use estate::applications::Application;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Fields, Head, PostForm, actions as buttons, error_of,
            error_summary, filter_form, submit,
        },
        page,
    },
};

/// What the form offers once a beneficiary is chosen.
pub(crate) struct Offered {
    pub(crate) choices: Choices,
    pub(crate) applications: Vec<Application>,
}

/// The form of a probe that is there.
pub(crate) fn of(probe: &Probe) -> ProbeForm {
    let (content, look) = (&probe.content, &probe.content.look);
    let named =
        |place: &Option<crate::probes::Named>| place.as_ref().map(|p| p.id.clone()).unwrap_or_default();
    let number = |number: i64| if number == 0 { String::new() } else { number.to_string() };
    ProbeForm {
        beneficiary: probe.beneficiary.to_string(),
        kind: look.kind.as_str().to_owned(),
        name: content.name.clone(),
        site: named(&probe.site),
        application: named(&probe.application),
        contact: probe.contact.to_string(),
        target: look.target.clone(),
        status: number(look.status),
        word: look.word.clone(),
        days: number(look.days),
        record: look.record.as_str().to_owned(),
        server: look.server.clone(),
        answer: look.answer.clone(),
        interval: content.interval_seconds.to_string(),
        timeout: look.timeout_seconds.to_string(),
        failures: content.failures.to_string(),
        successes: content.successes.to_string(),
        cuts_off: if content.cuts_off { "yes" } else { "no" }.to_owned(),
        key: String::new(),
        version: probe.version,
    }
}

/// A new probe, or one that is changed.
pub(crate) fn form_page(
    ctx: &Ctx,
    probe: Option<&Probe>,
    form: &ProbeForm,
    offered: &Offered,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let title = lang.t(if probe.is_some() { "probe-change" } else { "probe-new" });
    let mut crumbs = vec![Crumb::new(lang.t("probe-title"), "/probes")];
    crumbs.extend(probe.map(|probe| Crumb::new(&probe.content.name, probe.path())));
    let head = Head::new(title, lang.t("estate-view")).crumbs(crumbs).has_errors(!errors.is_empty());
    let kind = Kind::parse(&form.kind).filter(|_| !form.beneficiary.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        @if probe.is_none() { (choosing(lang, form, offered, errors)) }
        @match kind {
            None => p { (lang.t("probe-whose-first")) },
            Some(kind) => {
                (PostForm::new(probe.map_or_else(|| "/probes".to_owned(), Probe::path), &ctx.csrf)
                    .hidden("beneficiary", &form.beneficiary)
                    .hidden("kind", kind.as_str())
                    .hidden("key", &form.key)
                    .hidden("version", form.version.to_string())
                    .body(fields(lang, kind, form, offered, errors)))
            }
        }
    };
    page(ctx, &head, body)
}

fn choosing(lang: Lang, form: &ProbeForm, offered: &Offered, errors: &[FieldError]) -> Markup {
    let bodies = offered.choices.beneficiaries.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    filter_form(
        "/probes/new",
        &lang.t("probe-kind"),
        html! {
            (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&form.beneficiary)
                .id_as("field-choose-beneficiary").error(error_of(errors, "beneficiary")))
            (Field::select(lang, "kind", lang.t("probe-kind"), kinds).value(&form.kind).id_as("field-choose-kind"))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        },
    )
}

fn fields(lang: Lang, kind: Kind, form: &ProbeForm, offered: &Offered, errors: &[FieldError]) -> Markup {
    let f = Fields::plain(lang, errors);
    let choices = &offered.choices;
    let none = || std::iter::once(Choice::new("", lang.t("monitoring-no-site")));
    let sites = none().chain(choices.sites.iter().map(|site| Choice::new(site.id.as_str(), &site.name)));
    let applications = std::iter::once(Choice::new("", lang.t("probe-no-application")))
        .chain(offered.applications.iter().map(|one| Choice::new(one.key.id.as_str(), &one.name)));
    let persons = choices.persons.iter().map(|person| Choice::new(person.id.as_str(), &person.name));
    html! {
        (f.line("name", "probe-name", &form.name).hint(lang.t("probe-name-hint")).required())
        (f.choice("site", "desk-site", sites, &form.site))
        @if !offered.applications.is_empty() {
            (f.choice("application", "probe-application", applications, &form.application))
        }
        (f.choice("contact", "monitoring-contact", persons, &form.contact).hint(lang.t("monitoring-contact-hint")).required())
        (looks(lang, &f, kind, form))
        (rhythm(lang, &f, kind, form))
        (buttons(submit(Emphasis::Primary, &lang.t("probe-save"))))
    }
}

fn looks(lang: Lang, f: &Fields<'_>, kind: Kind, form: &ProbeForm) -> Markup {
    let records = Record::ALL.iter().map(|record| (record.as_str(), record.label_key()));
    let (label, hint) = match kind {
        Kind::Tcp => ("probe-target-place", "probe-target-tcp-hint"),
        Kind::Http => ("probe-target-page", "probe-target-http-hint"),
        Kind::Tls => ("probe-target-place", "probe-target-tls-hint"),
        Kind::Dns => ("probe-target-name", "probe-target-dns-hint"),
    };
    html! {
        (f.line("target", label, &form.target).hint(lang.t(hint)).required())
        @match kind {
            Kind::Tcp => {},
            Kind::Http => {
                (f.line("status", "probe-status", &form.status).inputmode("numeric").width(5).hint(lang.t("probe-status-hint")))
                (f.line("word", "probe-word", &form.word).hint(lang.t("probe-word-hint")))
            },
            Kind::Tls => {
                (f.line("days", "probe-days", or_usual(&form.days, rules::USUAL.4).as_str()).inputmode("numeric").width(5)
                    .hint(lang.t("probe-days-hint")))
            },
            Kind::Dns => {
                (f.line("server", "probe-server", &form.server).hint(lang.t("probe-server-hint")).required())
                (f.word("record", "probe-record", records, if form.record.is_empty() { "A" } else { &form.record }))
                (f.line("answer", "probe-answer", &form.answer).hint(lang.t("probe-answer-hint")))
            },
        }
    }
}

fn or_usual(typed: &str, usual: i64) -> String {
    if typed.is_empty() { usual.to_string() } else { typed.to_owned() }
}

fn rhythm(lang: Lang, f: &Fields<'_>, kind: Kind, form: &ProbeForm) -> Markup {
    let number = |name: &str, label: &str, typed: &str, usual: i64| {
        f.line(name, label, &or_usual(typed, usual)).inputmode("numeric").width(6).required()
    };
    let usual = rules::USUAL;
    let answers = [("yes", "probe-cuts-yes"), ("no", "probe-cuts-no")];
    let cuts_off = if form.cuts_off.is_empty() { "yes" } else { &form.cuts_off };
    html! {
        (number("interval", "probe-interval-seconds", &form.interval, usual.0))
        (number("timeout", "probe-timeout-seconds", &form.timeout, usual.1))
        (number("failures", "probe-failures", &form.failures, usual.2).hint(lang.t("probe-failures-hint")))
        (number("successes", "probe-successes", &form.successes, usual.3))
        @if kind != Kind::Tls {
            (f.word("cuts_off", "probe-cuts-off", answers, cuts_off).hint(lang.t("probe-cuts-hint")))
        }
    }
}
