//! Tickets and what hangs on them, articles of the knowledge base.

use super::Twins;
use desk::{
    drafts::actions as drafts,
    knowledge::{ArticleForm, Verdict as Review, actions as knowledge},
    major_incidents::{DeclareForm, SayForm},
    pauses::PauseForm,
    recurring::RecurringForm,
    requests::intake::{self, Ask},
    tasks::TaskForm,
    tickets::{
        Channel,
        actions::{self as tickets, Say},
    },
    time_spent::TimeForm,
    visits::VisitForm,
    wake_ups::ReminderForm,
};
use kernel::{Scope, id::BeneficiaryId};
use people::{Organisation, Person, Role};
use platform::{
    db::query,
    jobs::{NewJob, enqueue},
    web::UploadedFile,
};

impl Twins {
    /// A request by a form that waits for an approval, with a photo, taken and noted by the desk.
    pub(super) async fn ticket(&self, requester: &Person, word: &str, site: &str) {
        let ctx = self.app.ctx(requester.actor());
        let beneficiary = requester.beneficiary.clone().unwrap();
        let manager = self.world.person_at(Role::Officer, &requester.organisation).id.to_string();
        let answers = [
            ("name", word),
            ("arrives_on", "2026-04-01"),
            ("site", site),
            ("manager", &manager),
            ("workstation", "laptop"),
            ("phone", "none"),
            ("access", "no"),
        ];
        let photo = UploadedFile {
            name: format!("{word}.png"),
            media_type: "image/png".into(),
            bytes: format!("\u{89}PNG {word}").into_bytes(),
        };
        let ask = Ask {
            beneficiary,
            requester: None,
            form: "arrival".into(),
            answers: answers.map(|(code, answer)| (code.to_owned(), answer.to_owned())).into(),
            files: vec![photo],
            channel: Channel::Portal,
            idempotency_key: None,
        };
        let key = intake::ask(&ctx, ask).await.unwrap();
        let say = Say {
            version: 0,
            body: format!("Nous regardons {word}."),
            is_internal: true,
            then: None,
            files: vec![],
            idempotency_key: None,
        };
        let agent = self.world.ctx(&self.app, Role::Technician);
        tickets::take(&agent, &key, 1).await.unwrap();
        tickets::say(&agent, &key, say).await.unwrap();
        let typed = format!("Brouillon sur {word}");
        self.beside(&key, word).await;
        drafts::save(&ctx, &key, desk::drafts::Kind::Answer, &typed, "").await.unwrap();
        desk::presence::actions::note(&ctx, &key, true).await.unwrap();
        let form = desk::saved_views::ViewForm {
            name: format!("Vue de {word}"),
            line: "état:ouvert".into(),
            audience: format!("beneficiary:{}", key.beneficiary),
            version: 0,
        };
        desk::saved_views::actions::create(&agent, &form).await.unwrap();
        let version = tickets::read(&agent, &key).await.unwrap().thread.ticket.version;
        let answer = Say {
            version,
            body: format!("Réponse sur {word}"),
            is_internal: false,
            then: None,
            files: vec![],
            idempotency_key: None,
        };
        Box::pin(desk::held::actions::hold_answer(&agent, &key, answer, "")).await.unwrap();
        let ticked =
            desk::bulk::Ticked { beneficiary: key.beneficiary.clone(), id: key.id.clone(), version: 0 };
        let nobody = desk::bulk::Change::Assign { assignee: None };
        let batch = desk::bulk::BatchId::from(format!("lot-{word}"));
        Box::pin(desk::bulk::actions::apply(&agent, &batch, &[ticked], &nobody)).await.unwrap();
    }

    /// As many acts and equipment requests as roles.
    pub(super) async fn asked(&self, body: &BeneficiaryId, word: &str) {
        use agreements::acts::{ActForm, InformForm, actions as acts};
        use estate::equipment_requests::{RequestForm, actions as requests};
        let director = self.world.ctx(&self.app, Role::Director);
        for n in 0..Role::ALL.len() {
            let form = ActForm {
                beneficiary: body.to_string(),
                kind: "tariff".into(),
                title: format!("Tarif {n} {word}"),
                planned_on: "2026-06-01".into(),
                ..ActForm::default()
            };
            let act = acts::create(&director, &form).await.unwrap();
            let (recipient, means, content) = (word.to_owned(), word.to_owned(), word.to_owned());
            let form = InformForm { recipient, means, content, ..InformForm::default() };
            acts::inform(&director, &act.key, &form).await.unwrap();
            let form = RequestForm {
                beneficiary: body.to_string(),
                title: format!("Matériel {n} {word}"),
                need: word.into(),
                wanted_on: "2026-12-01".into(),
                ..RequestForm::default()
            };
            requests::create(&director, &form).await.unwrap();
        }
    }

    /// Number of the first ticket of a beneficiary.
    pub(super) async fn reference(&self, body: &BeneficiaryId) -> String {
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let body = people::organisations::store::find(&mut tx, body).await.unwrap().unwrap();
        format!("{}-1", body.code)
    }

