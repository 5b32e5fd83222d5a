//! Two beneficiaries with the same kinds of rows, and the addresses of every route filled with the one's or the other's.

use agreements::{
    contracts::{ContractForm, actions as contracts},
    disputes::{DisputeForm, DocumentForm, actions as disputes},
    drafts::{NewForm, actions as drafts_of_agreements},
    insurance::{CertificateForm, actions as insurance},
    subscription_requests::{AskForm, actions as subscriptions},
    versions,
};
use aho_corasick::AhoCorasick;
use app::imports;
use desk::{
    announcements::AnnouncementForm,
    approvals, calls,
    canned_answers::CannedForm,
    categories::CategoryForm,
    changes::{
        self, ChangeForm,
        forms::{DecideForm, EndForm, SubmitForm},
    },
    checklists::ChecklistForm,
    closures::actions::ClosureForm,
    counters::CounterForm,
    drafts::actions as drafts,
    freeze_periods::FreezeForm,
    knowledge::{ArticleForm, Verdict as Review, actions as knowledge},
    mailboxes::MailboxForm,
    maintenance::AnnounceForm,
    major_incidents::{DeclareForm, SayForm},
    monitoring,
    pauses::PauseForm,
    pending_reasons::PendingForm,
    phone_lines,
    problems::ProblemForm,
    projects::{CommentForm, DecisionForm, ProjectForm, RiskForm, StepForm, actions as projects},
    recurring::RecurringForm,
    request_forms::actions as forms,
    requests::intake::{self, Ask},
    tasks::TaskForm,
    teams::TeamForm,
    tickets::{
        Channel,
        actions::{self as tickets, Say},
    },
    time_spent::TimeForm,
    visits::VisitForm,
    wake_ups::ReminderForm,
    walk_ins::EntryForm,
};
use estate::{
    assets::{AssetForm, HandoverForm, actions as assets},
    backups::{self, restores},
    blind_times::{self, BlindTimeForm},
    inventory::{
        AccessForm, Protocol, actions as inventory,
        wire::{Message, Told},
    },
    network::{self, CablingForm, EquipmentForm},
    outages::{self, OutageForm},
    reflectometry::{self, MeasureForm},
    sites::SiteKey,
    telephony::{call_records, lines, quotas, trips},
};
use finance::{
    billing_runs::{RunForm as YearRun, actions as billing_runs},
    censuses::{self, CensusForm, Verdict},
    charges::{ObjectionForm, actions as charges},
    collection::{OrderForm, PaymentForm, ReceivableKey, ReferenceForm, actions as collection, references},
    costs::{
        CloseForm as CloseCosts, UnitsForm, actions as costs,
        sources::{EntryForm as CostEntry, KeyForm, actions as sources},
    },
    exit::{Consequence, NoticeForm, TaskForm as TaskProof, actions as exit},
    import_indices, indices,
    invoices::{self, InvoiceId, ReductionForm, drafting},
    revisions,
    savings::{DecisionRef, ProposeForm, actions as savings},
    simulations::{Asked, actions as simulations},
    supplier_invoices::{ImputeForm, actions as suppliers},
};
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
use jiff::{SignedDuration, civil::date};
use kernel::{Scope, id::BeneficiaryId};
use people::{
    Organisation, Person, Role,
    persons::{self, PersonForm},
    sessions::links::{self, Purpose},
    tokens,
};
use platform::{
    db::{query, schema, transfer},
    jobs::{NewJob, enqueue},
    web::{Route, UploadedFile},
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::OnceLock,
};
use testkit::{TestApp, World};

const AGREEMENT: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");
const SUPPLIER: &str = include_str!("../../../../finance/tests/it/suppliers/telecom.cii.xml");
const DEPARTURE: &str = include_str!("../../../../../forms/departure.toml");
const NETWORK: &str = include_str!("../../../../../forms/network.toml");
const ARRIVAL: &str = include_str!("../../../../../forms/arrival.toml");
const UNDECIDED: &str = "subscribed_from = 2022-01-01\nvat = { status = \"undetermined\" }";
const TAXED: &str = "subscribed_from = 2022-01-01\nvat = { status = \"standard\", rate = 20.00, decided_by = \"la direction des finances\" }";

/// A word in every text of the second beneficiary, and nowhere else.
pub(super) const CANARY: &str = "kanariroc";

/// Tables whose rows may be absent from the twins, each with its reason.
const UNSEEDED: [(&str, &str); 0] = [];

/// Whose identifiers stand in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Those of the first beneficiary, whose people ask.
    Own,
    /// Those of the second one.
    Foreign,
    /// Those of nobody, as long as the second one's.
    Absent,
}

/// What one beneficiary has: its code, and the identifiers of its rows, table by table.
#[derive(Debug, Default)]
pub(super) struct Rows {
    code: String,
    tables: BTreeMap<String, Vec<String>>,
}

impl Rows {
    /// Identifier of the first row of a table.
    pub(super) fn first(&self, table: &str) -> String {
        self.tables[table].first().unwrap_or_else(|| panic!("no {table}")).clone()
    }
}

/// The twins in a world where somebody holds each role.
pub(super) struct Twins {
    pub(super) app: TestApp,
    pub(super) world: World,
    pub(super) own: Rows,
    pub(super) foreign: Rows,
    canaries: OnceLock<AhoCorasick>,
}

