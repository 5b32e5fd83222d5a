//! Committees, deadlines, indicators, reports and reversibility.

use super::Twins;
use governance::{
    action_items::ActionForm,
    deadlines::{DeadlineKey, ProofForm, actions as deadlines},
    decisions::DecisionForm as RuledForm,
    indicators::{
        CloseForm, CommentForm as ValueRemark, ProposalForm, RunForm, ValuePath, actions as indicators,
    },
    meetings::{CommentForm as Remark, ItemForm, MeetingForm, ParticipantForm, actions as meetings},
    reports::{CommentForm as ReportRemark, DraftForm, TextsForm, actions as reports},
    reversibility::{
        handovers::{HandoverForm as PackHandover, actions as handovers},
        packs::actions as packs,
        plans::{Chapter, PlanForm, StepForm as PlanStep, actions as plans},
    },
    risks::RiskForm as RegisterForm,
};
use jiff::civil::date;
use kernel::{Scope, id::BeneficiaryId};
use people::{Organisation, Role};
use platform::{db::query, web::UploadedFile};

impl Twins {
    /// A meeting with as many parts of each kind as roles; one whose minutes are sent, and one whose minutes are validated.
    pub(super) async fn committees(&self, body: &Organisation, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let officer = self.app.ctx(self.world.person_at(Role::Officer, &body.id).actor());
        let starts = ["2026-02-10T10:00", "2026-03-10T10:00", "2026-06-09T10:00"];
        for (n, starts) in starts.into_iter().enumerate() {
            let form = MeetingForm {
                beneficiary: body.id.to_string(),
                committee: "steering".into(),
                subject: format!("Point {word}"),
                starts: starts.into(),
                place: word.into(),
                ..MeetingForm::default()
            };
            let key = meetings::create(&director, &form).await.unwrap();
            for _ in 0..Role::ALL.len() {
                let form =
                    ItemForm { title: format!("Sujet {word}"), detail: word.into(), ..ItemForm::default() };
                meetings::add_item(&director, &key, &form).await.unwrap();
                let form = ParticipantForm {
                    side: "beneficiary".into(),
                    function: format!("Fonction {word}"),
                    name: word.into(),
                    ..ParticipantForm::default()
                };
                meetings::add_participant(&director, &key, &form).await.unwrap();
                let (kind, decision) = ("arbitration".into(), format!("Choisir {word}"));
                let form = RuledForm { kind, decision, ..RuledForm::default() };
                governance::decisions::actions::add(&director, &key, &form).await.unwrap();
            }
            let form = ActionForm {
                body: format!("Faire {word}"),
                side: "provider".into(),
                owner: word.into(),
                due_on: "2026-03-01".into(),
                ..ActionForm::default()
            };
            governance::action_items::actions::add(&director, &key, &form).await.unwrap();
            let bytes = word.as_bytes().to_vec();
            let file = UploadedFile { name: format!("{word}.txt"), media_type: "text/plain".into(), bytes };
            meetings::present(&director, &key, Some(file)).await.unwrap();
            if n < 2 {
                meetings::hold(&director, &key).await.unwrap();
                meetings::send(&director, &key).await.unwrap();
                let said = Remark { body: format!("Remarque {word}"), key: String::new() };
                meetings::comment(&officer, &key, &said).await.unwrap();
            }
            if n == 0 {
                Box::pin(meetings::validate(&director, &key)).await.unwrap();
                Box::pin(meetings::validate(&officer, &key)).await.unwrap();
                let fix = Remark { body: format!("Lire {word}"), key: String::new() };
                meetings::correct(&director, &key, &fix).await.unwrap();
            }
        }
    }

    /// Two proofs with their documents, the reminders that are due, and a risk with an action.
    pub(super) async fn deadlines(&self, body: &BeneficiaryId, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let file = || {
            let bytes = word.as_bytes().to_vec();
            Some(UploadedFile { name: format!("{word}.txt"), media_type: "text/plain".into(), bytes })
        };
        for obligation in ["2.8", "2.16"] {
            let due = date(2022, 12, 31);
            let key = DeadlineKey { beneficiary: body.clone(), obligation: obligation.into(), due };
            let form = ProofForm { note: format!("Preuve {word}"), ..ProofForm::default() };
            deadlines::prove(&director, &key, &form, file()).await.unwrap();
        }
        deadlines::remind(&self.app.system()).await.unwrap();
        let form = RegisterForm {
            beneficiary: body.to_string(),
            kind: "risk".into(),
            title: format!("Risque {word}"),
            likelihood: "2".into(),
            impact: "3".into(),
            side: "provider".into(),
            owner: word.into(),
            review_on: "2026-03-01".into(),
            ..RegisterForm::default()
        };
        let risk = governance::risks::actions::create(&director, &form).await.unwrap();
        let first = (date(1, 1, 1), String::new());
        let of = (Some(body), governance::action_items::ActionState::Open);
        let mut tx = director.read().await.unwrap();
        let action = governance::action_items::store::page(&mut tx, of, &first).await.unwrap().remove(0);
        drop(tx);
        let form = governance::risks::LinkForm { action: action.id.to_string() };
        governance::risks::actions::link(&director, &risk.key, &form).await.unwrap();
    }

