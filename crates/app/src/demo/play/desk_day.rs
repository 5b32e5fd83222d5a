//! The desk on the morning of the demonstration: teams with queues, tasks, a major incident over both beneficiaries, a
//! merged duplicate, time spent, canned answers, a pause recorded afterwards, reminders, an intervention, the check of
//! backups that comes back. Everything through the actions of the screens.

use super::Stage;
use anyhow::{Context as _, Result};
use desk::{
    canned_answers::{self, CannedForm},
    checklists::{self, ChecklistForm, ChecklistId},
    deadlines,
    links::{self, MergeForm},
    major_incidents::{self, DeclareForm, SayForm},
    pauses::{self, PauseForm},
    pending_reasons::{self, PendingForm},
    recurring::{self, RecurringForm},
    tasks::{self, TaskForm},
    teams::{self, Rule, TeamForm, TeamId},
    tickets::{
        Channel, Impact, Kind, TicketKey, Urgency,
        actions::{self as tickets, Draft, Incoming},
    },
    time_spent::{self, TimeForm},
    visits::{self, VisitForm},
    wake_ups::{self, ReminderForm},
};
use people::Role;
use platform::Ctx;

/// Reasons to wait: their words, and who is waited for.
const REASONS: [(&str, &str); 4] = [
    ("Rendez-vous à fixer", "waiting_requester"),
    ("Accord du responsable attendu", "waiting_requester"),
    ("Opérateur saisi", "waiting_vendor"),
    ("Pièce commandée", "waiting_vendor"),
];