impl Twins {
    pub(super) async fn new(app: TestApp) -> Self {
        let world = World::new(&app).await;
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let update = query("update organisation set vat_number = 'FR36200990018' where id = $1");
        tx.execute(update.bind(&world.provider.id)).await.unwrap();
        tx.commit().await.unwrap();
        import_indices(&app.system(), indices::seed(), false).await.unwrap();
        // As many as roles: each may cancel one.
        for _ in Role::ALL {
            let form = ClosureForm {
                from: "2026-03-10T10:00".into(),
                to: "2026-03-10T11:00".into(),
                reason: "Coupure".into(),
            };
            desk::closures::actions::record(&app.system(), &form).await.unwrap();
        }
        // As many as roles: each may dissolve one.
        for (n, _) in Role::ALL.into_iter().enumerate() {
            let form = TeamForm { name: format!("Équipe {n}"), ..TeamForm::default() };
            desk::teams::actions::create(&app.system(), &form).await.unwrap();
            let form = CategoryForm { name: format!("Catégorie {n}"), ..CategoryForm::default() };
            desk::categories::actions::create(&app.system(), &form).await.unwrap();
            let form = PendingForm { name: format!("Attente {n}"), state: "waiting_vendor".into() };
            desk::pending_reasons::actions::create(&app.system(), &form).await.unwrap();
            let form = ChecklistForm { name: format!("Liste {n}"), items: "Vérifier".into(), version: 0 };
            desk::checklists::actions::create(&app.system(), &form).await.unwrap();
            let (name, monday) = (format!("Guichet {n}"), "08:00-12:00".into());
            let form = CounterForm { name, monday, ..CounterForm::default() };
            desk::counters::actions::create(&app.system(), &form).await.unwrap();
        }
        assets::add_kind(&app.system(), "Vidéoprojecteur").await.unwrap();
        // Forms belong to nobody; the first may be retired.
        for form in [DEPARTURE, NETWORK, ARRIVAL] {
            forms::import(&app.system(), form).await.unwrap();
        }
        // Each may take one away, by the page and by the API; nothing listens there.
        for n in 0..2 * Role::ALL.len() {
            let form = MailboxForm {
                name: format!("Boîte {n}"),
                address: format!("boite{n}@agh.example"),
                host: "localhost".into(),
                port: "9".into(),
                security: "plain".into(),
                user: "boite".into(),
                secret: "secret".into(),
                ..MailboxForm::default()
            };
            desk::mailboxes::actions::create(&app.system(), &form).await.unwrap();
        }
        let form = CannedForm {
            name: "Bonjour".into(),
            body: "Bonjour {requester}".into(),
            reach: "all".into(),
            then: "wait_requester".into(),
            ..CannedForm::default()
        };
        desk::canned_answers::actions::create(&world.ctx(&app, Role::Administrator), &form).await.unwrap();
        let mut twins =
            Self { app, world, own: Rows::default(), foreign: Rows::default(), canaries: OnceLock::new() };
        let settings = monitoring::Settings {
            name: "Prometheus".into(),
            ..monitoring::actions::usual(monitoring::Kind::Alertmanager)
        };
        monitoring::actions::create(&twins.app.system(), settings).await.unwrap();
        let form = phone_lines::LineForm { name: "Standard".into() };
        phone_lines::actions::create(&twins.app.system(), &form).await.unwrap();
        let form = calls::NoteForm {
            number: "05 36 49 10 10".into(),
            state: "missed".into(),
            ..calls::NoteForm::default()
        };
        calls::actions::note(&twins.app.system(), &form).await.unwrap();
        twins.own = Box::pin(twins.furnish(&twins.world.valmont, "platane")).await;
        twins.foreign = Box::pin(twins.furnish(&twins.world.rochebrune, CANARY)).await;
        twins
    }

    async fn furnish(&self, body: &Organisation, word: &str) -> Rows {
        let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen(
            "\"PMPB\"",
            &format!("\"{}\"", body.code),
            1,
        );
        let source = source.replacen(UNDECIDED, TAXED, 1).replacen("Convention-cadre de gestion", word, 1);
        versions::import(&self.app.system(), &body.id, &source, date(2022, 1, 1)).await.unwrap();
        let site = estate::sites::SiteForm {
            beneficiary: body.id.to_string(),
            name: format!("Site {word}"),
            fibre: "connected".into(),
            ..estate::sites::SiteForm::default()
        };
        let site = estate::sites::actions::create(&self.app.system(), &site).await.unwrap();
        self.ticket(self.world.person_at(Role::Requester, &body.id), word, &site.id.to_string()).await;
        self.assets(&body.id, word, site.id.as_str()).await;
        self.telephony(body, word, site.id.as_str()).await;
        self.backups(body, word).await;
        let deputy = self.world.person(Role::FinanceOfficer).id.clone();
        let technician = self.world.ctx(&self.app, Role::Technician);
        let days = (Some(date(2026, 4, 1)), Some(date(2026, 4, 30)));
        approvals::actions::delegate(&technician, &deputy, days.0, days.1).await.unwrap();
        self.announce(&body.id, word, site.id.as_str()).await;
        Box::pin(self.plan(&body.id, word, site.id.as_str())).await;
        self.cuts(&body.id, word, site.id.as_str()).await;
        self.work(&body.id, word).await;
        self.mails(body, word).await;
        self.watched(body, word).await;
        Box::pin(self.estate(&body.id, word)).await;
        self.walk_in(body, word).await;
        self.chat(body).await;
        self.money(&body.id, word).await;
        self.exit(&body.id, word).await;
        Box::pin(self.costs(body, word)).await;
        Box::pin(self.agreement_life(body, word)).await;
        self.brought_in(body, word).await;
        let target = self.target(body, word).await;
        let articles = Box::pin(self.articles(body, word)).await;
        Box::pin(self.projects(&body.id, word)).await;
        Box::pin(self.committees(body, word)).await;
        self.deadlines(&body.id, word).await;
        Box::pin(self.indicators(body, word)).await;
        Box::pin(self.reports(body, word)).await;
        self.reversibility(&body.id, word).await;
        self.told(body).await;
        self.programs(body, word).await;
        let mut rows = self.harvest(body).await;
        // Articles belong to the provider: each body has those that name it.
        rows.tables.insert("article".into(), articles);
        rows.tables.insert("person".into(), vec![target.id.to_string()]);
        self.access(&target, &mut rows).await;
        rows
    }

    /// An outage that lasts, and times without monitoring, as many as roles: each may end or withdraw one.
    async fn cuts(&self, body: &BeneficiaryId, word: &str, site: &str) {
        let from = (self.app.platform.clock.now() - SignedDuration::from_hours(2)).to_string();
        let form = OutageForm {
            beneficiary: body.to_string(),
            sites: vec![site.to_owned()],
            from: from.clone(),
            note: word.to_owned(),
            ..OutageForm::default()
        };
        outages::actions::report(&self.app.system(), &form).await.unwrap();
        let switch = EquipmentForm {
            place: format!("{body}/{site}"),
            kind: "switch".into(),
            name: format!("Commutateur {word}"),
            ..EquipmentForm::default()
        };
        network::actions::create(&self.app.system(), &switch).await.unwrap();
        let key = SiteKey { beneficiary: body.clone(), id: site.into() };
        let cables =
            CablingForm { purpose: "access_point".into(), note: word.to_owned(), ..CablingForm::default() };
        network::actions::lay(&self.app.system(), &key, &cables).await.unwrap();
        let file = UploadedFile {
            name: format!("{word}.sor"),
            media_type: "application/octet-stream".into(),
            bytes: word.as_bytes().to_vec(),
        };
        let form = MeasureForm { note: word.to_owned(), ..MeasureForm::default() };
        reflectometry::actions::file(&self.app.system(), &key, &form, vec![file]).await.unwrap();
        for _ in 0..4 * Role::ALL.len() {
            let form = BlindTimeForm {
                place: format!("{body}/{site}"),
                from: from.clone(),
                reason: word.to_owned(),
                ..BlindTimeForm::default()
            };
            blind_times::actions::record(&self.app.system(), &form).await.unwrap();
        }
    }

