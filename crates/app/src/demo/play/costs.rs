//! Plays what is written about costs through the actions of their pages.

use super::Stage;
use crate::demo::plan::costs::{CostAct, CostYear};
use anyhow::{Context as _, Result};
use finance::{
    costs::{
        self, CloseForm, UnitsForm,
        sources::{self, EntryForm, KeyForm, KeyId, KindForm},
    },
    savings::{self, ProposeForm},
    simulations::{self, Asked},
    supplier_invoices::{self, ImputeForm},
};
use people::Role;
use platform::{Ctx, web::UploadedFile};

/// An invented invoice, made by a library that is not ours (`tests/einvoice/supplier.py`).
const SUPPLIER: &[u8] = include_bytes!("../data/supplier.pdf");

/// Kind, label, and parts in percent by block.
type Entry = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// What comes with no invoice, in the order of [`CostYear::costs`]: kind, label, and parts in percent by block.
const ENTRIES: [Entry; 4] = [
    (
        "payroll",
        "Administration des réseaux et des systèmes",
        &[("SOCLE-A", "40"), ("SOCLE-B", "45"), ("SOCLE-C", "10")],
    ),
    ("contract", "Hébergement, énergie et climatisation", &[("SOCLE-B", "100")]),
    ("contract", "Opérateurs de téléphonie", &[("SOCLE-C", "100")]),
    ("payroll", "Assistance aux postes de travail", &[("ANNEXE-A", "100")]),
];

const KEY: &str = "Agents dotés d’un poste";

impl Stage<'_> {
    pub(super) async fn cost(&self, act: &CostAct) -> Result<()> {
        let finance = self.one(Role::FinanceOfficer, "CAPBP")?;
        match act {
            CostAct::Write(year) => self.cost_year(&finance, year).await,
            CostAct::Close { of, year } => {
                let director = self.one(Role::Director, "CAPBP")?;
                let beneficiary = self.beneficiary(of)?;
                let read = costs::actions::read(&director, &beneficiary, *year, None).await?;
                for kind in &read.content.kinds_without_block {
                    let form = KindForm { kind: kind.clone(), block: block_of(kind).to_owned() };
                    sources::actions::put_kind(&finance, &form).await?;
                }
                costs::actions::close(&director, &beneficiary, *year, &CloseForm::default()).await?;
                Ok(())
            }
            CostAct::Receive => self.supplier(&finance).await,
            CostAct::Propose { of, year } => {
                let form = ProposeForm { year: year.to_string() };
                savings::actions::propose(&finance, &self.beneficiary(of)?, &form).await?;
                Ok(())
            }
            CostAct::Simulate { of, name, rate } => {
                let officer = self.one(Role::Officer, of)?;
                let asked = Asked { name: (*name).into(), rate: (*rate).into(), ..Asked::default() };
                simulations::actions::save(&officer, &self.beneficiary(of)?, &asked).await?;
                Ok(())
            }
        }
    }

    async fn cost_key(&self, finance: &Ctx, year: i16, agents: (i64, i64, i64)) -> Result<KeyId> {
        let known = sources::actions::read(finance, year).await?.keys;
        let old = known.into_iter().find(|key| key.name == KEY);
        let form = KeyForm {
            name: KEY.into(),
            unit: "agents".into(),
            total: agents.0.to_string(),
            source: format!("Recensements de {year}, direction du numérique comprise"),
            beneficiary: vec![self.beneficiary("PMPB")?.to_string(), self.beneficiary("STC")?.to_string()],
            figure: vec![agents.1.to_string(), agents.2.to_string()],
            version: old.as_ref().map_or(0, |old| old.version),
        };
        Ok(sources::actions::put_key(finance, year, old.as_ref().map(|old| &old.id), &form).await?)
    }

    async fn cost_year(&self, finance: &Ctx, year: &CostYear) -> Result<()> {
        let key = self.cost_key(finance, year.year, year.agents).await?;
        for ((kind, label, parts), amount) in ENTRIES.iter().zip(year.costs) {
            for (block, percent) in *parts {
                let form = EntryForm {
                    kind: (*kind).into(),
                    label: (*label).into(),
                    amount: amount.to_string(),
                    percent: (*percent).into(),
                    block: (*block).into(),
                    key: key.to_string(),
                    source: format!("Compte administratif {}", year.year),
                };
                sources::actions::add_entry(finance, year.year, &form).await?;
            }
        }
        let units = UnitsForm {
            offer: "POSTES".into(),
            quantity: year.agents.1.to_string(),
            source: "Postes suivis au parc, au 31 décembre".into(),
        };
        costs::actions::put_units(finance, &self.beneficiary("PMPB")?, year.year, &units).await?;
        Ok(())
    }

    /// The invoice of the operator: its access and its fibre to the network, its work on site too.
    async fn supplier(&self, finance: &Ctx) -> Result<()> {
        let key = self.cost_key(finance, 2025, (198, 47, 15)).await?;
        let file = UploadedFile {
            name: "TEL-2025-0117.pdf".into(),
            media_type: "application/pdf".into(),
            bytes: SUPPLIER.to_vec(),
        };
        let invoice = supplier_invoices::actions::receive(finance, file).await?;
        for (place, _) in (1_i64..).zip(&invoice.facts.lines) {
            let form = ImputeForm {
                line: place.to_string(),
                block: "SOCLE-A".into(),
                nature: "operation".into(),
                key: key.to_string(),
                version: place,
                ..ImputeForm::default()
            };
            supplier_invoices::actions::impute(finance, &invoice.id, &form).await.context("no imputation")?;
        }
        Ok(())
    }
}

/// The block of the depreciation of a kind.
fn block_of(kind: &str) -> &'static str {
    match kind {
        "workstation" | "laptop" | "screen" | "tablet" => "ANNEXE-A",
        "printer" => "ANNEXE-B",
        "desk_phone" | "smartphone" => "SOCLE-C",
        "server" | "virtual_machine" | "hypervisor" | "storage" | "base_service" | "licence" => "SOCLE-B",
        _ => "SOCLE-A",
    }
}
