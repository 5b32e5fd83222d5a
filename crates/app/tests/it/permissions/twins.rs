//! Two beneficiaries with the same kinds of rows, and the addresses of every route filled with the one's or the other's.

mod accounts;
mod addresses;
mod agreement;
mod channels;
mod committees;
mod equipment;
mod money;
mod planning;
mod tickets;

pub(super) use addresses::{absent, identifiers};
use agreements::versions;
use aho_corasick::AhoCorasick;
use desk::{
    approvals, calls, canned_answers::CannedForm, categories::CategoryForm, checklists::ChecklistForm,
    closures::actions::ClosureForm, counters::CounterForm, mailboxes::MailboxForm, monitoring,
    pending_reasons::PendingForm, phone_lines, request_forms::actions as forms, teams::TeamForm,
};
use estate::assets::actions as assets;
use finance::{import_indices, indices};
use jiff::civil::date;
use kernel::Scope;
use people::{Organisation, Role};
use platform::db::{query, schema, transfer};
use std::{
    collections::{BTreeMap, HashSet},
    sync::OnceLock,
};
use testkit::{TestApp, World};

const AGREEMENT: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");
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
        self.looked_at(body, word, site.id.as_str()).await;
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
}

struct Id(String);

impl platform::db::FromRow for Id {
    fn from_row(row: &platform::db::Row) -> platform::db::Result<Self> {
        row.get("value").map(Self)
    }
}
