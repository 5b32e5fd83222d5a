//! Plays the committees through the actions of their pages.

use super::Stage;
use crate::demo::plan::committees::{CommitteeAct, Sitting};
use agreements::document::CommitteeKind;
use anyhow::{Context as _, Result};
use governance::{
    action_items::{self, ActionForm, ActionKey, ActionState},
    decisions::{self, DecisionForm},
    indicators::DecideForm,
    meetings::{
        ItemForm, Meeting, MeetingForm, Participant, ParticipantForm, SummaryForm, actions,
        rules::{self, day},
        store,
    },
};
use jiff::{SignedDuration, Timestamp};
use kernel::Side;
use people::Role;
use platform::{Ctx, web::UploadedFile};

/// What the minutes say of a point, in turn.
const SAID: [&str; 4] = [
    "Le point est présenté ; les deux parties en partagent le constat.",
    "Un échéancier est arrêté en séance ; il sera suivi au prochain point mensuel.",
    "Pas de remarque.",
    "Le prestataire détaille les causes et les mesures prises ; le bénéficiaire en prend acte.",
];

impl Stage<'_> {
    pub(super) async fn committee(&self, act: &CommitteeAct) -> Result<()> {
        let director = self.holder(Role::Director, "CAPBP")?;
        match act {
            CommitteeAct::Plan { of, year } => {
                actions::plan_year(&director, of, *year).await?;
                Ok(())
            }
            CommitteeAct::Convene(sitting) => self.convene(&director, sitting).await,
            CommitteeAct::Move { sitting, to } => {
                let meeting = self.sitting(&director, sitting, sitting.planned).await?;
                let form = MeetingForm {
                    starts: (*to).to_owned(),
                    place: meeting.place.clone(),
                    version: meeting.version,
                    ..MeetingForm::default()
                };
                Ok(actions::change(&director, &meeting.key, &form).await?)
            }
            CommitteeAct::Hold { sitting, at, has_report } => {
                self.sit(&director, sitting, *at, *has_report).await
            }
            CommitteeAct::Validate { sitting, at, by_provider } => {
                let meeting = self.sitting(&director, sitting, *at).await?;
                let officer = self.holder(Role::Officer, sitting.of)?;
                let who = if *by_provider { &director } else { &officer };
                Ok(Box::pin(actions::validate(who, &meeting.key)).await?)
            }
            CommitteeAct::Finish(sitting) => self.finish(&director, sitting).await,
        }
    }

    pub(super) fn holder(&self, role: Role, code: &str) -> Result<Ctx> {
        let holder = self.plan.cast.holders(role, code).first().copied();
        Ok(self.by(holder.with_context(|| format!("nobody is {role:?} of {code}"))?))
    }

    async fn sitting(&self, ctx: &Ctx, sitting: &Sitting, at: Timestamp) -> Result<Meeting> {
        let beneficiary = self.beneficiary(sitting.of)?;
        let span = (at, at + SignedDuration::from_secs(1));
        let found = store::between(&mut ctx.read().await?, Some(&beneficiary), span, 10).await?;
        found.into_iter().find(|one| one.committee == sitting.committee).context("no such meeting")
    }

    async fn convene(&self, director: &Ctx, sitting: &Sitting) -> Result<()> {
        let meeting = self.sitting(director, sitting, sitting.planned).await?;
        let form = MeetingForm {
            starts: day(meeting.starts_at).at(10, 0, 0, 0).strftime("%Y-%m-%dT%H:%M").to_string(),
            place: "Salle des Maquettes".into(),
            version: meeting.version,
            ..MeetingForm::default()
        };
        actions::change(director, &meeting.key, &form).await?;
        let officer = self.holder(Role::Officer, sitting.of)?;
        for seat in actions::read(director, &meeting.key).await?.participants {
            let named = if seat.side == Side::Provider { director } else { &officer };
            let form = ParticipantForm { person: person(named), ..seated(&seat) };
            if !seat.is_optional {
                actions::set_participant(director, &meeting.key, &seat.id, &form).await?;
            }
        }
        Box::pin(actions::fill(director, &meeting.key)).await?;
        if sitting.committee == CommitteeKind::Technical {
            let form = ItemForm {
                title: "Difficultés rencontrées par les services".into(),
                ..ItemForm::default()
            };
            actions::add_item(&officer, &meeting.key, &form).await?;
        }
        actions::convene(director, &meeting.key).await?;
        Ok(())
    }

    async fn sit(&self, director: &Ctx, sitting: &Sitting, at: Timestamp, has_report: bool) -> Result<()> {
        let meeting = self.sitting(director, sitting, at).await?;
        let key = &meeting.key;
        let all = actions::read(director, key).await?;
        for seat in all.participants.iter().filter(|seat| !seat.is_optional) {
            let person = seat.person.as_ref().map(ToString::to_string).unwrap_or_default();
            let form = ParticipantForm { person, presence: "present".into(), ..seated(seat) };
            actions::set_participant(director, key, &seat.id, &form).await?;
        }
        for (item, said) in all.items.iter().zip(SAID.iter().cycle()) {
            let form = ItemForm {
                title: item.title.clone(),
                detail: item.detail.clone(),
                minutes: (*said).to_owned(),
                version: item.version,
                ..ItemForm::default()
            };
            actions::change_item(director, key, &item.id, &form).await?;
        }
        if has_report && sitting.committee == CommitteeKind::Operational {
            let month = day(meeting.starts_at).strftime("%Y-%m").to_string();
            let text = format!("Rapport d’activité, {month} (démonstration)\n");
            let name = format!("rapport-activite-{month}.txt");
            let file = UploadedFile { name, media_type: "text/plain".into(), bytes: text.into_bytes() };
            actions::present(director, key, Some(file)).await?;
        }
        if sitting.committee != CommitteeKind::Operational {
            decide(director, &meeting).await?;
            give_back(director, &meeting).await?;
            agree(director, &meeting).await?;
        }
        let version = actions::read(director, key).await?.meeting.version;
        let summary =
            "Les deux parties constatent l’avancement et arrêtent les suites ci-dessous.".to_owned();
        actions::summarise(director, key, &SummaryForm { summary, version }).await?;
        actions::hold(director, key).await?;
        if sitting.committee != CommitteeKind::Operational {
            actions::send(director, key).await?;
        }
        Ok(())
    }

    /// What was agreed is done, but after the technical committee of September: what it left open the next agenda shows.
    async fn finish(&self, director: &Ctx, sitting: &Sitting) -> Result<()> {
        let beneficiary = self.beneficiary(sitting.of)?;
        let today = rules::day(director.now());
        let overdue =
            action_items::store::overdue(&mut director.read().await?, Some(&beneficiary), today).await?;
        for one in overdue.iter().filter(|_| day(sitting.planned).month() != 9) {
            let form = ActionForm {
                body: one.body.clone(),
                side: rules::side_word(one.side).into(),
                owner: one.owner.clone(),
                due_on: one.due_on.to_string(),
                state: ActionState::Done.as_str().into(),
                outcome: "Fait, présenté en point mensuel.".into(),
                version: one.version,
            };
            let key = ActionKey { beneficiary: beneficiary.clone(), id: one.id.clone() };
            action_items::actions::change(director, &key, &form).await?;
        }
        Ok(())
    }
}

