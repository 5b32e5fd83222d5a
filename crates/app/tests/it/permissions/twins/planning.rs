//! Announcements, changes and projects.

use super::Twins;
use desk::{
    announcements::AnnouncementForm,
    changes::{
        self, ChangeForm,
        forms::{DecideForm, EndForm, SubmitForm},
    },
    freeze_periods::FreezeForm,
    maintenance::AnnounceForm,
    problems::ProblemForm,
    projects::{CommentForm, DecisionForm, ProjectForm, RiskForm, StepForm, actions as projects},
    time_spent::TimeForm,
};
use kernel::{Scope, id::BeneficiaryId};
use people::Role;
use platform::db::query;

impl Twins {
    /// As many announcements as roles: each may take one away.
    pub(super) async fn announce(&self, body: &BeneficiaryId, word: &str, site: &str) {
        let technician = self.world.ctx(&self.app, Role::Technician);
        for _ in Role::ALL {
            let form = AnnouncementForm {
                beneficiary: body.to_string(),
                sites: vec![site.to_owned()],
                severity: "works".into(),
                title_fr: format!("Travaux {word}"),
                body_fr: format!("Coupure {word}"),
                ..AnnouncementForm::default()
            };
            desk::announcements::actions::create(&technician, &form).await.unwrap();
        }
    }

    /// A change of one site, agreed to, announced, carried out, made standard; a freeze period.
    pub(super) async fn plan(&self, body: &BeneficiaryId, word: &str, site: &str) {
        let (agent, director) =
            (self.world.ctx(&self.app, Role::Technician), self.world.ctx(&self.app, Role::Director));
        let form = ChangeForm {
            title: "Remplacer le commutateur".into(),
            why: "Il est vieux".into(),
            kind: "normal".into(),
            impact: "low".into(),
            likelihood: "low".into(),
            services: vec!["network".into()],
            places: vec![format!("{body}/{site}")],
            from: "2026-03-25T18:00".into(),
            to: "2026-03-25T20:00".into(),
            plan: "Brancher".into(),
            back_out: "Débrancher".into(),
            test: "Ping".into(),
            public_title_fr: format!("Maintenance {word}"),
            public_text_fr: format!("Coupure prévue {word}"),
            ticket: self.reference(body).await,
            ..ChangeForm::default()
        };
        let change = changes::actions::create(&agent, &form).await.unwrap();
        let approvers = vec![self.world.person(Role::Director).id.to_string()];
        let asked = SubmitForm { approvers, version: change.version };
        let asked = changes::actions::submit(&agent, &change.id, &asked).await.unwrap();
        let yes = DecideForm { decision: "accepted".into(), revision: 1, ..DecideForm::default() };
        let agreed = changes::actions::decide(&director, &change.id, &yes).await.unwrap();
        assert_eq!(agreed.version, asked.version + 1);
        let announce = AnnounceForm { version: agreed.version, ..AnnounceForm::default() };
        desk::maintenance::actions::announce(&agent, &change.id, &announce).await.unwrap();
        changes::actions::start(&agent, &change.id).await.unwrap();
        let end = EndForm { end: "done".into(), outcome: "Fait".into() };
        changes::actions::finish(&agent, &change.id, &end).await.unwrap();
        changes::actions::make_standard(&director, &change.id).await.unwrap();
        let form = FreezeForm {
            title: "Élections".into(),
            reason: "Résultats".into(),
            from: "2026-06-01T00:00".into(),
            to: "2026-06-02T00:00".into(),
        };
        desk::freeze_periods::actions::create(&agent, &form).await.unwrap();
        let form = ProblemForm {
            title: "Réseau instable".into(),
            workaround: "Redémarrer".into(),
            public_title_fr: format!("Réseau instable {word}"),
            public_text_fr: format!("Branchez un câble {word}"),
            tickets: self.reference(body).await,
            ..ProblemForm::default()
        };
        let problem = desk::problems::actions::open(&agent, &form).await.unwrap();
        desk::problems::actions::publish(&agent, &problem.id, true).await.unwrap();
    }

    /// A project with as many parts of each kind as roles: each may take one away.
    pub(super) async fn projects(&self, body: &BeneficiaryId, word: &str) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        let form = ProjectForm {
            beneficiary: body.to_string(),
            name: format!("Projet {word}"),
            aim: format!("Pour {word}"),
            sponsor: word.into(),
            state: "running".into(),
            ..ProjectForm::default()
        };
        let key = projects::create(&agent, &form).await.unwrap().key;
        for n in 0..Role::ALL.len() {
            let (name, planned_on) = (format!("Étape {n} de {word}"), "2026-04-01".into());
            let form = StepForm { kind: "milestone".into(), name, planned_on, ..StepForm::default() };
            projects::add_step(&agent, &key, &form).await.unwrap();
            let (owner, response) = (word.to_owned(), format!("Voir {word}"));
            let (what, probability, impact) = (format!("Retard de {word}"), "2".into(), "3".into());
            let form = RiskForm { what, probability, impact, owner, response, ..RiskForm::default() };
            projects::add_risk(&agent, &key, &form).await.unwrap();
            let form = DecisionForm {
                decision: format!("Suivre {word}"),
                decided_by: word.into(),
                ..DecisionForm::default()
            };
            projects::add_decision(&agent, &key, &form).await.unwrap();
            let form = TimeForm { minutes: "15".into(), note: word.into(), ..TimeForm::default() };
            projects::add_time(&agent, &key, &form).await.unwrap();
        }
        projects::link_ticket(&agent, &key, "1").await.unwrap();
        // The change of this twin is the last one made.
        let needed = query(
            "insert into project_change (beneficiary_id, project_id, change_id, linked_by_name, linked_at) \
             select $1, $2, max(c.id), $3, $4 from change c",
        );
        let needed = needed.bind(&key.beneficiary).bind(key.id.as_str()).bind(word);
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        tx.execute(needed.bind(self.app.platform.clock.now())).await.unwrap();
        tx.commit().await.unwrap();
        let form = CommentForm { body: format!("Bravo {word}"), key: String::new() };
        projects::comment(&agent, &key, &form).await.unwrap();
    }
}
