//! The network as it is kept on screen: links, outages, times without monitoring.

use super::Stage;
use crate::demo::plan::estate::EstateAct;
use ::estate::{
    blind_times::{self, BlindTimeForm},
    connections,
    network::{self, EquipmentForm},
    outages::{self, OutageForm, OutageKey, WithdrawForm},
    sites::{Site, SiteKey},
};
use anyhow::{Context as _, Result};
use platform::Ctx;

impl Stage<'_> {
    pub(super) async fn estate(&mut self, ctx: &Ctx, act: &EstateAct) -> Result<()> {
        match act {
            EstateAct::Link { site, form } => {
                let site = self.site_of(site)?;
                let key = SiteKey { beneficiary: site.beneficiary.clone(), id: site.id.clone() };
                connections::actions::record(ctx, &key, form).await?;
            }
            EstateAct::Equip { site, fed_by, form } => self.equip(ctx, site, fed_by, form).await?,
            EstateAct::Cable { site, form } => {
                let site = self.site_of(site)?;
                let key = SiteKey { beneficiary: site.beneficiary.clone(), id: site.id.clone() };
                network::actions::lay(ctx, &key, form).await?;
            }
            EstateAct::Outage { sites, form } => self.cut_off(ctx, sites, form).await?,
            EstateAct::Withdraw { reason } => {
                let key = self.outage.clone().context("withdrawn before it was reported")?;
                let form = WithdrawForm { reason: reason.clone(), version: 1 };
                outages::actions::withdraw(ctx, &key, &form).await?;
            }
            EstateAct::Blind { place, form } => {
                let place = match self.site_of(place) {
                    Ok(site) => format!("{}/{}", site.beneficiary, site.id),
                    Err(_) => self.beneficiary(place)?.to_string(),
                };
                let form = BlindTimeForm { place, ..(**form).clone() };
                blind_times::actions::record(ctx, &form).await?;
            }
        }
        Ok(())
    }

    async fn cut_off(&mut self, ctx: &Ctx, sites: &[String], form: &OutageForm) -> Result<()> {
        let sites: Vec<&Site> = sites.iter().map(|name| self.site_of(name)).collect::<Result<_>>()?;
        let first = sites.first().context("an outage of no site")?;
        let form = OutageForm {
            beneficiary: first.beneficiary.to_string(),
            sites: sites.iter().map(|site| site.id.to_string()).collect(),
            ..form.clone()
        };
        let outage = outages::actions::report(ctx, &form).await?;
        self.outage = Some(OutageKey { beneficiary: outage.beneficiary, id: outage.id });
        Ok(())
    }

    async fn equip(&self, ctx: &Ctx, site: &str, fed_by: &str, form: &EquipmentForm) -> Result<()> {
        let site = self.site_of(site)?;
        let all = network::actions::list(ctx).await?;
        let feeder = all.iter().find(|one| one.beneficiary == site.beneficiary && one.name == fed_by);
        let form = EquipmentForm {
            place: format!("{}/{}", site.beneficiary, site.id),
            fed_by: feeder.map(|one| one.id.to_string()).unwrap_or_default(),
            ..form.clone()
        };
        network::actions::create(ctx, &form).await?;
        Ok(())
    }

    /// The site of `CODE/Site`.
    fn site_of(&self, name: &str) -> Result<&Site> {
        let (code, name) = name.split_once('/').context("no site in this place")?;
        let owner = self.beneficiary(code)?;
        let found = self.sites.iter().find(|site| site.beneficiary == owner && site.name == name);
        found.with_context(|| format!("no site {name}"))
    }
}
