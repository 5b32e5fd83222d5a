//! Pages of teams, and a ticket's buttons about them.

use super::{Rule, TeamForm, TeamId, actions, store, views};
use crate::{
    forms,
    tickets::{Channel, Kind, TicketKey, actions as tickets},
};
use axum::response::Response;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, WebResult, redirect},
};
use serde::Deserialize;

/// GET /teams
pub async fn list(ctx: Ctx) -> WebResult {
    let mut tx = ctx.read().await?;
    let (teams, members) = (store::all(&mut tx).await?, store::members(&mut tx).await?);
    let queues = store::queues(&mut tx).await?;
    Ok(views::list_page(&ctx, &teams, &members, &queues))
}

/// GET /teams/new
pub async fn new_team(ctx: Ctx) -> WebResult {
    let workers = crate::tickets::listing::workers(&ctx).await?;
    Ok(views::form_page(&ctx, &TeamForm::default(), &workers, &[]))
}

/// POST /teams
pub async fn create(ctx: Ctx, Form(form): Form<TeamForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(team) => Ok(redirect(&format!("/teams/{}", team.id))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            let workers = crate::tickets::listing::workers(&ctx).await?;
            Ok(forms::again(status, views::form_page(&ctx, &form, &workers, &errors)))
        }
    }
}

/// GET /teams/{team}
pub async fn edit(ctx: Ctx, Path(id): Path<TeamId>) -> WebResult {
    views::team_page(&ctx, &id, None, &[]).await
}

/// POST /teams/{team}
pub async fn change(ctx: Ctx, Path(id): Path<TeamId>, Form(form): Form<TeamForm>) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(_) => Ok(redirect("/teams")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, views::team_page(&ctx, &id, Some(form), &errors).await?))
        }
    }
}

/// A rule chosen on the page; empty words say nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleForm {
    kind: String,
    channel: String,
    beneficiary: String,
    site: String,
    category: String,
}

/// POST /teams/{team}/rules
pub async fn add_rule(ctx: Ctx, Path(id): Path<TeamId>, Form(form): Form<RuleForm>) -> WebResult<Response> {
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    let rule = Rule {
        kind: Kind::parse(&form.kind),
        channel: Channel::parse(&form.channel),
        beneficiary: given(form.beneficiary),
        site: given(form.site),
        category: given(form.category),
    };
    let mut rules = rules_of(&ctx, &id).await?;
    rules.push(rule);
    actions::set_rules(&ctx, &id, rules).await?;
    Ok(redirect(&format!("/teams/{id}")))
}

/// Which rule goes, counted from 0.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemovalForm {
    rule: usize,
}

/// POST /teams/{team}/rules/removal
pub async fn remove_rule(
    ctx: Ctx,
    Path(id): Path<TeamId>,
    Form(form): Form<RemovalForm>,
) -> WebResult<Response> {
    let mut rules = rules_of(&ctx, &id).await?;
    if form.rule < rules.len() {
        rules.remove(form.rule);
    }
    actions::set_rules(&ctx, &id, rules).await?;
    Ok(redirect(&format!("/teams/{id}")))
}

async fn rules_of(ctx: &Ctx, id: &TeamId) -> Result<Vec<Rule>> {
    let team = store::find(&mut ctx.read().await?, id).await?;
    Ok(team.ok_or(Error::NotFound)?.takes)
}

/// POST /teams/{team}/archival
pub async fn archive(ctx: Ctx, Path(id): Path<TeamId>, Form(()): Form<()>) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/teams"))
}

/// POST /teams/{team}/restoration
pub async fn restore(ctx: Ctx, Path(id): Path<TeamId>, Form(()): Form<()>) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/teams"))
}

/// A ticket's team chosen on its page.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GiveForm {
    version: i64,
    team: String,
}

/// POST /tickets/{beneficiary}/{id}/team
pub async fn give(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<GiveForm>) -> WebResult<Response> {
    let to = Some(form.team.as_str()).filter(|id| !id.is_empty() && *id != "none").map(TeamId::from);
    let done = actions::give(&ctx, &key, form.version, to).await;
    crate::tickets::pages::after_choice(&ctx, &key, done, form.version).await
}

/// POST /tickets/{beneficiary}/{id}/taking: one button; conflicts with nothing while nobody has the ticket.
pub async fn take(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<GiveForm>) -> WebResult<Response> {
    let done = tickets::take(&ctx, &key, form.version).await;
    crate::tickets::pages::after_choice(&ctx, &key, done, form.version).await
}
