//! Leading projects, and reading them.

mod parts;

pub use parts::{
    add_decision, add_risk, add_step, add_time, cancel_time, change_risk, change_step, comment, link_ticket,
    remove_step, unlink_ticket, withdraw_decision,
};

use super::{
    Comment, Decision, Linked, Project, ProjectForm, ProjectId, ProjectKey, ProjectState, ProjectTime, Risk,
    Step, Weather, WeatherForm, rules,
    store::{self, Wanted},
};
use crate::tickets::{Named, actions::named};
use jiff::civil::Date;
use kernel::{
    Permission, Side, Text, Zone,
    id::{BeneficiaryId, PersonId},
};
use people::{
    audit::{Entry, record},
    organisations, persons,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde::Deserialize;
use serde_json::{Value, json};

/// The day in Paris.
pub fn today(ctx: &Ctx) -> Date {
    ctx.now().to_zoned(Zone::Metropole.time_zone()).date()
}

/// The query of a portfolio; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A beneficiary.
    pub beneficiary: String,
    /// A state.
    pub state: String,
    /// A weather.
    pub weather: String,
    /// `on` for those with a step that is late.
    pub late: String,
    /// Where the page before ended: `beneficiary/project`.
    pub after: String,
    /// `csv`, `xlsx` or `ods`, for a file.
    pub format: String,
}

/// A project in a portfolio, with its steps.
#[derive(Clone, Debug)]
pub struct Row {
    /// The project.
    pub project: Project,
    /// Its steps.
    pub steps: Vec<Step>,
}

impl ListQuery {
    fn wanted(&self, ctx: &Ctx) -> Result<Wanted> {
        let refused = |field: &str| Error::invalid(field, Text::new("desk-error-choice"));
        let state = match self.state.as_str() {
            "" => None,
            word => Some(ProjectState::parse(word).ok_or_else(|| refused("state"))?),
        };
        let weather = match self.weather.as_str() {
            "" => None,
            word => Some(Weather::parse(word).ok_or_else(|| refused("weather"))?),
        };
        Ok(Wanted {
            beneficiary: Some(self.beneficiary.as_str()).filter(|id| !id.is_empty()).map(BeneficiaryId::from),
            state,
            weather,
            late: (self.late == "on").then(|| today(ctx)),
            after: Default::default(),
        })
    }
}

/// One page of a portfolio, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Row>, Option<ProjectKey>)> {
    ctx.require(Permission::ProjectRead)?;
    let mut wanted = query.wanted(ctx)?;
    let mut tx = ctx.read().await?;
    if let Some((beneficiary, id)) = query.after.split_once('/') {
        // A project that is gone, or is not the reader's, is no place in the list: the list begins again.
        let key = ProjectKey { beneficiary: BeneficiaryId::from(beneficiary), id: ProjectId::from(id) };
        let last = store::find(&mut tx, &key).await?;
        wanted.after = last.map(|last| (last.name_folded, last.key.id.into())).unwrap_or_default();
    }
    let mut projects = store::list(&mut tx, &wanted).await?;
    let has_more = projects.len() > store::PAGE;
    projects.truncate(store::PAGE);
    let next = projects.last().filter(|_| has_more).map(|last| last.key.clone());
    let mut steps = store::steps_of(&mut tx, &projects).await?;
    let rows = projects.into_iter().map(|project| {
        let (own, others): (Vec<Step>, Vec<Step>) =
            std::mem::take(&mut steps).into_iter().partition(|step| step.project == project.key.id);
        steps = others;
        Row { project, steps: own }
    });
    Ok((rows.collect(), next))
}

/// A project with all its parts, limited to what the reader may see.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The project.
    pub project: Project,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Its risks.
    pub risks: Vec<Risk>,
    /// Its decisions.
    pub decisions: Vec<Decision>,
    /// Work of the desk that belongs to it; nothing for who does not read every ticket.
    pub linked: Option<Vec<Linked>>,
    /// Time spent; nothing for the beneficiary's side.
    pub times: Option<Vec<ProjectTime>>,
    /// What was said.
    pub comments: Vec<Comment>,
}