    /// What stands beside a ticket: as many as roles, each may take one away.
    pub(super) async fn beside(&self, key: &desk::tickets::TicketKey, word: &str) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        for _ in Role::ALL {
            let form = TaskForm { title: format!("Regarder {word}"), ..TaskForm::default() };
            desk::tasks::actions::add(&agent, key, &form).await.unwrap();
            let (minutes, note) = ("5".into(), format!("Vu {word}"));
            let form = TimeForm { minutes, note, ..TimeForm::default() };
            desk::time_spent::actions::record(&agent, key, &form).await.unwrap();
            let form = ReminderForm { at: "2026-03-12T09:00".into(), note: format!("Revoir {word}") };
            desk::wake_ups::actions::add(&agent, key, &form).await.unwrap();
            let form = VisitForm {
                starts_at: "2026-03-12T09:00".into(),
                ends_at: "2026-03-12T10:00".into(),
                what: format!("Passer à {word}"),
                ..VisitForm::default()
            };
            desk::visits::actions::plan(&agent, key, &form).await.unwrap();
        }
        self.app.platform.clock.advance(jiff::SignedDuration::from_mins(30));
        for n in 0..Role::ALL.len() {
            let version = tickets::read(&agent, key).await.unwrap().thread.ticket.version;
            let (from, to) = (format!("2026-03-11T10:{n:02}"), format!("2026-03-11T10:{:02}", n + 1));
            let (state, reason) = ("waiting_requester".into(), format!("Absent pour {word}"));
            let form = PauseForm { from, to, state, reason, version };
            desk::pauses::actions::record(&agent, key, &form).await.unwrap();
        }
        self.app.platform.clock.advance(jiff::SignedDuration::from_mins(-30));
        let ticket = tickets::read(&agent, key).await.unwrap().thread.ticket;
        let form = DeclareForm { title: "Panne commune".into(), tickets: ticket.reference };
        let incident = desk::major_incidents::actions::declare(&agent, &form).await.unwrap();
        let form = SayForm { body: "Nous cherchons.".into(), key: String::new() };
        desk::major_incidents::actions::say(&agent, &incident, &form).await.unwrap();
        let requester = tickets::read(&agent, key).await.unwrap().thread.ticket.requester.id.unwrap();
        let form = RecurringForm {
            beneficiary: key.beneficiary.to_string(),
            title: format!("Vérifier {word}"),
            requester: requester.to_string(),
            every: "day".into(),
            at: "08:00".into(),
            ..RecurringForm::default()
        };
        desk::recurring::actions::create(&self.app.system(), &form).await.unwrap();
        desk::deadlines::actions::look(&self.app.system()).await.unwrap();
    }

    /// As many pieces of background work as roles: each may ask for one again.
    pub(super) async fn work(&self, body: &BeneficiaryId, word: &str) {
        let ctx = self.app.system();
        let mut tx = ctx.begin().await.unwrap();
        for _ in Role::ALL {
            let job = NewJob::new("test.nothing", serde_json::json!({"about": word})).of(body);
            enqueue(&mut tx, &ctx, job).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Notifications of everybody concerned, their mail, and an opinion asked for. Only these pieces of background
    /// work are done: the others must wait for the roles that look at them.
    pub(super) async fn told(&self, body: &Organisation) {
        self.follow().await;
        let agent = self.world.ctx(&self.app, Role::Technician);
        let requester = self.app.ctx(self.world.person_at(Role::Requester, &body.id).actor());
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let first = query("select id as value from ticket where beneficiary_id = $1 order by id limit 1");
        let id: String = tx.value(first.bind(&body.id)).await.unwrap();
        drop(tx);
        let key = desk::tickets::TicketKey { beneficiary: body.id.clone(), id: id.into() };
        let version = tickets::read(&agent, &key).await.unwrap().thread.ticket.version;
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        let reminded = query(
            "insert into ticket_reminder (beneficiary_id, ticket_id, sequence, sent, last_at) \
             select s.beneficiary_id, s.ticket_id, s.sequence, 1, s.from_at from ticket_state s \
             where s.beneficiary_id = $1 and s.ticket_id = $2 and s.sequence = 1",
        );
        tx.execute(reminded.bind(&body.id).bind(key.id.as_str())).await.unwrap();
        tx.commit().await.unwrap();
        let over = desk::tickets::Transition::Resolve;
        let version = tickets::move_state(&agent, &key, version, over, "Rétabli").await.unwrap();
        self.follow().await;
        desk::satisfaction::actions::vote_as(&requester, &key, Some(4), "Merci").await.unwrap();
        let again = desk::tickets::Transition::Reopen;
        tickets::move_state(&requester, &key, version, again, "Encore coupé").await.unwrap();
        self.follow().await;
    }

    pub(super) async fn follow(&self) {
        let ctx = self.app.system();
        desk::notifications::actions::follow(&ctx).await.unwrap();
        desk::satisfaction::actions::ask(&ctx).await.unwrap();
        desk::notifications::actions::write_due(&ctx).await.unwrap();
    }

    /// As many articles for one body as roles: each may take one away. One was made of its ticket and judged by its reader.
    pub(super) async fn articles(&self, body: &Organisation, word: &str) -> Vec<String> {
        let (author, reviewer) =
            (self.world.ctx(&self.app, Role::Technician), self.world.ctx(&self.app, Role::Administrator));
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let first = query("select id as value from ticket where beneficiary_id = $1 order by id limit 1");
        let ticket: String = tx.value(first.bind(&body.id)).await.unwrap();
        drop(tx);
        let mut made = vec![];
        for n in 0..Role::ALL.len() {
            let form = ArticleForm {
                title: format!("Article {n} sur {word}"),
                body: format!("Appelez {word}."),
                audience: "named".into(),
                beneficiaries: vec![body.id.to_string()],
                ticket: if n == 0 { format!("{}/{ticket}", body.id) } else { String::new() },
                ..ArticleForm::default()
            };
            let id = knowledge::create(&author, &form).await.unwrap().id;
            let version = knowledge::submit(&author, &id, 1).await.unwrap().version;
            knowledge::decide(&reviewer, &id, version, Review::Published, "").await.unwrap();
            made.push(id);
        }
        self.operated(&body.id, &made).await;
        let reader = self.app.ctx(self.world.person_at(Role::Requester, &body.id).actor());
        knowledge::vote(&reader, &made[0], true, &format!("Merci {word}")).await.unwrap();
        made.into_iter().map(String::from).collect()
    }
}