    /// A line.
    async fn telephony(&self, body: &Organisation, word: &str, site: &str) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        let form = lines::LineForm {
            beneficiary: body.id.to_string(),
            number: if body.code == "VAL" { "05 36 49 20 01" } else { "05 36 49 30 01" }.into(),
            kind: "fixed".into(),
            standard: "voip".into(),
            holder: format!("Accueil {word}"),
            site: site.to_owned(),
            ..lines::LineForm::default()
        };
        lines::actions::create(&agent, &form).await.unwrap();
        let form = lines::LineForm {
            number: if body.code == "VAL" { "+33639980001" } else { "+33639980002" }.into(),
            kind: "mobile".into(),
            standard: String::new(),
            ..form
        };
        let mobile = lines::actions::create(&agent, &form).await.unwrap();
        self.calls(body, word).await;
        self.trips(body, word, &mobile.number).await;
    }

    /// A source, a file of one call of its own, quotas and a decision on a strong overrun.
    async fn calls(&self, body: &Organisation, word: &str) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        let form = call_records::SourceForm {
            name: format!("Standard {}", body.code),
            format: "asterisk".into(),
            owner: body.id.to_string(),
            ..call_records::SourceForm::default()
        };
        let source = call_records::actions::create_source(&agent, &form).await.unwrap();
        let at = "2025-11-03 09:15:00";
        let call = format!(
            "\"\",\"{word}\",\"0034912345678\",\"x\",\"x\",\"x\",\"x\",\"Dial\",\"x\",\"{at}\",\"{at}\",\"{at}\",600,600,\"ANSWERED\",\"x\",\"{word}\"\n"
        );
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), call).unwrap();
        call_records::actions::import_file(&agent, source.id.as_str(), file.path(), &mut |_| {})
            .await
            .unwrap();
        let quota = quotas::QuotaForm {
            agents_from: "0".into(),
            class: "international".into(),
            minutes: "1".into(),
            year_from: "2022".into(),
        };
        quotas::actions::add(&agent, &quota).await.unwrap();
        let key = quotas::YearKey { beneficiary: body.id.clone(), year: 2025 };
        let agents = quotas::AgentsForm { agents: "10".into() };
        quotas::actions::say_agents(&agent, &key, &agents).await.unwrap();
        let decision = quotas::DecideForm {
            class: "international".into(),
            decision: "waive".into(),
            reason: format!("Pour {word}"),
        };
        quotas::actions::decide(&self.world.ctx(&self.app, Role::Director), &key, &decision).await.unwrap();
    }

    /// Something protected with a run, restores and tests.
    async fn backups(&self, body: &Organisation, word: &str) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        let form = backups::ObjectForm {
            beneficiary: body.id.to_string(),
            name: format!("Fichiers {word}"),
            kind: "data".into(),
            starts_on: "2026-03-01".into(),
            due_time: "22:00".into(),
            every_hours: "24".into(),
            window_minutes: "360".into(),
            retention_days: "30".into(),
            rpo_hours: "24".into(),
            rto_hours: "10".into(),
            ..backups::ObjectForm::default()
        };
        let object = backups::actions::create(&agent, &form).await.unwrap();
        let run = backups::RunForm {
            outcome: "succeeded".into(),
            ended_at: "2026-03-10T22:00:00Z".into(),
            detail: word.into(),
            ..backups::RunForm::default()
        };
        backups::actions::report(&agent, &object.key(), &run).await.unwrap();
        let of = format!("{}/{}", body.id, object.id);
        let form = restores::RestoreForm {
            object: of.clone(),
            what: format!("Dossier {word}"),
            complexity: "simple".into(),
            ..restores::RestoreForm::default()
        };
        restores::actions::ask(&agent, &form).await.unwrap();
        let form = restores::TestForm { object: of, planned_on: "2026-03-20".into() };
        let test = restores::actions::plan(&agent, &form).await.unwrap();
        let key = restores::RowKey { beneficiary: body.id.clone(), id: test.id.to_string() };
        let done = restores::DoneForm {
            outcome: "passed".into(),
            minutes: "5".into(),
            note: word.into(),
            proof: word.into(),
            version: 1,
            ..restores::DoneForm::default()
        };
        restores::actions::done(&agent, &key, &done, None).await.unwrap();
    }

    /// As many trips as roles: each may call one off. And a charge.
    async fn trips(&self, body: &Organisation, word: &str, number: &str) {
        let asker = self.app.ctx(self.world.person_at(Role::Requester, &body.id).actor());
        for _ in Role::ALL {
            let form = trips::TripForm {
                number: number.into(),
                traveller: format!("Direction {word}"),
                countries: "ES".into(),
                from_on: "2026-04-01".into(),
                to_on: "2026-04-03".into(),
                ..trips::TripForm::default()
            };
            trips::actions::declare(&asker, &form).await.unwrap();
        }
        let charge = trips::ChargeForm {
            number: number.into(),
            charged_on: "2026-03-01".into(),
            country: "ES".into(),
            kind: "voice".into(),
            amount: "1,20".into(),
            label: word.into(),
            key: word.into(),
        };
        trips::actions::add_charges(&self.world.ctx(&self.app, Role::Technician), &[charge]).await.unwrap();
    }

    /// A request by a form that waits for an approval, with a photo, taken and noted by the desk.
    async fn ticket(&self, requester: &Person, word: &str, site: &str) {
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

    /// An asset that changed hands, and a machine that its agent told of.
    async fn assets(&self, body: &BeneficiaryId, word: &str, site: &str) {
        let ctx = self.app.system();
        let form = AssetForm {
            beneficiary: body.to_string(),
            name: format!("Portable {word}"),
            site: site.into(),
            used_by: word.into(),
            serial: format!("SN {word}"),
            cost: "1200".into(),
            in_service_on: "2025-03-15".into(),
            useful_life: "4".into(),
            ..AssetForm::usual()
        };
        let asset = assets::create(&ctx, &form).await.unwrap();
        let form = HandoverForm {
            direction: "handed_over".into(),
            condition: "good".into(),
            remarks: format!("Vu par {word}"),
            given_by: word.into(),
            received_by: word.into(),
            ..HandoverForm::default()
        };
        assets::hand_over(&ctx, &asset.key, &form).await.unwrap();
        let form = AccessForm {
            beneficiary: body.to_string(),
            name: format!("Accès {word}"),
            makes_assets: "on".into(),
            legal_status: "lent_free".into(),
            ..AccessForm::default()
        };
        let (_, secret) = inventory::open_access(&ctx, &form).await.unwrap();
        let access = inventory::by_secret(&ctx, &secret).await.unwrap().unwrap();
        let mut told = Told { device_id: format!("pc-{word}"), ..Told::default() };
        told.content.add("hardware", [("name".to_owned(), format!("PC {word}"))]);
        let agent = (Protocol::Xml, "FusionInventory-Agent_v2.6-3");
        inventory::take(&ctx, &access, agent, Message::Inventory(Box::new(told))).await.unwrap();
    }

    /// A project with as many parts of each kind as roles: each may take one away.
    async fn projects(&self, body: &BeneficiaryId, word: &str) {
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

    /// A meeting with as many parts of each kind as roles; one whose minutes are sent, and one whose minutes are validated.
    async fn committees(&self, body: &Organisation, word: &str) {
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
    async fn deadlines(&self, body: &BeneficiaryId, word: &str) {
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

    /// Closed months with a remark, months that were asked to be closed, and as many proposals as roles, twice: each may take one
    /// back or decide one.
    async fn indicators(&self, body: &Organisation, word: &str) {
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
    async fn reports(&self, body: &Organisation, word: &str) {
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

    /// As many articles for one body as roles: each may take one away. One was made of its ticket and judged by its reader.
    async fn articles(&self, body: &Organisation, word: &str) -> Vec<String> {
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

    /// Every article says how the application is operated.
    async fn operated(&self, body: &BeneficiaryId, articles: &[desk::knowledge::ArticleId]) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let key = estate::applications::store::in_use(&mut tx, body).await.unwrap()[0].key.clone();
        drop(tx);
        for article in articles {
            desk::application_links::actions::link(&agent, &key, article).await.unwrap();
        }
    }

    /// An application with as many parts of each kind as roles: each may take one away. An act, an equipment request.
    async fn estate(&self, body: &BeneficiaryId, word: &str) {
        use estate::applications::{self as it, actions as applications};
        let agent = self.world.ctx(&self.app, Role::Technician);
        let form = it::ApplicationForm {
            beneficiary: body.to_string(),
            name: format!("Logiciel {word}"),
            purpose: format!("Pour {word}"),
            publisher: word.into(),
            business_owner: word.into(),
            warranty_from: "2026-01-01".into(),
            ..it::ApplicationForm::default()
        };
        let key = applications::create(&agent, &form).await.unwrap().key;
        for n in 0..Role::ALL.len() {
            let name = format!("Recette {n} {word}");
            let form = it::EnvironmentForm {
                kind: "acceptance".into(),
                name,
                data: "none".into(),
                ..Default::default()
            };
            let place = applications::add_environment(&agent, &key, &form).await.unwrap();
            let (reason, safeguards, ends_on) = (word.to_owned(), word.to_owned(), "2026-04-01".into());
            let form = it::ExceptionForm { reason, safeguards, ends_on, ..Default::default() };
            applications::add_exception(&agent, &key, &place.id, &form).await.unwrap();
            let form = it::ItemForm { kind: "software".into(), name: "Java".into(), value: word.into() };
            applications::set_item(&agent, &key, &place.id, &form).await.unwrap();
            let form = it::FlowForm {
                environment: place.id.to_string(),
                name: format!("Flux {word}"),
                direction: "sent".into(),
                partner: word.into(),
                means: word.into(),
                every_days: "30".into(),
            };
            let flow = applications::add_flow(&agent, &key, &form).await.unwrap();
            let form = it::CheckForm { result: "good".into(), ..Default::default() };
            applications::check_flow(&agent, &key, &flow.id, &form).await.unwrap();
            let (proposal, gain) = (format!("Mieux {word}"), word.to_owned());
            let form = it::ImprovementForm { proposal, gain, ..Default::default() };
            applications::add_improvement(&agent, &key, &form).await.unwrap();
            self.process(&key, place.id.as_str(), word).await;
        }
        let form = it::SpecificationForm { steps: format!("Arrêter {word}"), ..Default::default() };
        applications::write_specification(&agent, &key, it::SpecificationKind::Stop, &form).await.unwrap();
        let form = it::MeasureForm { what: word.into(), value: "1".into(), ..Default::default() };
        applications::add_measure(&agent, &key, &form).await.unwrap();
        self.asked(body, word).await;
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        let first = query(
            "insert into ticket_application (beneficiary_id, ticket_id, application_id) \
             select t.beneficiary_id, min(t.id), $2 from ticket t where t.beneficiary_id = $1 group by t.beneficiary_id",
        );
        tx.execute(first.bind(body).bind(key.id.as_str())).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A scheduled process with a run.
    async fn process(&self, key: &estate::applications::ApplicationKey, place: &str, word: &str) {
        use estate::processes::{Outcome, ProcessForm, actions as processes};
        let agent = self.world.ctx(&self.app, Role::Technician);
        let form = ProcessForm {
            environment: place.into(),
            name: format!("Nuit {word}"),
            schedule: "daily".into(),
            at_time: "02:00".into(),
            grace_minutes: "30".into(),
            ..ProcessForm::default()
        };
        let (_, address) = processes::add(&agent, key, &form).await.unwrap();
        let secret = address.rsplit('/').next().unwrap();
        processes::tell(&self.app.platform, secret, Outcome::Done, word).await.unwrap();
    }

    /// As many acts and equipment requests as roles.
    async fn asked(&self, body: &BeneficiaryId, word: &str) {
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

    /// As many announcements as roles: each may take one away.
    async fn announce(&self, body: &BeneficiaryId, word: &str, site: &str) {
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
    async fn plan(&self, body: &BeneficiaryId, word: &str, site: &str) {
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

    /// Number of the first ticket of a beneficiary.
    async fn reference(&self, body: &BeneficiaryId) -> String {
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let body = people::organisations::store::find(&mut tx, body).await.unwrap().unwrap();
        format!("{}-1", body.code)
    }

    /// What stands beside a ticket: as many as roles, each may take one away.
    async fn beside(&self, key: &desk::tickets::TicketKey, word: &str) {
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
    async fn work(&self, body: &BeneficiaryId, word: &str) {
        let ctx = self.app.system();
        let mut tx = ctx.begin().await.unwrap();
        for _ in Role::ALL {
            let job = NewJob::new("test.nothing", serde_json::json!({"about": word})).of(body);
            enqueue(&mut tx, &ctx, job).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Somebody who came to the first counter, and was called.
    async fn walk_in(&self, body: &Organisation, word: &str) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        let counter = desk::counters::actions::list(&agent).await.unwrap().remove(0).id;
        let form = EntryForm {
            title: format!("Badge {word}"),
            who: format!("Passant {word}"),
            beneficiary: body.id.to_string(),
            then: "call".into(),
            ..EntryForm::default()
        };
        desk::walk_ins::actions::enter(&agent, &counter, &form).await.unwrap();
    }

    /// The ticket as the beginning of a conversation: one ticket, so that every part of it is of the same.
    async fn chat(&self, body: &Organisation) {
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        let insert = query(
            "insert into chat (beneficiary_id, id, person_id, state, opened_at, wait_until) \
             select t.beneficiary_id, t.id, t.requester_id, 'waiting', t.received_at, t.received_at \
             from ticket t where t.beneficiary_id = $1 order by t.id limit 1",
        );
        assert_eq!(tx.execute(insert.bind(&body.id)).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }

    /// Mails that wait, as many as roles: each may decide upon one; then one that became a message.
    async fn mails(&self, body: &Organisation, word: &str) {
        let take = async |from: &str, subject: &str| {
            let text = format!("<p>{word}</p>");
            let raw =
                format!("From: {from}\r\nSubject: {subject}\r\nContent-Type: text/html\r\n\r\n{text}\r\n");
            desk::mail_intake::actions::take_piped(&self.app.system(), raw.into_bytes()).await.unwrap()
        };
        for n in 1..=Role::ALL.len() {
            take(&format!("inconnu@{word}.example"), &format!("{word} {n}")).await;
        }
        let requester = self.world.person_at(Role::Requester, &body.id);
        let came = take(&requester.email, &format!("Re: [{}-1] {word}", body.code)).await;
        assert_eq!(came.outcome, "message");
    }

    /// As many rules of a source as may be taken away, by the page and by the API; then a failure with its ticket.
    async fn watched(&self, body: &Organisation, word: &str) {
        let ctx = self.app.system();
        let source = monitoring::actions::list(&ctx).await.unwrap().remove(0);
        let contact = self.world.person_at(Role::Officer, &body.id).id.to_string();
        for n in 0..2 * Role::ALL.len() {
            let form = monitoring::RuleForm {
                beneficiary: body.id.to_string(),
                label: "tenant".into(),
                value: format!("{word}{n}"),
                contact: contact.clone(),
                ..monitoring::RuleForm::default()
            };
            monitoring::actions::add_rule(&ctx, &source.id, &form).await.unwrap();
        }
        // As a source writes it down; the ticket stays the only one.
        let mut tx = ctx.begin().await.unwrap();
        let incident = query(
            "insert into monitoring_incident (beneficiary_id, ticket_id, source_id, host, service, is_storm, opened_at, \
             last_at, said_at) select t.beneficiary_id, t.id, $2, $3, 'ping', false, t.received_at, t.received_at, \
             t.received_at from ticket t where t.beneficiary_id = $1",
        );
        tx.execute(incident.bind(&body.id).bind(source.id.as_str()).bind(word)).await.unwrap();
        let alarm = query(
            "insert into monitoring_alarm (beneficiary_id, id, source_id, alarm_key, host, service, severity, summary, \
             is_firing, times, ticket_id, began_at, changed_at) select i.beneficiary_id, $2, i.source_id, $2, i.host, \
             i.service, 'critical', $2, true, 1, i.ticket_id, i.opened_at, i.opened_at from monitoring_incident i \
             where i.beneficiary_id = $1",
        );
        tx.execute(alarm.bind(&body.id).bind(format!("alarm-{word}"))).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Notifications of everybody concerned, their mail, and an opinion asked for. Only these pieces of background
    /// work are done: the others must wait for the roles that look at them.
    async fn told(&self, body: &Organisation) {
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

    async fn follow(&self) {
        let ctx = self.app.system();
        desk::notifications::actions::follow(&ctx).await.unwrap();
        desk::satisfaction::actions::ask(&ctx).await.unwrap();
        desk::notifications::actions::write_due(&ctx).await.unwrap();
    }

    /// Webhooks, each with something to send; nothing is called.
    async fn programs(&self, body: &Organisation, word: &str) {
        let officer = self.app.ctx(self.world.person_at(Role::Officer, &body.id).actor());
        for n in 0..Role::ALL.len() {
            let form = desk::webhooks::WebhookForm {
                name: format!("Crochet {n} de {word}"),
                url: format!("https://{word}.example/hook"),
                events: vec!["ticket.create".into()],
                version: 0,
            };
            let (webhook, _) = desk::webhooks::actions::create(&officer, &form).await.unwrap();
            desk::webhooks::actions::ping(&officer, &webhook.key).await.unwrap();
        }
    }

    async fn money(&self, body: &BeneficiaryId, word: &str) {
        let (finance, director) =
            (self.world.ctx(&self.app, Role::FinanceOfficer), self.world.ctx(&self.app, Role::Director));
        let form = CensusForm {
            beneficiary: body.to_string(),
            reference_date: "2022-03-01".into(),
            agent_count: "42".into(),
            note: format!("Compté par {word}"),
            ..CensusForm::default()
        };
        let own = self.app.ctx(self.world.person_at(Role::BeneficiaryFinance, body).actor());
        let census = censuses::actions::establish(&own, &form, None).await.unwrap();
        censuses::actions::decide(&director, body, &census.id, Verdict::Validated, "").await.unwrap();
        let revision = revisions::actions::propose(&finance, body, 2023).await.unwrap();
        revisions::actions::approve(&director, body, &revision.id).await.unwrap();
        let draft = drafting::draft(&finance, body, 2023).await.unwrap();
        let key = ReceivableKey { beneficiary: body.clone(), id: draft.id.clone() };
        let asked =
            ReferenceForm { commitment_number: word.into(), of: "year".into(), ..ReferenceForm::default() };
        references::ask(&finance, &key, &asked).await.unwrap();
        invoices::actions::approve(&director, body, &draft.id).await.unwrap();
        Box::pin(invoices::actions::issue(&finance, body, &draft.id, None)).await.unwrap();
        self.collected(&key, word).await;
        self.charges(body, word, &draft.id).await;
    }

    /// A revenue order and a payment typed back, a reminder written, a deposit refused by the portal.
    async fn collected(&self, key: &ReceivableKey, word: &str) {
        let finance = self.world.ctx(&self.app, Role::FinanceOfficer);
        let order = OrderForm {
            order_number: format!("T-{word}"),
            slip_number: format!("B-{word}"),
            ordered_on: "2026-03-11".into(),
            ..OrderForm::default()
        };
        collection::record_order(&finance, key, &order).await.unwrap();
        let payment = PaymentForm {
            received_on: "2026-03-11".into(),
            amount: "12.34".into(),
            reference: format!("VIR {word}"),
        };
        collection::record_payment(&finance, key, &payment).await.unwrap();
        let mut tx = finance.begin().await.unwrap();
        let reminder = query(
            "insert into payment_reminder (beneficiary_id, invoice_id, step, told, sent_at) \
             select i.beneficiary_id, i.id, 'first', 1, i.issued_at from invoice i where i.beneficiary_id = $1 and i.id = $2",
        );
        tx.execute(reminder.bind(&key.beneficiary).bind(key.id.as_str())).await.unwrap();
        let deposit = query(
            "insert into portal_deposit (beneficiary_id, id, invoice_id, digest, file_name, state, flow_number, portal_state, \
             reason, attempts, asked_at, asked_by_name) select i.beneficiary_id, $3, i.id, $4, $3, 'refused', $3, 'IN_REJETE', \
             $3, 0, i.issued_at, i.issued_by_name from invoice i where i.beneficiary_id = $1 and i.id = $2",
        );
        let deposit = deposit.bind(&key.beneficiary).bind(key.id.as_str());
        let digest = finance.platform.files.put(format!("flux {word}").into_bytes()).await.unwrap();
        tx.execute(deposit.bind(format!("flux-{word}")).bind(digest)).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Three closed years whose saving was carried to the price, an invoice of a supplier, and simulations: as many as roles, by the
    /// page and by the API, since each may take one away.
    async fn costs(&self, body: &Organisation, word: &str) {
        let (finance, director) =
            (self.world.ctx(&self.app, Role::FinanceOfficer), self.world.ctx(&self.app, Role::Director));
        let key = |year: i16| {
            let form = KeyForm {
                name: format!("Clé de {word}"),
                unit: "agents".into(),
                total: "42".into(),
                source: word.to_owned(),
                beneficiary: vec![body.id.to_string()],
                figure: vec!["42".into()],
                version: 0,
            };
            let finance = &finance;
            async move { sources::put_key(finance, year, None, &form).await.unwrap().to_string() }
        };
        for (year, amount) in [(2022, "44100"), (2023, "45000"), (2024, "43500")] {
            let form = CostEntry {
                kind: "contract".into(),
                label: format!("Contrat {word}"),
                amount: amount.into(),
                block: "SOCLE-A".into(),
                key: key(year).await,
                source: word.to_owned(),
                ..CostEntry::default()
            };
            sources::add_entry(&finance, year, &form).await.unwrap();
            costs::close(&director, &body.id, year, &CloseCosts::default()).await.unwrap();
        }
        let units = UnitsForm { offer: "POSTES".into(), quantity: "40".into(), source: word.to_owned() };
        costs::put_units(&finance, &body.id, 2025, &units).await.unwrap();
        let saving =
            savings::propose(&finance, &body.id, &ProposeForm { year: "2024".into() }).await.unwrap();
        let decision = DecisionRef {
            id: format!("decision-{word}"),
            reference: "2025-1".into(),
            path: format!("/decisions?beneficiary={}", body.id),
            effective_on: date(2025, 1, 14),
        };
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        savings::decided(&mut tx, &director, &saving.key, &decision).await.unwrap();
        savings::carry(&mut tx, &director, &body.id, &decision.id).await.unwrap();
        tx.commit().await.unwrap();
        let bytes = SUPPLIER.replace("TEL-2025-0117", &format!("F-{word}")).into_bytes();
        let file = UploadedFile { name: format!("{word}.xml"), media_type: String::new(), bytes };
        let invoice = suppliers::receive(&finance, file).await.unwrap();
        let part = ImputeForm {
            line: "1".into(),
            block: "SOCLE-A".into(),
            nature: "operation".into(),
            key: key(2025).await,
            version: 1,
            ..ImputeForm::default()
        };
        suppliers::impute(&finance, &invoice.id, &part).await.unwrap();
        for n in 0..2 * Role::ALL.len() {
            let asked = Asked { name: format!("Simulation {n} de {word}"), ..Asked::default() };
            simulations::save(&finance, &body.id, &asked).await.unwrap();
        }
    }

    /// A run that drafts 2022, an objection to its line, units of work, and a line of the issued invoice lowered.
    async fn charges(&self, body: &BeneficiaryId, word: &str, issued: &InvoiceId) {
        let finance = self.world.ctx(&self.app, Role::FinanceOfficer);
        let form = YearRun { year: "2022".into(), ..YearRun::default() };
        let run = billing_runs::start(&finance, &form).await.unwrap();
        Box::pin(billing_runs::advance(&self.app.system(), &run.id, 100)).await.unwrap();
        let mut tx = finance.read().await.unwrap();
        let drafts = invoices::store::of_whole_year(&mut tx, body, 2022).await.unwrap();
        drop(tx);
        charges::submit(&finance, body, &drafts[0].id).await.unwrap();
        let own = self.app.ctx(self.world.person_at(Role::BeneficiaryFinance, body).actor());
        let form = ObjectionForm { line: drafts[0].keys()[0].to_string(), reason: format!("Trop {word}") };
        charges::object(&own, body, &drafts[0].id, &form).await.unwrap();
        let form = ReductionForm {
            line: "core:2023:SOCLE".into(),
            amount: "10".into(),
            reason: format!("Erreur {word}"),
        };
        drafting::reduce_line(&finance, body, issued, &form).await.unwrap();
        let insert = query(
            "insert into unit_count (beneficiary_id, id, offer, year, quantity, evidence, recorded_by_name, recorded_at) \
             values ($1, $2, 'POSTES', 2025, '12', $3, 'Camille', $4)",
        );
        let insert = insert.bind(body).bind(finance.id::<String>()).bind(format!("Liste {word}"));
        let mut tx = finance.begin().await.unwrap();
        tx.execute(insert.bind(finance.now())).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A notice to leave, with a consequence that was seen to.
    async fn exit(&self, body: &BeneficiaryId, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let form = NoticeForm {
            given_by: "beneficiary".into(),
            signatory: format!("Présidence de {word}"),
            means: "registered_letter".into(),
            reference: format!("Délibération {word}"),
            received_on: "2026-03-02".into(),
        };
        let notice = exit::receive(&director, body, &form).await.unwrap();
        let proof = TaskProof { proof: format!("Courrier {word}") };
        exit::see_to(&director, &notice.key, Consequence::Inventory, &proof).await.unwrap();
    }

    /// A plan before both sides, which one accepted; a pack asked for; a hand-over.
    async fn reversibility(&self, body: &BeneficiaryId, word: &str) {
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
    }

    /// A draft, a contract, a dispute with a document, a request to subscribe; a certificate is the provider's.
    async fn agreement_life(&self, body: &Organisation, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let officer = self.app.ctx(self.world.person_at(Role::Officer, &body.id).actor());
        let beneficiary = body.id.to_string();
        let draft = NewForm {
            beneficiary: beneficiary.clone(),
            kind: "amendment".into(),
            title: format!("Avenant {word}"),
            reason: word.to_owned(),
            ..NewForm::default()
        };
        drafts_of_agreements::create(&director, &draft).await.unwrap();
        let contract = ContractForm {
            beneficiary: beneficiary.clone(),
            side: "provider".into(),
            supplier: format!("Fournisseur {word}"),
            title: format!("Lien {word}"),
            starts_on: "2024-01-01".into(),
            ends_on: "2028-12-31".into(),
            ..ContractForm::default()
        };
        let file = |name: &str| UploadedFile {
            name: format!("{name}.pdf"),
            media_type: "application/pdf".into(),
            bytes: name.as_bytes().to_vec(),
        };
        contracts::create(&director, &contract, Some(file(word))).await.unwrap();
        let dispute = DisputeForm {
            beneficiary,
            title: format!("Litige {word}"),
            subject: word.to_owned(),
            ..DisputeForm::default()
        };
        let dispute = disputes::open(&officer, &dispute).await.unwrap();
        let document = DocumentForm { title: format!("Courrier {word}"), ..DocumentForm::default() };
        disputes::join(&officer, &dispute.key, &document, Some(file(word))).await.unwrap();
        let asked = AskForm {
            kind: "subscribe".into(),
            offer: "POSTES".into(),
            wanted_on: "2026-06-01".into(),
            reason: word.to_owned(),
            ..AskForm::default()
        };
        subscriptions::ask(&officer, &asked).await.unwrap();
        // The provider's own: both bodies see the same one.
        if !insurance::list(&director, &insurance::ListQuery::default()).await.unwrap().0.is_empty() {
            return;
        }
        let certificate = CertificateForm {
            insurer: "Mutuelle".into(),
            policy: "P1".into(),
            covers: "Responsabilité civile".into(),
            valid_from: "2026-01-01".into(),
            valid_until: "2026-12-31".into(),
            ..CertificateForm::default()
        };
        insurance::record_certificate(&director, &certificate, Some(file("attestation"))).await.unwrap();
    }

    /// A site brought in from another tool, and mappings kept, as many as roles: each may forget one.
    async fn brought_in(&self, body: &Organisation, word: &str) {
        let ctx = self.world.ctx(&self.app, Role::Administrator);
        let rows = format!("id,beneficiary,name\n7,{},Halle {word}\n", body.code);
        let received = imports::actions::Received {
            target: imports::Target::Site,
            source: "carte".into(),
            name: format!("{word}.csv"),
            bytes: rows.into_bytes(),
            mapping: None,
        };
        let import = imports::actions::receive(&ctx, received).await.unwrap();
        let (mapping, _) = imports::actions::proposed(&ctx, &import).await.unwrap();
        let mut version = import.version;
        for n in 0..Role::ALL.len() {
            let kept = format!("Correspondance {word} {n}");
            version = imports::actions::map(&ctx, &import.id, &mapping, &kept).await.unwrap().version;
        }
        imports::actions::apply(&ctx, &import.id, version).await.unwrap();
    }

    /// A person to whom things may be done without ending anybody's role in the test.
    async fn target(&self, body: &Organisation, word: &str) -> Person {
        let form = PersonForm {
            organisation: body.id.to_string(),
            name: format!("Alix {word}"),
            email: format!("alix@{word}.example"),
            function_title: word.to_owned(),
            roles: vec![Role::Requester],
            ..PersonForm::default()
        };
        persons::actions::create(&self.app.system(), &form).await.unwrap()
    }

    /// A token, a session and a link of the target.
    async fn access(&self, target: &Person, rows: &mut Rows) {
        let (token, _) = tokens::actions::create(&self.app.ctx(target.actor()), "Essai", 30).await.unwrap();
        rows.tables.insert("api_token".into(), vec![token.id.to_string()]);
        let form = governance::calendars::FeedForm { part: governance::calendars::Part::Works };
        let (feed, _) =
            governance::calendars::actions::create(&self.app.ctx(target.actor()), &form).await.unwrap();
        rows.tables.insert("calendar_feed".into(), vec![feed.id.to_string()]);
        let client = self.app.client_of(target).await;
        let digest = platform::Digest::of(client.cookie("sid").unwrap().as_bytes());
        rows.tables.insert("session".into(), vec![digest.as_str().to_owned()]);
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        links::issue(&mut tx, &self.app.system(), &target.id, Purpose::Invitation).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The identifiers of a beneficiary's rows in every table, and those of rows that belong to nobody.
    async fn harvest(&self, body: &Organisation) -> Rows {
        app::search::jobs::catch_up(&self.app.platform).await.unwrap();
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let mut rows = Rows { code: body.code.clone(), ..Rows::default() };
        for table in schema::read(&mut tx).await.unwrap() {
            let has = |name: &str| table.columns.iter().any(|column| column.name == name);
            if !has("id") {
                continue;
            }
            let condition = if has("beneficiary_id") { "beneficiary_id = $1" } else { "$1 <> ''" };
            let text = format!("select id as value from {} where {condition} order by id", table.name);
            let ids: Vec<Id> = tx.all(query(text.leak()).bind(&body.id)).await.unwrap();
            let is_expected = UNSEEDED.iter().all(|(name, _)| *name != table.name);
            assert!(
                !ids.is_empty() || !has("beneficiary_id") || !is_expected,
                "permissions/twins.rs: give both beneficiaries a row of {}",
                table.name
            );
            rows.tables.insert(table.name, ids.into_iter().map(|id| id.0).collect());
        }
        rows
    }

    /// Everything stored, as text.
    pub(super) async fn everything(&self) -> String {
        let mut text = vec![];
        transfer::export(&self.app.platform.db, &mut text, &mut |_, _| {}).await.unwrap();
        String::from_utf8(text).unwrap()
    }

    /// Words and identifiers that no answer to somebody else may hold, sought all at once: there are thousands.
    pub(super) fn canaries(&self) -> &AhoCorasick {
        self.canaries.get_or_init(|| {
            let words = [CANARY, "Rochebrune", "roc.example", "ROC-", " ROC<", "\"ROC\"", "-ROC"];
            let own: HashSet<&String> = self.own.tables.values().flatten().collect();
            let ids = self.foreign.tables.values().flatten().filter(|id| !own.contains(id));
            AhoCorasick::new(words.into_iter().chain(ids.map(String::as_str))).unwrap()
        })
    }

    fn value(&self, path: &str, name: &str, whose: Whose, turn: usize) -> String {
        let rows = if whose == Whose::Own { &self.own } else { &self.foreign };
        let real = match table_of(path, name) {
            None => rows.code.clone(),
            Some(end) => {
                let singulars = [end.strip_suffix("es"), end.strip_suffix('s'), Some(end)];
                let is_it = |table: &str| {
                    let fits = |one: &str| table == one || table.ends_with(&format!("_{one}"));
                    singulars.iter().flatten().any(|one| fits(one))
                };
                let found = rows.tables.iter().filter(|(table, ids)| is_it(table) && !ids.is_empty());
                // The plainest name wins: `invoice` before `draft_invoice`.
                let found = found.min_by_key(|(table, _)| table.len());
                let (_, ids) = found
                    .unwrap_or_else(|| panic!("permissions/twins.rs: no row fills {{{name}}} of {path}"));
                ids[turn % ids.len()].clone()
            }
        };
        if whose == Whose::Absent { absent(&real) } else { real }
    }

    /// The address of a route; `whose` says whose identifiers each parameter gets, in order. `turn` chooses
    /// among rows that belong to nobody.
    pub(super) fn path(&self, route: &Route, whose: &[Whose], turn: usize) -> String {
        let mut whose = whose.iter();
        let part = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            None => part.to_owned(),
            Some(name) if OF_THE_PROVIDER.contains(&name) => self.value(route.path, name, Whose::Own, turn),
            Some(name) => match fixed(route.path, name) {
                Some(value) => value,
                None => self.value(route.path, name, *whose.next().unwrap_or(&Whose::Own), turn),
            },
        };
        route.path.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

struct Id(String);

impl platform::db::FromRow for Id {
    fn from_row(row: &platform::db::Row) -> platform::db::Result<Self> {
        row.get("value").map(Self)
    }
}

/// An identifier of nobody, as long as a real one.
pub(super) fn absent(real: &str) -> String {
    // A short code must not be part of ordinary words and figures, which are compared too.
    let nothing = if real.len() < 5 { 'Z' } else { '0' };
    real.chars().map(|c| if c.is_ascii_alphanumeric() { nothing } else { c }).collect()
}

/// The provider's own, which every beneficiary may see: the screen of a counter's waiting room, and the
/// certificates of insurance. Only whether they exist is told.
const OF_THE_PROVIDER: [&str; 2] = ["counter", "certificate"];

/// What fills a parameter that is nobody's identifier.
fn fixed(path: &str, name: &str) -> Option<String> {
    Some(match name {
        "number" => "1".to_owned(),
        "part" => "price".to_owned(),
        "series" => "revised".to_owned(),
        "month" => "2023-03".to_owned(),
        "format" => "pdf".to_owned(),
        "secret" | "token" => "no-such-link".to_owned(),
        "specification" => "stop".to_owned(),
        "feature" => "tickets".to_owned(),
        "year" => "2025".to_owned(),
        "consequence" => "contracts".to_owned(),
        "obligation" => "9.1".to_owned(),
        "due" => "2022-01-01".to_owned(),
        "name" if path.starts_with("/assets/") => "socle.css".to_owned(),
        "form" if path.contains("/requests/forms/") => "network".to_owned(),
        "code" if path.contains("/indicators/") => "G.4".to_owned(),
        "table" if path.contains("/reports/") => "sites".to_owned(),
        _ => return None,
    })
}

/// The plural by which a parameter's table is found; nothing when it is the code of a beneficiary.
fn table_of<'a>(path: &'a str, name: &'a str) -> Option<&'a str> {
    let before = path.split(&format!("/{{{name}}}")).next().unwrap_or_default();
    let segment = before.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default();
    match name {
        "code" => None,
        "beneficiary" if ["scoreboards", "availability", "status", "indicators"].contains(&segment) => None,
        "beneficiary" => Some("organisation"),
        "digest" => Some("session"),
        "seat" => Some("approval_seat"),
        "attachment" => Some("ticket_attachment"),
        "incident" => Some("major_incident"),
        "freeze" => Some("freeze_period"),
        "template" => Some("change_template"),
        "answer" => Some("canned_answer"),
        "article" => Some("article"),
        "id" if segment == "equipment-requests" => Some("equipment_request"),
        "id" if segment == "receivables" => Some("invoice"),
        "id" if segment == "supplier-invoices" => Some("supplier_invoice"),
        "imputation" => Some("supplier_imputation"),
        "id" if segment == "keys" => Some("allocation_key"),
        "id" if segment == "entries" => Some("cost_entry"),
        "id" if segment == "savings" => Some("saving_proposal"),
        "step" => Some("project_step"),
        "risk" => Some("project_risk"),
        "id" if segment == "target-proposals" => Some("target_proposal"),
        "closing" => Some("indicator_closing"),
        "decision" if path.contains("/meetings/") => Some("decision"),
        "decision" => Some("project_decision"),
        "participant" => Some("meeting_participant"),
        "item" if path.contains("/agenda/") => Some("agenda_item"),
        "id" if path.contains("/actions/{beneficiary}") => Some("action_item"),
        "time" if path.starts_with("/projects/") => Some("project_time"),
        "recurring" => Some("recurring_ticket"),
        "reason" => Some("pending_reason"),
        "reminder" => Some("ticket_wake_up"),
        "category" => Some("ticket_category"),
        "walk_in" => Some("walk_in"),
        "letter" => Some("ticket_mail"),
        "mail" => Some("incoming_mail"),
        "source" => Some("monitoring_source"),
        "delivery" => Some("webhook_delivery"),
        "feed" => Some("calendar_feed"),
        "kind" => Some("asset_kind"),
        "line" => Some("phone_line"),
        "result" => Some("reflectometry"),
        "id" if segment == "blind-times" => Some("blind_time"),
        "id" if segment == "network" => Some("network_equipment"),
        "import" if segment == "call-imports" => Some("call_import"),
        "id" if segment == "telephone-lines" => Some("telephone_line"),
        "id" if segment == "trips" => Some("trip_abroad"),
        "id" if segment == "backups" || segment == "heartbeats" => Some("protected_object"),
        "id" if segment == "restores" => Some("restore_request"),
        "id" if segment == "restore-tests" => Some("restore_test"),
        "id" if segment == "proofs" => Some("deadline_proof"),
        "run" => Some("report_run"),
        "billing" => Some("billing_run"),
        "objection" => Some("charge_objection"),
        "id" if segment == "handovers" && path.contains("/reversibility/") => Some("reversibility_handover"),
        "certificate" => Some("insurance_certificate"),
        "document" => Some("dispute_document"),
        "id" if segment == "agreement-drafts" => Some("agreement_draft"),
        "id" if segment == "subscriptions" => Some("subscription_request"),
        _ => Some(segment),
    }
}

/// How many parameters of a route are identifiers of somebody's rows.
pub(super) fn identifiers(route: &Route) -> usize {
    let names = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.filter(|name| fixed(route.path, name).is_none() && !OF_THE_PROVIDER.contains(name)).count()
}
