//! Plays live conversations through the actions of their pages.

use super::Stage;
use crate::demo::plan::chats::{ChatAct, ChatWhat};
use anyhow::{Context as _, Result};
use desk::{
    chats::actions,
    chats::{EndForm, OpenForm, SayForm, TakeForm},
    tickets::TicketKey,
};
use people::Role;
use platform::Ctx;

impl Stage<'_> {
    /// One thing that happens in a conversation.
    pub(super) async fn chat(&mut self, act: &ChatAct) -> Result<()> {
        if let ChatWhat::Open { code, requester, body } = act.what {
            let requesters = self.plan.cast.holders(Role::Requester, code);
            let person = requesters[requester % requesters.len()];
            let form = OpenForm { body: body.into(), ..OpenForm::default() };
            let key = Box::pin(actions::open(&self.by(person), &form, vec![])).await?;
            self.chats.push((person, key));
            return Ok(());
        }
        let (person, key) = self.chats.get(act.chat).cloned().context("no such conversation")?;
        let agents = self.plan.cast.holders(Role::Technician, "CAPBP");
        let agent = self.by(agents[act.chat % agents.len()]);
        match act.what {
            ChatWhat::Open { .. } => Ok(()),
            ChatWhat::Take => {
                let version = actions::read(&agent, &key).await?.chat.version;
                Ok(Box::pin(actions::take(&agent, &key, &TakeForm { version })).await?)
            }
            ChatWhat::Ask(words) => say(&self.by(person), &key, words, "").await,
            ChatWhat::Answer(words) => say(&agent, &key, words, "").await,
            ChatWhat::Note(words) => say(&agent, &key, words, "on").await,
            ChatWhat::Resolve => {
                Ok(Box::pin(actions::end(&agent, &key, &EndForm { resolved: "on".into() })).await?)
            }
        }
    }
}

async fn say(ctx: &Ctx, key: &TicketKey, words: &str, internal: &str) -> Result<()> {
    let form = SayForm { body: words.into(), internal: internal.into(), ..SayForm::default() };
    Ok(Box::pin(actions::say(ctx, key, &form, vec![])).await?)
}
