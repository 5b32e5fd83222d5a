//! The page on which a ticket is corrected.

use super::super::{Kind, TicketKey, actions, listing, pages::CorrectionForm};
use crate::categories;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, actions as buttons, error_of,
            error_summary, submit, text,
        },
        page,
    },
};

/// The form of what a ticket says of itself; `typed` is what was refused.
pub(crate) async fn correction_page(
    ctx: &Ctx,
    key: &TicketKey,
    typed: Option<CorrectionForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, ticket) = (ctx.lang, actions::read(ctx, key).await?.thread.ticket);
    let id = |pair: Option<String>| pair.unwrap_or_default();
    let stored = CorrectionForm {
        version: ticket.version,
        kind: ticket.kind.as_str().to_owned(),
        administrative: if ticket.is_administrative { "on".to_owned() } else { String::new() },
        title: ticket.title.clone(),
        requester: id(ticket.requester.id.as_ref().map(String::from)),
        site: id(ticket.site.as_ref().map(|(id, _)| id.clone())),
        category: id(ticket.category.as_ref().map(|(id, _)| id.to_string())),
    };
    // What was typed goes with the present version: sending it once more then decides.
    let form = CorrectionForm { version: ticket.version, ..typed.unwrap_or(stored) };
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head =
        Head::new(lang.with("desk-correct-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-ticket"));
    let head = head.crumbs([crumb]).lead(text(lang.t("desk-correct-lead"))).has_errors(!errors.is_empty());
    let post = PostForm::new(format!("{}/correction", key.path()), &ctx.csrf);
    let post = post.hidden("version", form.version.to_string()).body(fields(ctx, key, &form, errors).await?);
    Ok(page(ctx, &head, html! { (error_summary(lang, errors)) (post) }))
}

async fn fields(ctx: &Ctx, key: &TicketKey, form: &CorrectionForm, errors: &[FieldError]) -> Result<Markup> {
    let lang = ctx.lang;
    let choices = listing::choices(ctx, key.beneficiary.as_str()).await?;
    let known = categories::store::all(&mut ctx.read().await?).await?;
    let none = || std::iter::once(Choice::new("", "—"));
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let persons = choices.persons.iter().map(|person| Choice::new(person.id.as_str(), &person.name));
    let persons = none().chain(persons);
    let sites = none().chain(choices.sites.iter().map(|site| Choice::new(site.id.as_str(), &site.name)));
    let proposed = known.iter().filter(|c| c.archived_at.is_none() || c.id.as_str() == form.category);
    let categories = none().chain(proposed.map(|c| Choice::new(c.id.as_str(), c.path())));
    Ok(html! {
        (Field::text(lang, "title", lang.t("desk-title")).value(&form.title).error(error_of(errors, "title")).required())
        (Field::radios(lang, "kind", lang.t("desk-kind"), kinds).value(&form.kind))
        (Field::checkbox(lang, "administrative", lang.t("desk-administrative-box")).value(&form.administrative)
            .error(error_of(errors, "administrative")))
        (Field::select(lang, "requester", lang.t("desk-requester"), persons).value(&form.requester)
            .error(error_of(errors, "requester")).required())
        (Field::select(lang, "site", lang.t("desk-site"), sites).value(&form.site).error(error_of(errors, "site")))
        (Field::select(lang, "category", lang.t("category-one"), categories).value(&form.category)
            .error(error_of(errors, "category")))
        (buttons(submit(Emphasis::Primary, &lang.t("desk-correct-do"))))
    })
}
