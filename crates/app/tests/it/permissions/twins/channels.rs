//! What comes in: visitors, chats, mails, alarms, calls of programs, probes.

use super::Twins;
use app::imports;
use desk::{monitoring, probes, walk_ins::EntryForm};
use kernel::Scope;
use people::{Organisation, Role};
use platform::db::query;

impl Twins {
    /// Somebody who came to the first counter, and was called.
    pub(super) async fn walk_in(&self, body: &Organisation, word: &str) {
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
    pub(super) async fn chat(&self, body: &Organisation) {
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
    pub(super) async fn mails(&self, body: &Organisation, word: &str) {
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
    pub(super) async fn watched(&self, body: &Organisation, word: &str) {
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

    /// Probes, as many as roles that may take one away by the page and by the API, with what one of them found. They are
    /// paused: nothing is looked at.
    pub(super) async fn looked_at(&self, body: &Organisation, word: &str, site: &str) {
        let ctx = self.app.system();
        let contact = self.world.person_at(Role::Officer, &body.id).id.to_string();
        for n in 0..2 * Role::ALL.len() {
            let form = probes::ProbeForm {
                beneficiary: body.id.to_string(),
                kind: "dns".into(),
                name: format!("Sonde {n} {word}"),
                site: site.to_owned(),
                contact: contact.clone(),
                target: format!("{word}.example"),
                server: "9.9.9.9".into(),
                cuts_off: "no".into(),
                ..probes::ProbeForm::default()
            };
            let probe = probes::actions::create(&ctx, &form).await.unwrap();
            let key = probes::ProbeKey { beneficiary: probe.beneficiary.clone(), id: probe.id.clone() };
            if n == 0 {
                let found = probes::Found {
                    finding: probes::Finding::Answer,
                    detail: format!("{word}.example"),
                    millis: 12,
                };
                let outcome = probes::Outcome { at: self.app.platform.clock.now(), found };
                probes::runs::keep(&ctx, &probe, outcome).await.unwrap();
                let mut tx = ctx.begin().await.unwrap();
                let hour = query(
                    "insert into probe_hour (beneficiary_id, probe_id, from_at, checks, failed, millis_total, millis_most) \
                     values ($1, $2, $3, 60, 1, 700, 30)",
                );
                let hour =
                    hour.bind(&key.beneficiary).bind(key.id.as_str()).bind(self.app.platform.clock.now());
                tx.execute(hour).await.unwrap();
                tx.commit().await.unwrap();
            }
            probes::actions::set_paused(&ctx, &key, true).await.unwrap();
        }
    }

    /// Webhooks, each with something to send; nothing is called.
    pub(super) async fn programs(&self, body: &Organisation, word: &str) {
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

    /// A site brought in from another tool, and mappings kept, as many as roles: each may forget one.
    pub(super) async fn brought_in(&self, body: &Organisation, word: &str) {
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
}
