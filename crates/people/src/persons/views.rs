//! How persons are drawn.

use super::{Person, PersonForm};
use crate::{Role, organisations::Organisation};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions, confirmation, copyable, empty_state, error_of, error_summary, facts, link, link_button,
            section, submit, tag, text, time,
        },
        page,
    },
};

/// The persons of one organisation.
pub fn table(ctx: &Ctx, persons: &[Person]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("people-persons")).caption_hidden();
    let columns = ["people-name", "people-email", "people-function", "people-roles", "people-access"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let rows = persons.iter().map(|p| {
        [
            link(&format!("/persons/{}", p.id), &p.name),
            text(&p.email),
            text(&p.function_title),
            text(role_names(lang, &p.roles)),
            access(lang, p),
        ]
    });
    let nothing = empty_state(&lang.t("people-persons-none"), &lang.t("people-persons-none-why"), None);
    table.rows(rows).empty(nothing).render()
}

fn role_names(lang: Lang, roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().map(|role| lang.t(role.key())).collect();
    names.join(", ")
}

fn access(lang: Lang, person: &Person) -> Markup {
    if person.disabled_at.is_some() {
        tag(Tone::Neutral, &lang.t("people-access-ended"))
    } else {
        tag(Tone::Good, &lang.t("people-access-open"))
    }
}

/// One person; `secret_link` is the one-time link just made, shown this once.
pub fn show_page(ctx: &Ctx, person: &Person, secret_link: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::PersonManage);
    let edit = format!("/persons/{}/edit", person.id);
    let head = Head::new(&person.name, lang.t("people-view"))
        .crumbs(crumbs(lang, &person.organisation_name, person.organisation.as_str()))
        .lead(html! { p { (person.organisation_name) } (access(lang, person)) })
        .actions(html! {
            @if may_manage { (link_button(Emphasis::Secondary, &edit, &lang.t("people-person-edit"))) }
        });
    let body = html! {
        @if let Some(link) = secret_link {
            (confirmation(&lang.t("people-link-made"), html! { p { (copyable(lang, link)) } }))
        }
        (facts([
            (lang.t("people-email"), text(&person.email)),
            (lang.t("people-phone"), text(&person.phone)),
            (lang.t("people-function"), text(&person.function_title)),
            (lang.t("people-language"), text(person.language.endonym())),
            (lang.t("people-roles"), text(role_names(lang, &person.roles))),
        ]))
        @if may_manage { (section("access", &lang.t("people-access"), None, access_actions(ctx, person))) }
    };
    page(ctx, &head, body)
}

fn crumbs(lang: Lang, organisation_name: &str, organisation: &str) -> [Crumb; 2] {
    [
        Crumb::new(lang.t("people-organisations"), "/organisations"),
        Crumb::new(organisation_name, format!("/organisations/{organisation}")),
    ]
}

/// What may be done about somebody's access. Nobody ends their own.
fn access_actions(ctx: &Ctx, person: &Person) -> Markup {
    let (lang, about) = (ctx.lang, Some(person.name.as_str()));
    let own = format!("/persons/{}", person.id);
    let button = |verb: &str, emphasis: Emphasis, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), emphasis, &lang.t(key), about)
    };
    html! {
        @if let Some(at) = person.disabled_at {
            p { (lang.t("people-access-ended-since")) " " (time(lang, at)) }
            (actions(button("enable", Emphasis::Secondary, "people-access-enable")))
        } @else {
            p { (lang.t("people-invite-help")) }
            (actions(html! {
                (button("invitation", Emphasis::Secondary, "people-invite"))
                @if ctx.actor.person.as_ref() != Some(&person.id) {
                    (button("disable", Emphasis::Danger, "people-access-disable"))
                }
            }))
        }
    }
}

/// The form of a person; `stored` when the person exists already.
pub fn form_page(
    ctx: &Ctx,
    form: &PersonForm,
    home: &Organisation,
    stored: Option<&Person>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let action = stored
        .map_or_else(|| format!("/organisations/{}/persons", home.id), |p| format!("/persons/{}", p.id));
    let body = html! {
        (fields(lang, form, errors))
        (roles(lang, form, home, errors))
        (actions(submit(Emphasis::Primary, &lang.t("people-save"))))
    };
    let post = PostForm::new(&*action, &*ctx.csrf).hidden("version", form.version.to_string()).body(body);
    let title = stored.map_or_else(|| lang.t("people-person-new"), |p| p.name.clone());
    let view = stored.map_or_else(|| home.name.clone(), |_| lang.t("people-person-edit"));
    let head = Head::new(title, view)
        .crumbs(crumbs(lang, &home.name, home.id.as_str()))
        .has_errors(!errors.is_empty());
    page(ctx, &head, html! { (error_summary(lang, errors)) (post.render()) })
}

fn fields(lang: Lang, form: &PersonForm, errors: &[FieldError]) -> Markup {
    let languages = Lang::ALL.map(|l| Choice::new(l.code(), l.endonym()));
    let language = if form.language.is_empty() { Lang::Fr.code() } else { &form.language };
    html! {
        (Field::text(lang, "name", lang.t("people-name")).value(&form.name).required().max_length(200)
            .autocomplete("off").error(error_of(errors, "name")))
        (Field::email(lang, "email", lang.t("people-email")).value(&form.email).required().autocomplete("off")
            .error(error_of(errors, "email")))
        (Field::tel(lang, "phone", lang.t("people-phone")).value(&form.phone).autocomplete("off")
            .error(error_of(errors, "phone")))
        (Field::text(lang, "function_title", lang.t("people-function")).value(&form.function_title).max_length(200)
            .autocomplete("off").error(error_of(errors, "function_title")))
        (Field::radios(lang, "language", lang.t("people-language"), languages).value(language)
            .error(error_of(errors, "language")))
    }
}

/// Only the roles of the organisation's side are offered.
fn roles(lang: Lang, form: &PersonForm, home: &Organisation, errors: &[FieldError]) -> Markup {
    let offered = Role::ALL.into_iter().filter(|role| role.side() == home.side);
    let choices =
        offered.map(|role| Choice::new(role.name(), lang.t(role.key())).ticked(form.roles.contains(&role)));
    Field::checkboxes(lang, "roles", lang.t("people-roles"), choices)
        .error(error_of(errors, "roles"))
        .render()
}
