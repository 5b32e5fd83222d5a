//! Whoever may act on money is told, once: a draft shown, an objection and its answer; and what waits for an acceptance.

use super::*;
use finance::charges::{AnswerForm, ObjectionForm, actions as charges};
use governance::reversibility::{
    handovers::{HandoverForm, actions as handovers},
    plans::{Chapter, PlanForm, StepForm, actions as plans},
};
use people::Person;

impl Money {
    /// The events of money and of the return that a person was told of, the first one first: deadlines of the agreement are told too.
    async fn heard(&self, person: &Person) -> Vec<String> {
        self.app.run_jobs().await;
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let select = query(
            "select n.event as value from notification n where n.person_id = $1 and n.event in ('invoice_draft', 'objection', \
             'objection_answer', 'plan', 'handover', 'destruction') order by n.at, n.sequence",
        );
        let found: Vec<(String,)> = tx.all(select.bind(&person.id)).await.unwrap();
        found.into_iter().map(|(event,)| event).collect()
    }

    async fn heard_as(&self, role: Role) -> Vec<String> {
        self.heard(self.world.person(role)).await
    }
}

#[tokio::test]
async fn whoever_may_act_on_a_draft_or_an_objection_is_told_once() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        // Followers take their place at the end of the log before anything happens.
        money.app.run_jobs().await;
        let draft = money.draft(2022).await.unwrap();
        let clerk = money.ctx(Role::FinanceOfficer);
        charges::submit(&clerk, money.valmont(), &draft.id).await.unwrap();
        for role in [Role::BeneficiaryFinance, Role::Officer] {
            assert_eq!(money.heard_as(role).await, ["invoice_draft"], "{role:?}");
        }
        let stranger = money.world.person_at(Role::Officer, &money.world.rochebrune.id);
        assert!(money.heard(stranger).await.is_empty(), "nothing crosses over to another beneficiary");
        for role in [Role::FinanceOfficer, Role::Director, Role::Requester] {
            assert!(money.heard_as(role).await.is_empty(), "{role:?} has nothing to do");
        }
        let line = "core:2022:SOCLE".to_owned();
        let form = ObjectionForm { line, reason: "Un agent compté deux fois".into() };
        let own = money.ctx(Role::BeneficiaryFinance);
        let objection = charges::object(&own, money.valmont(), &draft.id, &form).await.unwrap();
        assert_eq!(money.heard_as(Role::FinanceOfficer).await, ["objection"]);
        let answer =
            AnswerForm { answer: "refused".into(), reason: "Deux postes".into(), ..AnswerForm::default() };
        charges::answer(&clerk, money.valmont(), &objection.id, &answer).await.unwrap();
        assert_eq!(money.heard_as(Role::BeneficiaryFinance).await, ["invoice_draft", "objection_answer"]);
        assert_eq!(
            money.heard_as(Role::FinanceOfficer).await,
            ["objection"],
            "once, and not of what one did"
        );
        // What is told leads to the page on which it is acted on, in the reader's own words.
        let mut body = money.app.client_of(money.world.person(Role::BeneficiaryFinance)).await;
        let page = body.get("/notifications").await.expect(200).text();
        assert!(page.contains("Un projet de facture vous est soumis"), "{page}");
        let mails = query("select count(*) as value from outbox where kind = 'notification'");
        let mut tx = money.app.platform.db.read(&Scope::All).await.unwrap();
        assert!(tx.value::<i64>(mails).await.unwrap() >= 4);
    })
    .await;
}

#[tokio::test]
async fn whoever_accepts_for_a_side_is_told_of_a_plan_and_of_a_pack() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.app.run_jobs().await;
        let director = money.ctx(Role::Director);
        let key = plans::begin(&director, money.valmont()).await.unwrap();
        let said = || "Dit".to_owned();
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
        assert!(money.heard_as(Role::Officer).await.is_empty(), "a draft is nobody's to accept");
        plans::submit(&director, &key, &StepForm { version: 2 }).await.unwrap();
        for role in [Role::Officer, Role::ElectedOfficial] {
            assert_eq!(money.heard_as(role).await, ["plan"], "{role:?}");
        }
        assert!(money.heard_as(Role::Director).await.is_empty(), "who did it knows");
        let handed = HandoverForm {
            handed_on: "2026-03-10".into(),
            received_by: "Direction générale".into(),
            means: "Disque".into(),
            manifest: platform::Digest::of(b"x").to_string(),
            note: String::new(),
        };
        handovers::record_one(&director, money.valmont(), &handed).await.unwrap();
        assert_eq!(money.heard_as(Role::Officer).await, ["plan", "handover"]);
    })
    .await;
}
