//! Telephony as it is kept on screen: lines, files of calls, quotas, trips.

use super::Stage;
use crate::demo::plan::telephony::TelephonyAct;
use anyhow::{Context as _, Result};
use estate::telephony::{
    call_records::{self, SourceForm},
    lines::{self, LineForm},
    quotas::{self, AgentsForm, DecideForm, QuotaForm, YearKey},
    trips::{self, ChargeForm, TripForm},
};
use people::Role;
use platform::Ctx;

/// Name of the exchange's files.
const SOURCE: &str = "Autocommutateur";

/// Minutes a year of each kind of number, by stratum: invented, the annexe is not joined to the text.
const QUOTAS: [(&str, &str, &str); 5] = [
    ("0", "international", "300"),
    ("100", "international", "900"),
    ("0", "premium", "120"),
    ("0", "mobile_fr", "6000"),
    ("0", "fixed_fr", "12000"),
];

impl Stage<'_> {
    pub(super) async fn telephony(&mut self, act: &TelephonyAct) -> Result<()> {
        let agent = self.one(Role::Technician, "CAPBP")?;
        match act {
            TelephonyAct::Line(code, number, extension, holder, on) => {
                let is_fixed = extension.is_some();
                let form = LineForm {
                    beneficiary: self.beneficiary(code)?.to_string(),
                    number: number.clone(),
                    extension: extension.clone().unwrap_or_default(),
                    kind: if is_fixed { "fixed" } else { "mobile" }.to_owned(),
                    standard: if is_fixed { "digital" } else { "" }.to_owned(),
                    plan: if is_fixed { "" } else { "Voix et données 4G" }.to_owned(),
                    holder: holder.clone(),
                    in_service_on: on.to_string(),
                    ..LineForm::default()
                };
                lines::actions::create(&agent, &form).await?;
            }
            TelephonyAct::Modernise(number) => self.modernise(&agent, number).await?,
            TelephonyAct::Settle => self.settle(&agent).await?,
            TelephonyAct::File(name, text) => {
                let bytes = text.clone().into_bytes();
                Box::pin(call_records::actions::import_bytes(&agent, SOURCE, name, bytes)).await?;
                call_records::jobs::forget(&self.system("Téléphonie")).await?;
            }
            TelephonyAct::Decide(year) => self.decide_overrun(*year).await?,
            TelephonyAct::Trip(code, number, country, from, to) => {
                let form = TripForm {
                    number: number.clone(),
                    traveller: "Direction générale".into(),
                    countries: (*country).into(),
                    from_on: from.to_string(),
                    to_on: to.to_string(),
                    ..TripForm::default()
                };
                trips::actions::declare(&self.one(Role::Requester, code)?, &form).await?;
            }
            TelephonyAct::Charge(number, country, on, amount) => {
                let form = charge(number, country, &on.to_string(), amount);
                trips::actions::add_charges(&agent, &[form]).await?;
            }
        }
        Ok(())
    }

    /// A director decides on the calls abroad of a year.
    async fn decide_overrun(&self, year: i64) -> Result<()> {
        let form = DecideForm {
            class: "international".into(),
            decision: "bill".into(),
            reason: "Six mois d’échanges avec l’Espagne, prévenus en septembre.".into(),
        };
        let key = YearKey { beneficiary: self.beneficiary("PMPB")?, year };
        quotas::actions::decide(&self.one(Role::Director, "CAPBP")?, &key, &form).await?;
        Ok(())
    }

    /// Work of the first who holds a role in an organisation.
    pub(super) fn one(&self, role: Role, code: &str) -> Result<Ctx> {
        let holders = self.plan.cast.holders(role, code);
        Ok(self.by(*holders.first().with_context(|| format!("no {role:?} of {code} in data/cast.toml"))?))
    }

    async fn modernise(&self, agent: &Ctx, number: &str) -> Result<()> {
        let number = kernel::phone::e164(number).context("no number")?;
        let found = lines::store::numbered(&mut agent.read().await?, &number).await?;
        let line = found.into_iter().next().context("no such line")?;
        let form = LineForm { standard: "voip".into(), ..LineForm::of(&line) };
        lines::actions::change(agent, &line.key(), &form).await?;
        Ok(())
    }

    async fn settle(&self, agent: &Ctx) -> Result<()> {
        let form = SourceForm {
            name: SOURCE.into(),
            format: "asterisk".into(),
            trunks: "PJSIP/operateur".into(),
            ..SourceForm::default()
        };
        call_records::actions::create_source(agent, &form).await?;
        for (agents_from, class, minutes) in QUOTAS {
            let form = QuotaForm {
                agents_from: agents_from.into(),
                class: class.into(),
                minutes: minutes.into(),
                year_from: "2023".into(),
            };
            quotas::actions::add(agent, &form).await?;
        }
        for (code, agents) in [("PMPB", "46"), ("STC", "23")] {
            let key = YearKey { beneficiary: self.beneficiary(code)?, year: 2023 };
            quotas::actions::say_agents(agent, &key, &AgentsForm { agents: agents.into() }).await?;
        }
        Ok(())
    }
}

fn charge(number: &str, country: &str, on: &str, amount: &str) -> ChargeForm {
    ChargeForm {
        number: number.to_owned(),
        charged_on: on.to_owned(),
        country: country.to_owned(),
        kind: "data".into(),
        amount: amount.to_owned(),
        label: "Données en itinérance".into(),
        key: format!("{on}-{number}"),
    }
}
