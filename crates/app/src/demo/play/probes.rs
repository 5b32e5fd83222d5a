//! Probes of a beneficiary's sites with their last day. They are paused at the end: the demonstration looks at nothing, since
//! the invented addresses answer nobody.

use super::Stage;
use anyhow::{Context as _, Result};
use desk::probes::{Finding, Found, Outcome, ProbeForm, ProbeKey, actions, runs};
use jiff::SignedDuration;
use people::Role;

/// Name, kind, target, name server, usual milliseconds, and what it found at the hour of its trouble.
const PROBES: [(&str, &str, &str, &str, i64, Finding); 4] = [
    ("Portail des familles", "http", "https://familles.exemple.invalid/", "", 180, Finding::Late),
    ("Messagerie, connexion", "tcp", "messagerie.exemple.invalid:993", "", 24, Finding::Unreachable),
    ("Certificat du portail", "tls", "familles.exemple.invalid", "", 60, Finding::Good),
    ("Nom du portail", "dns", "familles.exemple.invalid", "9.9.9.9", 11, Finding::Good),
];

/// Looks of the last day: one every half an hour.
const LOOKS: i64 = 48;

impl Stage<'_> {
    /// Adds the probes, and plays their last day.
    pub(super) async fn probes(&self) -> Result<()> {
        let administrators = self.plan.cast.holders(Role::Administrator, "CAPBP");
        let ctx = self.by(*administrators.first().context("no administrator in data/cast.toml")?);
        let own = self.beneficiary("PMPB")?;
        let officers = self.plan.cast.holders(Role::Officer, "PMPB");
        let contact = &self.persons[*officers.first().context("no officer in data/cast.toml")?].id;
        let site = self.sites.iter().find(|site| site.beneficiary == own).context("no site")?;
        for (name, kind, target, server, usual, trouble) in PROBES {
            let form = ProbeForm {
                beneficiary: own.to_string(),
                kind: kind.to_owned(),
                name: name.to_owned(),
                site: site.id.to_string(),
                contact: contact.to_string(),
                target: target.to_owned(),
                server: server.to_owned(),
                interval: "1800".to_owned(),
                // Its site is watched by Prometheus already.
                cuts_off: "no".to_owned(),
                ..ProbeForm::default()
            };
            let probe = actions::create(&ctx, &form).await?;
            let key = ProbeKey { beneficiary: probe.beneficiary.clone(), id: probe.id.clone() };
            for look in 0..LOOKS {
                // Slower by day, once in trouble, never twice in a row.
                let millis = usual + usual * ((look * 7) % 5) / 10;
                let finding = if look == 31 { trouble } else { Finding::Good };
                let at = self.plan.present - SignedDuration::from_mins(30 * (LOOKS - look) - 4);
                let probe = actions::read(&ctx, &key).await?.probe;
                let outcome = Outcome { at, found: Found { finding, detail: String::new(), millis } };
                runs::keep(&self.system("probes"), &probe, outcome).await?;
            }
            actions::set_paused(&ctx, &key, true).await?;
        }
        Ok(())
    }
}
