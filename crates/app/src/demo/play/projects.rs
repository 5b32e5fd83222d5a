//! Projects, from their beginning on.

use super::Stage;
use crate::demo::plan::projects::ProjectAct;
use anyhow::{Context as _, Result};
use desk::{
    projects::{CommentForm, ProjectForm, ProjectKey, StepForm, actions, store},
    time_spent::TimeForm,
};
use platform::Ctx;

impl Stage<'_> {
    pub(super) async fn project(&mut self, ctx: &Ctx, act: &ProjectAct) -> Result<()> {
        match act {
            ProjectAct::Begin { of, project, form, steps, risks } => {
                let form = ProjectForm { beneficiary: self.beneficiary(of)?.to_string(), ..(**form).clone() };
                let key = actions::create(ctx, &form).await?.key;
                for step in steps {
                    actions::add_step(ctx, &key, step).await?;
                }
                for risk in risks {
                    actions::add_risk(ctx, &key, risk).await?;
                }
                self.projects.insert(project.clone(), key);
                Ok(())
            }
            ProjectAct::Step { project, name, forecast_on, done_on } => {
                self.move_step(ctx, project, name, forecast_on, done_on).await
            }
            ProjectAct::Weather { project, form } => {
                Ok(actions::set_weather(ctx, self.project_key(project)?, form).await?)
            }
            ProjectAct::Decide { project, form } => {
                actions::add_decision(ctx, self.project_key(project)?, form).await?;
                Ok(())
            }
            ProjectAct::Turn { project, state } => self.turn(ctx, project, state).await,
            ProjectAct::Say { project, words } => {
                let form = CommentForm { body: words.clone(), key: String::new() };
                Ok(actions::comment(ctx, self.project_key(project)?, &form).await?)
            }
            ProjectAct::Spend { project, minutes, note } => {
                let form = TimeForm { minutes: minutes.clone(), note: note.clone(), ..TimeForm::default() };
                Ok(actions::add_time(ctx, self.project_key(project)?, &form).await?)
            }
            ProjectAct::Link { project, word, most } => self.link(ctx, project, word, *most).await,
        }
    }

    fn project_key(&self, name: &str) -> Result<&ProjectKey> {
        self.projects.get(name).with_context(|| format!("{name} was not begun"))
    }

    async fn move_step(
        &self,
        ctx: &Ctx,
        project: &str,
        name: &str,
        forecast_on: &str,
        done_on: &str,
    ) -> Result<()> {
        let key = self.project_key(project)?;
        let whole = actions::read(ctx, key).await?;
        let step = whole.steps.iter().find(|step| step.name == name);
        let step = step.with_context(|| format!("{project} has no step {name}"))?;
        let form = StepForm {
            name: name.to_owned(),
            starts_on: step.starts_on.map(|day| day.to_string()).unwrap_or_default(),
            forecast_on: if forecast_on.is_empty() {
                step.forecast_on.to_string()
            } else {
                forecast_on.to_owned()
            },
            done_on: done_on.to_owned(),
            version: step.version,
            ..StepForm::default()
        };
        actions::change_step(ctx, key, &step.id, &form).await?;
        Ok(())
    }

    async fn turn(&self, ctx: &Ctx, project: &str, state: &str) -> Result<()> {
        let key = self.project_key(project)?;
        let known = store::find(&mut ctx.read().await?, key).await?.context("a project is gone")?;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let form = ProjectForm {
            name: known.name,
            aim: known.aim,
            sponsor: known.sponsor,
            state: state.to_owned(),
            starts_on: day(known.starts_on),
            ends_on: day(known.ends_on),
            version: known.version,
            ..ProjectForm::default()
        };
        actions::change(ctx, key, &form).await?;
        Ok(())
    }

    /// The last tickets that have arrived; fewer in a small demonstration.
    async fn link(&self, ctx: &Ctx, project: &str, word: &str, most: usize) -> Result<()> {
        let key = self.project_key(project)?;
        let arrived = self.tickets.iter().zip(&self.plan.tickets).rev().filter_map(|(known, planned)| {
            let (ticket, _) = known.as_ref()?;
            (ticket.beneficiary == key.beneficiary && planned.title.contains(word)).then_some(ticket)
        });
        for ticket in arrived.take(most) {
            let reference = desk::tickets::actions::read(ctx, ticket).await?.thread.ticket.reference;
            actions::link_ticket(ctx, key, &reference).await?;
        }
        Ok(())
    }
}
