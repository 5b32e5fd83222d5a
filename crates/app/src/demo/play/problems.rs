//! Problems on the morning of the demonstration: three known errors over both beneficiaries.

use super::Stage;
use anyhow::Result;
use desk::{
    problems::{MoveForm, ProblemForm, ProblemId, actions},
    tickets::actions as tickets,
};
use platform::Ctx;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Board {
    problems: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Code of a beneficiary and beginning of the titles of its incidents: the last of them are linked.
    tickets: Vec<(String, String)>,
    published: bool,
    #[serde(default)]
    change: String,
    #[serde(default)]
    resolution: String,
    form: ProblemForm,
}

/// Incidents linked for each beginning of a title, at most.
const LINKED: usize = 4;

impl Stage<'_> {
    /// Writes the problems down, makes them known errors, publishes them and says which change solves them.
    pub(super) async fn problems(&self, agent: &Ctx) -> Result<()> {
        let board: Board = toml::from_str(include_str!("../data/problems.toml"))?;
        for one in board.problems {
            let mut references = vec![];
            for (code, title) in &one.tickets {
                references.extend(self.references(agent, code, title).await?);
            }
            let form = ProblemForm { tickets: references.join(", "), ..one.form };
            let id: ProblemId = actions::open(agent, &form).await?.id;
            let known = MoveForm { state: "known_error".into(), resolution: String::new() };
            actions::set_state(agent, &id, &known).await?;
            if one.published {
                actions::publish(agent, &id, true).await?;
            }
            if let Some(change) = self.changes.get(&one.change) {
                let change = desk::changes::actions::read(agent, change).await?.change;
                actions::link_change(agent, &id, &change.reference()).await?;
            }
            if !one.resolution.is_empty() {
                let solved = MoveForm { state: "resolved".into(), resolution: one.resolution };
                actions::set_state(agent, &id, &solved).await?;
            }
        }
        Ok(())
    }

    /// Numbers of the last tickets of a beneficiary whose title begins so.
    async fn references(&self, agent: &Ctx, code: &str, title: &str) -> Result<Vec<String>> {
        let place = self.plan.cast.organisation(code)?;
        let planned = self.plan.tickets.iter().zip(&self.tickets).rev();
        let alike = planned.filter(|(one, _)| one.beneficiary == place && one.title.starts_with(title));
        let mut references = vec![];
        for (key, _) in alike.filter_map(|(_, known)| known.clone()).take(LINKED) {
            references.push(tickets::read(agent, &key).await?.thread.ticket.reference);
        }
        Ok(references)
    }
}
