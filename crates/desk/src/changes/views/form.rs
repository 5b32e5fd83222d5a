//! The form of a change: what and why, when and where, how, what beneficiaries read. Conflicts stand above the button that
//! saves, with the reason they ask for.

use crate::changes::{
    Change, ChangeForm, Degree, Domain, Kind, Place, Template,
    rules::{
        conflicts::Conflict,
        written::{DAYS, TITLE},
    },
};
use estate::sites::Site;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons, error_of,
            error_summary, link, notice, section, submit,
        },
        page,
    },
};

/// What the form proposes.
pub(in crate::changes) struct Proposed {
    pub(in crate::changes) bodies: Vec<Organisation>,
    pub(in crate::changes) sites: Vec<Site>,
    pub(in crate::changes) templates: Vec<Template>,
}

/// A new change, or one that is changed.
pub(in crate::changes) fn form_page(
    ctx: &Ctx,
    change: Option<&Change>,
    form: &ChangeForm,
    proposed: &Proposed,
    conflicts: &[Conflict],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let title = change.map_or_else(
        || lang.t("change-new"),
        |one| lang.with("change-edit-of", &[("change", one.reference())]),
    );
    let head = Head::new(title, lang.t("desk-view-desk")).has_errors(!errors.is_empty());
    let head = match change {
        Some(one) => head.crumbs([
            Crumb::new(lang.t("change-title"), "/changes"),
            Crumb::new(one.reference(), one.path()),
        ]),
        None => head.crumbs([Crumb::new(lang.t("change-title"), "/changes")]),
    };
    let action = change.map_or_else(|| "/changes".to_owned(), Change::path);
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let post = post.hidden("ticket", &form.ticket).body(html! {
        (what(lang, form, &proposed.templates, errors))
        (section("when", &lang.t("change-when-where"), None, when(lang, form, proposed, errors)))
        (section("how", &lang.t("change-how"), None, how(lang, form, errors)))
        (section("public", &lang.t("change-public"), None, public(lang, form, errors)))
        (in_the_way(lang, form, conflicts, errors))
        (buttons(submit(Emphasis::Primary, &lang.t(if change.is_some() { "change-save" } else { "change-write" }))))
    });
    let body = html! {
        (error_summary(lang, errors))
        @if change.is_some_and(|one| one.revision > 0) { (notice(Tone::Warning, &lang.t("change-edit-warning"), html! {})) }
        @if !form.ticket.is_empty() { p { (lang.with("change-of-ticket", &[("ticket", &form.ticket)])) } }
        (post)
    };
    page(ctx, &head, body)
}

fn area(lang: Lang, name: &str, label: &str, value: &str, errors: &[FieldError]) -> Field {
    Field::textarea(lang, name, lang.t(label)).rows(4).value(value).error(error_of(errors, name))
}

fn line(lang: Lang, name: &str, label: &str, value: &str, errors: &[FieldError]) -> Field {
    let limit = u32::try_from(TITLE).unwrap_or(u32::MAX);
    Field::text(lang, name, lang.t(label)).value(value).max_length(limit).error(error_of(errors, name))
}

fn or<'a>(typed: &'a str, usual: &'a str) -> &'a str {
    if typed.is_empty() { usual } else { typed }
}