    /// Closed months with a remark, one that waits, months that were asked to be closed, and as many proposals as roles, twice: each may take one
    /// back or decide one.
    pub(super) async fn indicators(&self, body: &Organisation, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let officer = self.app.ctx(self.world.person_at(Role::Officer, &body.id).actor());
        let mut last = None;
        for month in ["2025-12", "2026-01", "2026-02"] {
            let form = CloseForm { month: month.into(), reason: format!("Vu {word}") };
            last = Some(Box::pin(indicators::close(&director, &body.code, &form)).await.unwrap());
        }
        let closing = last.unwrap().id;
        let path = ValuePath { beneficiary: body.code.clone(), closing, code: "G.4".into() };
        let said = ValueRemark { body: format!("Lu {word}"), key: String::new() };
        indicators::comment(&officer, &path, &said).await.unwrap();
        let run = RunForm { from: "2025-10".into(), reason: format!("Vu {word}") };
        indicators::run(&director, &body.code, &run).await.unwrap();
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        let waiting = query(
            "insert into closing_reminder (beneficiary_id, month, missing, told, at) \
             select c.beneficiary_id, '2026-03-01', 2, 1, c.closed_at from indicator_closing c \
             where c.beneficiary_id = $1 limit 1",
        );
        tx.execute(waiting.bind(&body.id)).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..4 * Role::ALL.len() {
            let form = ProposalForm {
                operator: "at_least".into(),
                value: "99".into(),
                motive: format!("Comme avant {word}"),
                key: String::new(),
            };
            Box::pin(indicators::propose(&officer, &body.code, "G.4", &form)).await.unwrap();
        }
    }

    /// A report in review with a remark, a draft, and the drafts of a month asked for.
    pub(super) async fn reports(&self, body: &Organisation, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        for period in ["2026-01", "2026-02"] {
            let form =
                DraftForm { beneficiary: body.code.clone(), kind: "monthly".into(), period: period.into() };
            let key = Box::pin(reports::draft(&director, &form)).await.unwrap();
            if period == "2026-02" {
                let texts =
                    TextsForm { introduction: format!("Le mois de {word}"), plan: word.into(), version: 1 };
                reports::write(&director, &key, &texts).await.unwrap();
                reports::review(&director, &key).await.unwrap();
                let said = ReportRemark { body: format!("Relu par {word}"), key: String::new() };
                reports::comment(&director, &key, &said).await.unwrap();
            }
        }
        reports::start(&director, "monthly", "2026-01").await.unwrap();
    }

    /// A plan before both sides, which one accepted; a pack asked for; a hand-over.
    pub(super) async fn reversibility(&self, body: &BeneficiaryId, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let key = plans::begin(&director, body).await.unwrap();
        let said = || format!("Selon {word}");
        let form = PlanForm {
            scope: said(),
            steps: said(),
            roles: said(),
            data: said(),
            calendar: said(),
            knowledge: said(),
            charges: said(),
            tests: said(),
            credentials: said(),
            deletion: said(),
            version: 1,
            ..PlanForm::default()
        };
        assert!(Chapter::ALL.iter().all(|chapter| !form.text(*chapter).is_empty()));
        plans::write(&director, &key, &form).await.unwrap();
        plans::submit(&director, &key, &PlanStep { version: 2 }).await.unwrap();
        let officer = self.app.ctx(self.world.person_at(Role::Officer, body).actor());
        plans::accept(&officer, &key, &PlanStep { version: 3 }).await.unwrap();
        packs::ask(&officer, body).await.unwrap();
        let form = PackHandover {
            handed_on: "2026-03-01".into(),
            received_by: format!("Direction de {word}"),
            means: "Disque chiffré".into(),
            manifest: platform::Digest::of(word.as_bytes()).to_string(),
            note: String::new(),
        };
        handovers::record_one(&director, body, &form).await.unwrap();
        let id: String = director.id();
        // The agreements of the twins run: a deletion that somebody asked for all the same, waiting for another person.
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        let insert = query(
            "insert into destruction (beneficiary_id, id, state, handover_id, manifest, ended_on, basis, method, backups_until, \
             asked_by_id, asked_by_name, asked_at, confirmed_by_name, total, done, closed_by_name, closed_why) \
             select h.beneficiary_id, $2, 'asked', h.id, h.manifest, h.handed_on, 'delay', $3, h.handed_on, 'nobody', $3, \
             h.recorded_at, '', 0, 0, '', '' from reversibility_handover h where h.beneficiary_id = $1",
        );
        let insert = insert.bind(body).bind(&id).bind(format!("Effacer {word}"));
        tx.execute(insert).await.unwrap();
        for table in ["count", "file"] {
            let sql = match table {
                "count" => {
                    "insert into destruction_count (beneficiary_id, destruction_id, name, deleted) values ($1, $2, 'site', 0)"
                }
                _ => {
                    "insert into destruction_file (beneficiary_id, destruction_id, digest, state) values ($1, $2, '0', 'kept')"
                }
            };
            let insert = query(sql).bind(body).bind(&id);
            tx.execute(insert).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}