/// The project, when it is the actor's to read.
pub async fn read(ctx: &Ctx, key: &ProjectKey) -> Result<Whole> {
    ctx.require(Permission::ProjectRead)?;
    let mut tx = ctx.read().await?;
    let project = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let reads_tickets = ctx.actor.may(Permission::TicketReadAll);
    let linked = if reads_tickets { Some(store::linked(&mut tx, key).await?) } else { None };
    let times = match ctx.actor.side {
        Some(Side::Provider) => Some(store::times(&mut tx, key).await?),
        _ => None,
    };
    Ok(Whole {
        steps: store::steps(&mut tx, key).await?,
        risks: store::risks(&mut tx, key).await?,
        decisions: store::decisions(&mut tx, key).await?,
        comments: store::comments(&mut tx, key).await?,
        project,
        linked,
        times,
    })
}

/// Creates a project of a beneficiary. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &ProjectForm) -> Result<Project> {
    ctx.require(Permission::ProjectManage)?;
    let stated = rules::project(form).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    let body = body.ok_or_else(|| Error::invalid("beneficiary", Text::new("desk-error-choice")))?;
    let manager = manager(&mut tx, &form.manager, named(&ctx.actor)).await?;
    let project = Project {
        key: ProjectKey { beneficiary: body.id, id: ctx.id() },
        beneficiary_name: body.name,
        name: form.name.trim().to_owned(),
        aim: form.aim.trim().to_owned(),
        sponsor: form.sponsor.trim().to_owned(),
        manager,
        state: stated.state,
        weather: Weather::Fair,
        weather_says: String::new(),
        weather_by: (ctx.actor.name.clone(), ctx.now()),
        starts_on: stated.starts_on,
        ends_on: stated.ends_on,
        version: 1,
        updated_at: ctx.now(),
        name_folded: kernel::fold(form.name.trim()),
    };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &project, sent).await? == 0 {
        return store::sent(&mut tx, &project.key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    let detail = json!({"name": project.name, "state": project.state});
    finish(ctx, tx, &project.key, "project.create", detail).await?;
    Ok(project)
}

/// Who leads a project: somebody of the provider.
async fn manager(tx: &mut Tx, id: &str, otherwise: Named) -> Result<Named> {
    if id.is_empty() {
        return Ok(otherwise);
    }
    let found = persons::store::find(tx, &PersonId::from(id)).await?;
    let found = found.filter(|person| person.side == Side::Provider);
    let person = found.ok_or_else(|| Error::invalid("manager", Text::new("desk-error-choice")))?;
    Ok(Named { id: Some(person.id), name: person.name })
}

/// Changes a project that is still as it was read.
pub async fn change(ctx: &Ctx, key: &ProjectKey, form: &ProjectForm) -> Result<Project> {
    let (mut tx, project) = held(ctx, key).await?;
    if project.version != form.version {
        return Err(Error::Stale(project.version));
    }
    let stated = rules::project(form).map_err(Error::Invalid)?;
    let manager = manager(&mut tx, &form.manager, project.manager.clone()).await?;
    let changed = Project {
        name: form.name.trim().to_owned(),
        aim: form.aim.trim().to_owned(),
        sponsor: form.sponsor.trim().to_owned(),
        manager,
        ..project
    };
    store::update(&mut tx, &changed, &stated, ctx.now()).await?;
    let detail = json!({"name": changed.name, "state": stated.state, "ends_on": stated.ends_on});
    finish(ctx, tx, key, "project.change", detail).await?;
    store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)
}

/// Says how a project goes, and why in one sentence.
pub async fn set_weather(ctx: &Ctx, key: &ProjectKey, form: &WeatherForm) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let weather = rules::weather(form).map_err(Error::Invalid)?;
    let says = form.says.trim();
    store::set_weather(&mut tx, key, weather, says, &ctx.actor.name, ctx.now()).await?;
    finish(ctx, tx, key, "project.weather", json!({"weather": weather, "says": says})).await
}

/// The project held for a change, by who leads projects.
pub(crate) async fn held(ctx: &Ctx, key: &ProjectKey) -> Result<(Tx, Project)> {
    ctx.require(Permission::ProjectManage)?;
    let mut tx = ctx.begin().await?;
    let project = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok((tx, project))
}

/// Both sides read in the beneficiary's log what was done.
pub(crate) async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    key: &ProjectKey,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    store::touch(&mut tx, key, ctx.now()).await?;
    let entry = Entry::new(action, Some(&key.beneficiary), "project", key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}
