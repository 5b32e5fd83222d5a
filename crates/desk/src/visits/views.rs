//! How planned interventions look, to both sides.

use super::{Visit, VisitForm, actions, store};
use crate::tickets::{
    TicketKey,
    actions::{self as tickets, Reading},
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons, error_of,
            error_summary, link, section, submit, tag, time,
        },
        page,
    },
};

/// What is planned and not over; nothing when there is nothing and the reader may plan nothing.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let mut visits = store::of_ticket(&mut ctx.read().await?, key).await?;
    let has_any = !visits.is_empty();
    visits.retain(|visit| visit.cancelled.is_none() && visit.interval.to() > reading.now);
    let may_plan = ctx.actor.may(Permission::TicketWork);
    if !may_plan && !has_any {
        return Ok(None);
    }
    let body = html! {
        @if visits.is_empty() { p { (lang.t("visit-none")) } }
        ul { @for visit in &visits { li { (line(ctx, visit)) } } }
        p { (link(&format!("{}/visits", key.path()), &lang.t(if may_plan { "visit-plan" } else { "visit-see" }))) }
    };
    Ok(Some(section("visits", &lang.t("visit-title"), None, body)))
}

fn line(ctx: &Ctx, visit: &Visit) -> Markup {
    let lang = ctx.lang;
    html! {
        (time(lang, visit.interval.from())) " – " (time(lang, visit.interval.to())) ", "
        @match &visit.site { Some((_, name)) => (name), None => (lang.t("visit-afar")) }
        ": " (visit.what)
        @if let Some((at, by)) = &visit.cancelled {
            " " (tag(Tone::Neutral, &lang.t("visit-cancelled"))) " " (by) ", " (time(lang, *at))
        }
    }
}

/// The page of a ticket's interventions.
pub(super) async fn visits_page(
    ctx: &Ctx,
    key: &TicketKey,
    typed: Option<&VisitForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, visits) = (ctx.lang, actions::list(ctx, key).await?);
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    let may_plan = ctx.actor.may(Permission::TicketWork);
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head = Head::new(lang.with("visit-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-ticket"));
    let head = head.crumbs([crumb]).has_errors(!errors.is_empty());
    let site = ticket.site.as_ref().map(|(id, _)| id.clone()).unwrap_or_default();
    let usual = VisitForm { site, ..VisitForm::default() };
    let form = if may_plan { Some(form(ctx, key, typed.unwrap_or(&usual), errors).await?) } else { None };
    let body = html! {
        (error_summary(lang, errors))
        @if visits.is_empty() { p { (lang.t("visit-none")) } }
        ul { @for visit in &visits { li {
            (line(ctx, visit))
            @if may_plan && visit.cancelled.is_none() {
                @let action = format!("{}/visits/{}/cancellation", key.path(), visit.id);
                (PostForm::new(action, &ctx.csrf).body(html! { button.quiet type="submit" {
                    (lang.t("visit-cancel")) span.visually-hidden { " " (time(lang, visit.interval.from())) }
                } }))
            }
        } } }
        @if let Some(form) = &form { (section("plan", &lang.t("visit-plan"), None, html! { (form) })) }
    };
    Ok(page(ctx, &head, body))
}

async fn form(ctx: &Ctx, key: &TicketKey, typed: &VisitForm, errors: &[FieldError]) -> Result<Markup> {
    let lang = ctx.lang;
    let sites = estate::sites::store::list(&mut ctx.read().await?, Some(&key.beneficiary)).await?;
    let afar = std::iter::once(Choice::new("", lang.t("visit-afar")));
    let sites = afar.chain(sites.iter().map(|site| Choice::new(site.id.as_str(), &site.name)));
    let post = PostForm::new(format!("{}/visits", key.path()), &ctx.csrf).label(lang.t("visit-plan"));
    let post = post.body(html! {
        (Field::date_time(lang, "starts_at", lang.t("visit-from")).value(&typed.starts_at).error(error_of(errors, "starts_at")).required())
        (Field::date_time(lang, "ends_at", lang.t("visit-to")).value(&typed.ends_at).error(error_of(errors, "ends_at")).required())
        (Field::select(lang, "site", lang.t("desk-site"), sites).value(&typed.site).error(error_of(errors, "site")))
        (Field::text(lang, "what", lang.t("visit-what")).value(&typed.what).hint(lang.t("visit-what-hint"))
            .error(error_of(errors, "what")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("visit-plan"))))
    });
    Ok(html! { (post) })
}