impl Stage<'_> {
    /// Plays the morning.
    pub(super) async fn morning(&self) -> Result<()> {
        let admin = self.by(self.first(Role::Administrator, "CAPBP")?);
        let agents = self.plan.cast.holders(Role::Technician, "CAPBP");
        let agent = self.by(*agents.first().context("no technician")?);
        for (name, state) in REASONS {
            let form = PendingForm { name: name.to_owned(), state: state.to_owned() };
            pending_reasons::actions::create(&admin, &form).await?;
        }
        let (network, office) = self.teams(&admin, &agents).await?;
        let (outage, backups) = checklists(&admin).await?;
        self.answers(&admin, &network).await?;
        self.outage(&agent, &network, &outage).await?;
        self.office(&agent, &office).await?;
        self.backups(&admin, &backups).await?;
        self.problems(&agent).await?;
        deadlines::actions::look(&self.system("Délais")).await?;
        Ok(())
    }

    fn first(&self, role: Role, code: &str) -> Result<usize> {
        self.plan.cast.holders(role, code).into_iter().next().context("nobody holds a role of the morning")
    }

    /// The last ticket of a beneficiary whose title begins so.
    fn ticket(&self, code: &str, title: &str) -> Result<TicketKey> {
        let place = self.plan.cast.organisation(code)?;
        let is_it = |one: &crate::demo::plan::tickets::PlannedTicket| {
            one.beneficiary == place && one.title.starts_with(title)
        };
        let found = self.plan.tickets.iter().rposition(is_it);
        let found = found.and_then(|at| self.tickets[at].clone());
        Ok(found.with_context(|| format!("no ticket «{title}» of {code}"))?.0)
    }

    async fn teams(&self, admin: &Ctx, agents: &[usize]) -> Result<(TeamId, TeamId)> {
        let mut made = vec![];
        let half = agents.len().div_ceil(2);
        for (name, description, members) in [
            ("Réseau", "Fibre, Wi-Fi, téléphonie, opérateurs", &agents[..half]),
            ("Postes et logiciels", "Postes, impression, logiciels, comptes", &agents[half..]),
        ] {
            let members = members.iter().map(|place| self.persons[*place].id.to_string()).collect();
            let (name, description) = (name.to_owned(), description.to_owned());
            let form = TeamForm { name, description, members, ..TeamForm::default() };
            made.push(teams::actions::create(admin, &form).await?.id);
        }
        // What nobody has sorted goes to the second team.
        teams::actions::set_rules(
            admin,
            &made[1],
            vec![Rule { kind: Some(Kind::Request), ..Rule::default() }],
        )
        .await?;
        let office = made.pop().context("no team")?;
        Ok((made.pop().context("no team")?, office))
    }

    async fn answers(&self, admin: &Ctx, network: &TeamId) -> Result<()> {
        let forms = [
            CannedForm {
                name: "Redémarrer le poste".into(),
                body: "Bonjour {requester},\n\nPouvez-vous redémarrer le poste, puis nous dire si cela va mieux ? \
                       Votre demande porte le numéro {reference}.\n\n{agent}".into(),
                reach: "all".into(),
                then: "wait_requester".into(),
                ..CannedForm::default()
            },
            CannedForm {
                name: "Nous intervenons".into(),
                body: "Bonjour {requester},\n\nNous intervenons à {site}. Retour attendu au plus tard : {due}.\n\n{agent}".into(),
                reach: "all".into(),
                give: "me".into(),
                ..CannedForm::default()
            },
            CannedForm {
                name: "Opérateur saisi".into(),
                body: "Bonjour {requester},\n\nL’opérateur est saisi pour « {title} ». Nous vous tenons au courant.\n\n{agent}".into(),
                reach: "team".into(),
                team: network.to_string(),
                then: "wait_vendor".into(),
                ..CannedForm::default()
            },
        ];
        for form in &forms {
            canned_answers::actions::create(admin, form).await?;
        }
        Ok(())
    }

    /// A cut of the carrier: one trouble, tickets of both beneficiaries, a duplicate.
    async fn outage(&self, agent: &Ctx, network: &TeamId, list: &ChecklistId) -> Result<()> {
        let (main, other) = (self.ticket("PMPB", "Plus de réseau à")?, self.ticket("STC", "Wi-Fi absent")?);
        for key in [&main, &other] {
            teams::actions::give(agent, key, version(agent, key).await?, Some(network.clone())).await?;
        }
        let requester = self.first(Role::Requester, "PMPB")?;
        let draft = Draft {
            beneficiary: main.beneficiary.clone(),
            requester: Some(self.persons[requester].id.clone()),
            kind: Kind::Incident,
            is_administrative: false,
            title: "Toujours pas de réseau ce matin".into(),
            description: "Rien ne fonctionne depuis hier, pouvez-vous faire quelque chose ?".into(),
            channel: Channel::Portal,
            site: None,
            impact: Impact::Medium,
            urgency: Urgency::High,
        };
        let incoming = Incoming { draft, files: vec![], idempotency_key: None };
        let again = tickets::create(&self.by(requester), incoming).await?;
        let into = tickets::read(agent, &main).await?.thread.ticket.reference;
        links::actions::merge(agent, &again, &MergeForm { into: into.clone(), version: 1 }).await?;
        let reference = tickets::read(agent, &other).await?.thread.ticket.reference;
        let form = DeclareForm {
            title: "Coupure d’un lien de l’opérateur".into(),
            tickets: format!("{into}, {reference}"),
        };
        let incident = major_incidents::actions::declare(agent, &form).await?;
        let body = "L’opérateur a localisé la coupure. Ses équipes sont sur place, retour annoncé en fin de matinée.";
        let form = SayForm { body: body.into(), key: "demonstration".into() };
        major_incidents::actions::say(agent, &incident, &form).await?;
        let added = tasks::actions::apply(agent, &main, list).await?;
        tasks::actions::set_done(agent, &main, added.first().context("an empty checklist")?, true).await?;
        self.spend(agent, &main, "1h15", "Diagnostic avec l’opérateur").await
    }

    async fn spend(&self, agent: &Ctx, key: &TicketKey, minutes: &str, note: &str) -> Result<()> {
        let form = TimeForm { minutes: minutes.into(), note: note.into(), ..TimeForm::default() };
        Ok(time_spent::actions::record(agent, key, &form).await?)
    }

    /// The other team: tasks, a pause nobody noted at the time, an intervention, a reminder.
    async fn office(&self, agent: &Ctx, team: &TeamId) -> Result<()> {
        let arrival = self.ticket("PMPB", "Préparation d'un poste")?;
        teams::actions::give(agent, &arrival, version(agent, &arrival).await?, Some(team.clone())).await?;
        for (title, due_on) in
            [("Installer les logiciels métier", "2026-11-23"), ("Livrer le poste", "2026-11-19")]
        {
            let form = TaskForm {
                title: title.into(),
                team: team.to_string(),
                due_on: due_on.into(),
                ..TaskForm::default()
            };
            tasks::actions::add(agent, &arrival, &form).await?;
        }
        self.spend(agent, &arrival, "40", "Préparation de l’image du poste").await?;
        let broken = self.ticket("PMPB", "Portable tombé")?;
        let form = PauseForm {
            from: "2026-11-18T11:00".into(),
            to: "2026-11-18T14:00".into(),
            state: "waiting_requester".into(),
            reason: "En réunion à l’extérieur, dit au téléphone".into(),
            version: version(agent, &broken).await?,
        };
        pauses::actions::record(agent, &broken, &form).await?;
        let form = VisitForm {
            starts_at: "2026-11-23T09:00".into(),
            ends_at: "2026-11-23T10:00".into(),
            what: "Échange du portable".into(),
            ..VisitForm::default()
        };
        visits::actions::plan(agent, &broken, &form).await?;
        let form =
            ReminderForm { at: "2026-11-20T14:00".into(), note: "Demander la date de livraison".into() };
        wake_ups::actions::add(agent, &broken, &form).await?;
        Ok(())
    }

    /// The check of backups (art. 4), for both beneficiaries.
    async fn backups(&self, admin: &Ctx, list: &ChecklistId) -> Result<()> {
        for code in ["PMPB", "STC"] {
            let officer = self.first(Role::Officer, code)?;
            let form = RecurringForm {
                beneficiary: self.beneficiary(code)?.to_string(),
                title: "Vérifier les sauvegardes (art. 4)".into(),
                description: "Lire le rapport de la semaine et restaurer un fichier pris au hasard.".into(),
                requester: self.persons[officer].id.to_string(),
                checklist: list.to_string(),
                every: "week".into(),
                weekday: "1".into(),
                at: "08:00".into(),
                ..RecurringForm::default()
            };
            recurring::actions::create(admin, &form).await?;
        }
        Ok(())
    }
}

async fn version(ctx: &Ctx, key: &TicketKey) -> Result<i64> {
    Ok(tickets::read(ctx, key).await?.thread.ticket.version)
}

/// The checklists of an outage and of the check of backups.
async fn checklists(admin: &Ctx) -> Result<(ChecklistId, ChecklistId)> {
    let outage = "Ouvrir un dossier chez l’opérateur | Réseau | 0\nPrévenir les sites touchés | Réseau | 0\n\
                  Contrôler le retour du lien | Réseau | 1";
    let backups = "Lire le rapport de la semaine | Postes et logiciels | 0\nRestaurer un fichier au hasard | Postes et logiciels | 1\n\
                   Noter la perte de données observée | | 1";
    let mut made = vec![];
    for (name, items) in [("Coupure de réseau", outage), ("Vérification des sauvegardes", backups)] {
        let form = ChecklistForm { name: name.into(), items: items.into(), version: 0 };
        made.push(checklists::actions::create(admin, &form).await?.id);
    }
    let backups = made.pop().context("no checklist")?;
    Ok((made.pop().context("no checklist")?, backups))
}
