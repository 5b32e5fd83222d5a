//! Outages, goods, applications, telephony and backups.

use super::Twins;
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
use jiff::SignedDuration;
use kernel::{Scope, id::BeneficiaryId};
use people::{Organisation, Role};
use platform::{db::query, web::UploadedFile};

impl Twins {
    /// An outage that lasts, and times without monitoring, as many as roles: each may end or withdraw one.
    pub(super) async fn cuts(&self, body: &BeneficiaryId, word: &str, site: &str) {
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
    pub(super) async fn telephony(&self, body: &Organisation, word: &str, site: &str) {
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
    pub(super) async fn calls(&self, body: &Organisation, word: &str) {
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

    /// As many trips as roles: each may call one off. And a charge.
    pub(super) async fn trips(&self, body: &Organisation, word: &str, number: &str) {
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

    /// Something protected with a run, restores and tests.
    pub(super) async fn backups(&self, body: &Organisation, word: &str) {
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

    /// An asset that changed hands, and a machine that its agent told of.
    pub(super) async fn assets(&self, body: &BeneficiaryId, word: &str, site: &str) {
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

    /// Every article says how the application is operated.
    pub(super) async fn operated(&self, body: &BeneficiaryId, articles: &[desk::knowledge::ArticleId]) {
        let agent = self.world.ctx(&self.app, Role::Technician);
        let mut tx = self.app.platform.db.read(&Scope::All).await.unwrap();
        let key = estate::applications::store::in_use(&mut tx, body).await.unwrap()[0].key.clone();
        drop(tx);
        for article in articles {
            desk::application_links::actions::link(&agent, &key, article).await.unwrap();
        }
    }

    /// An application with as many parts of each kind as roles: each may take one away. An act, an equipment request.
    pub(super) async fn estate(&self, body: &BeneficiaryId, word: &str) {
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
    pub(super) async fn process(&self, key: &estate::applications::ApplicationKey, place: &str, word: &str) {
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
}
