//! Mails that come in, what people are told, and what they answer about how it went.

use super::Stage;
use crate::demo::plan::tickets::Step;
use anyhow::Result;
use desk::{
    mail_intake::{actions::take, store::Source},
    notifications, satisfaction,
    tickets::Transition,
};
use platform::Error;

/// Opinions given, in the order of the tickets that are over.
const SCORES: [(i64, &str); 6] = [
    (5, "Très rapide, merci."),
    (4, ""),
    (5, ""),
    (2, "Il a fallu rappeler deux fois avant d’avoir une réponse."),
    (4, "Bien expliqué."),
    (3, ""),
];

impl Stage<'_> {
    /// Takes a mail as the reading of a mailbox would.
    pub(super) async fn mail(&self, number: i64, raw: &str) -> Result<()> {
        let source = Source { mailbox: "demonstration".to_owned(), uid_validity: 1, uid: number };
        take(&self.system("Courriel entrant"), &source, raw.as_bytes().to_vec()).await?;
        Ok(())
    }

    /// Tells people of what happened since the last time.
    pub(super) async fn tell(&self) -> Result<()> {
        notifications::actions::follow(&self.system("Avis")).await?;
        notifications::actions::write_due(&self.system("Avis")).await?;
        Ok(satisfaction::actions::ask(&self.system("Avis")).await?)
    }

    /// Some requesters of what was resolved lately say how it went.
    pub(super) async fn opinions(&self) -> Result<()> {
        let is_over = |step: &Step| matches!(step, Step::Say { then: Some(Transition::Resolve), .. });
        let over = self.plan.tickets.iter().zip(&self.tickets).rev();
        let over = over.filter(|(planned, _)| planned.steps.iter().any(|(_, step)| is_over(step)));
        let mut scores = SCORES.iter();
        for (planned, ticket) in over {
            let Some((key, _)) = ticket else { continue };
            let Some((score, comment)) = scores.as_slice().first() else { return Ok(()) };
            let requester = self.by(planned.requester);
            match satisfaction::actions::vote_as(&requester, key, Some(*score), comment).await {
                Ok(()) => drop(scores.next()),
                // Not to be said any more, or not yet: somebody else does.
                Err(Error::Refused(_) | Error::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