fn what(lang: Lang, form: &ChangeForm, templates: &[Template], errors: &[FieldError]) -> Markup {
    let kinds = Kind::ALL.iter().map(|kind| {
        let hint = match kind {
            Kind::Standard => "change-kind-standard-hint",
            Kind::Normal => "change-kind-normal-hint",
            Kind::Emergency => "change-kind-emergency-hint",
        };
        Choice::new(kind.as_str(), lang.t(kind.label_key())).hint(lang.t(hint))
    });
    let none = std::iter::once(Choice::new("", lang.t("change-no-template")));
    let templates = none.chain(templates.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
    html! {
        (line(lang, "title", "change-what", &form.title, errors).required())
        (area(lang, "why", "change-why", &form.why, errors))
        (Field::radios(lang, "kind", lang.t("change-kind"), kinds).value(or(&form.kind, "normal")).error(error_of(errors, "kind")))
        (Field::select(lang, "template", lang.t("change-template"), templates).value(&form.template)
            .hint(lang.t("change-template-hint")).error(error_of(errors, "template")))
        (area(lang, "emergency_reason", "change-emergency-reason", &form.emergency_reason, errors).rows(2)
            .hint(lang.t("change-emergency-reason-hint")))
    }
}

fn when(lang: Lang, form: &ChangeForm, proposed: &Proposed, errors: &[FieldError]) -> Markup {
    let ticked = |list: &[String], value: &str| list.iter().any(|one| one == value);
    let domains = Domain::ALL.iter().map(|one| {
        Choice::new(one.as_str(), lang.t(one.label_key())).ticked(ticked(&form.services, one.as_str()))
    });
    let places = proposed.bodies.iter().flat_map(|body| {
        let whole = Place { beneficiary: body.id.clone(), site: None };
        let whole = (whole.value(), lang.with("change-whole", &[("name", &body.name)]));
        let own = proposed.sites.iter().filter(|site| site.beneficiary == body.id).map(|site| {
            let place = Place { beneficiary: body.id.clone(), site: Some(site.id.clone()) };
            (place.value(), format!("{} — {}", site.name, body.name))
        });
        std::iter::once(whole).chain(own).collect::<Vec<_>>()
    });
    let places = places.map(|(value, label)| {
        let is_ticked = ticked(&form.places, &value);
        Choice::new(value, label).ticked(is_ticked)
    });
    html! {
        (Field::date_time(lang, "from", lang.t("change-from")).value(&form.from).error(error_of(errors, "from")).required())
        (Field::date_time(lang, "to", lang.t("change-to")).value(&form.to)
            .hint(lang.with("change-to-hint", &[("days", DAYS)])).error(error_of(errors, "to")).required())
        (Field::checkboxes(lang, "services", lang.t("change-services"), domains).error(error_of(errors, "services")))
        (Field::checkboxes(lang, "places", lang.t("change-places"), places)
            .hint(lang.t("change-places-hint")).error(error_of(errors, "places")))
    }
}

fn how(lang: Lang, form: &ChangeForm, errors: &[FieldError]) -> Markup {
    let degrees = || Degree::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    html! {
        (Field::select(lang, "impact", lang.t("change-impact"), degrees()).value(or(&form.impact, "low"))
            .hint(lang.t("change-impact-hint")).error(error_of(errors, "impact")))
        (Field::select(lang, "likelihood", lang.t("change-likelihood"), degrees()).value(or(&form.likelihood, "low"))
            .hint(lang.t("change-likelihood-hint")).error(error_of(errors, "likelihood")))
        (area(lang, "plan", "change-plan", &form.plan, errors).rows(6).hint(lang.t("change-plan-hint")))
        (area(lang, "back_out", "change-back-out", &form.back_out, errors))
        (area(lang, "test", "change-test", &form.test, errors).rows(3))
    }
}

fn public(lang: Lang, form: &ChangeForm, errors: &[FieldError]) -> Markup {
    html! {
        p { (lang.t("change-public-lead")) }
        (line(lang, "public_title_fr", "announcement-title-fr", &form.public_title_fr, errors))
        (area(lang, "public_text_fr", "announcement-body-fr", &form.public_text_fr, errors))
        (line(lang, "public_title_en", "announcement-title-en", &form.public_title_en, errors))
        (area(lang, "public_text_en", "announcement-body-en", &form.public_text_en, errors))
    }
}

/// What the change runs into, and the reason that is asked for then.
fn in_the_way(lang: Lang, form: &ChangeForm, conflicts: &[Conflict], errors: &[FieldError]) -> Markup {
    html! {
        @if !conflicts.is_empty() || !form.conflict_reason.is_empty() || error_of(errors, "conflict_reason").is_some() {
            (section("conflicts", &lang.t("change-conflicts"), None, html! {
                (conflict_list(lang, conflicts))
                (area(lang, "conflict_reason", "change-conflict-reason", &form.conflict_reason, errors).rows(3))
            }))
        }
    }
}

/// What a change runs into, line by line.
pub(in crate::changes) fn conflict_list(lang: Lang, conflicts: &[Conflict]) -> Markup {
    let span = |span: kernel::Interval| {
        let ends = [("from", figures::instant(lang, span.from())), ("to", figures::instant(lang, span.to()))];
        lang.with("announcement-from-to", &ends)
    };
    html! {
        @if conflicts.is_empty() { p { (lang.t("change-conflict-none")) } }
        ul { @for conflict in conflicts { li {
            @match conflict {
                Conflict::Freeze(one) => {
                    strong { (lang.with("change-conflict-freeze", &[("title", &one.title)])) } " " (span(one.span)) " " (one.reason)
                }
                Conflict::Change(one) => {
                    strong { (lang.t(if one.is_same_place { "change-conflict-place" } else { "change-conflict-service" })) } " "
                    (link(&format!("/changes/{}", one.id), &format!("{} {}", one.reference, one.title))) " " (span(one.planned))
                }
            }
        } } }
    }
}
