//! Organisations, persons and sites.

use super::Stage;
use anyhow::{Context as _, Result};
use estate::sites::{self, Fibre, SiteForm, SiteKey};
use jiff::civil::Date;
use kernel::{Siret, Zone};
use people::{
    Role,
    organisations::{self, OrganisationForm},
    persons::{self, PersonForm},
};

use crate::demo::plan::cast::PlannedSite;

/// Name under which the instance itself acts in the audit log.
const INSTANCE: &str = "Démonstration";

impl Stage<'_> {
    pub(super) async fn organisation(&mut self, place: usize) -> Result<()> {
        let planned = &self.plan.cast.organisations[place];
        let siret: Siret = planned.siret.parse()?;
        let is_provider = planned.side == "provider";
        let form = OrganisationForm {
            side: planned.side.clone(),
            code: planned.code.clone(),
            name: planned.name.clone(),
            siret: planned.siret.clone(),
            vat_number: if is_provider { siret.siren().vat_number() } else { String::new() },
            street: planned.street.clone(),
            postal_code: planned.postal_code.clone(),
            city: planned.city.clone(),
            electronic_address: planned.siret.clone(),
            needs_service_code: !planned.service_code.is_empty(),
            needs_commitment_number: !planned.commitment_number.is_empty(),
            service_code: planned.service_code.clone(),
            commitment_number: planned.commitment_number.clone(),
            // The account that everybody shows as an example.
            iban: if is_provider { "FR7630001007941234567890185".to_owned() } else { String::new() },
            ..OrganisationForm::default()
        };
        self.organisations.push(organisations::actions::create(&self.system(INSTANCE), &form).await?);
        Ok(())
    }

    pub(super) async fn person(&mut self, place: usize) -> Result<()> {
        let planned = &self.plan.cast.persons[place];
        let form = PersonForm {
            organisation: self.organisations[self.plan.cast.organisation(&planned.at)?].id.to_string(),
            name: planned.name.clone(),
            email: planned.email(),
            phone: planned.phone(place),
            function_title: planned.title.clone(),
            roles: planned.roles.clone(),
            ..PersonForm::default()
        };
        self.persons.push(persons::actions::create(&self.system(INSTANCE), &form).await?);
        Ok(())
    }

    pub(super) async fn site(&mut self, place: usize) -> Result<()> {
        let form = self.site_form(place)?;
        let site = sites::actions::create(&self.technician()?, &form).await?;
        self.sites.push(site);
        Ok(())
    }

    pub(super) async fn fibre(&mut self, place: usize) -> Result<()> {
        let site = &self.sites[place];
        let key = SiteKey { beneficiary: site.beneficiary.clone(), id: site.id.clone() };
        let form = SiteForm { version: site.version, ..self.site_form(place)? };
        self.sites[place] = sites::actions::change(&self.technician()?, &key, &form).await?;
        Ok(())
    }

    fn site_form(&self, place: usize) -> Result<SiteForm> {
        let planned = &self.plan.cast.sites[place];
        let today = self.platform.clock.now().to_zoned(Zone::Metropole.time_zone()).date();
        Ok(SiteForm {
            beneficiary: self.beneficiary(&planned.at)?.to_string(),
            name: planned.name.clone(),
            street: planned.street.clone(),
            postal_code: planned.postal_code.clone(),
            city: planned.city.clone(),
            fibre: fibre(planned, today).as_str().to_owned(),
            ..SiteForm::default()
        })
    }

    fn technician(&self) -> Result<platform::Ctx> {
        let technicians = self.plan.cast.holders(Role::Technician, "CAPBP");
        Ok(self.by(*technicians.first().context("no technician in data/cast.toml")?))
    }
}

/// How a site is connected on a day.
fn fibre(site: &PlannedSite, today: Date) -> Fibre {
    if site.connected.is_some_and(|day| day <= today) {
        Fibre::Connected
    } else if site.connected.is_some() || site.studied.is_some_and(|day| day <= today) {
        Fibre::Planned
    } else if site.carrier {
        Fibre::CarrierLink
    } else {
        Fibre::None
    }
}