fn person(ctx: &Ctx) -> String {
    ctx.actor.person.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn seated(seat: &Participant) -> ParticipantForm {
    ParticipantForm { function: seat.function.clone(), ..ParticipantForm::default() }
}

/// A saving that waits is taken by the steering committee (art. 8, note 8).
async fn give_back(director: &Ctx, meeting: &Meeting) -> Result<()> {
    if meeting.committee != CommitteeKind::Steering {
        return Ok(());
    }
    let beneficiary = &meeting.key.beneficiary;
    let waiting = finance::savings::store::waiting(&mut director.read().await?, beneficiary).await?;
    for saving in waiting {
        let form = DecideForm {
            meeting: meeting.key.id.to_string(),
            decision: format!(
                "L’économie constatée en {} est répercutée sur le prix initial de {}.",
                saving.year,
                saving.year + 1
            ),
            effective_on: String::new(),
        };
        governance::savings::actions::decide(director, &saving.key, &form).await?;
    }
    Ok(())
}

/// Each June the steering committee arbitrates; in June 2024 it sets a target for the year after (R5.1).
async fn decide(director: &Ctx, meeting: &Meeting) -> Result<()> {
    let day = day(meeting.starts_at);
    let form = match (meeting.committee, day.month(), day.year()) {
        (CommitteeKind::Steering, 6, 2024) => DecisionForm {
            kind: "target".into(),
            decision: "Neuf demandes administratives sur dix reçoivent une réponse dans la semaine.".into(),
            effective_on: "2025-01-01".into(),
            commitment: "G.2a".into(),
            operator: "at_least".into(),
            value: "90".into(),
        },
        (CommitteeKind::Steering, 6 | 7, year) => DecisionForm {
            kind: "catalogue".into(),
            decision: format!("La visioconférence des salles de réunion entre au catalogue en {}.", year + 1),
            effective_on: format!("{}-01-01", year + 1),
            ..DecisionForm::default()
        },
        _ => DecisionForm {
            kind: "arbitration".into(),
            decision: "Les travaux de l’antenne passent avant ceux du siège.".into(),
            ..DecisionForm::default()
        },
    };
    decisions::actions::add(director, &meeting.key, &form).await?;
    Ok(())
}

async fn agree(director: &Ctx, meeting: &Meeting) -> Result<()> {
    let due = day(meeting.starts_at).checked_add(jiff::Span::new().days(45))?;
    let provider = ("Présenter un plan de continuité des accès distants", "provider", "Chef de projet");
    let body =
        ("Désigner les référents informatiques de chaque service", "beneficiary", "Direction générale");
    for (what, side, owner) in [provider, body] {
        let form = ActionForm {
            body: what.into(),
            side: side.into(),
            owner: owner.into(),
            due_on: due.to_string(),
            ..ActionForm::default()
        };
        action_items::actions::add(director, &meeting.key, &form).await?;
    }
    Ok(())
}
