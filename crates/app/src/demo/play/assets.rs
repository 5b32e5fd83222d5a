//! The fleet: assets, changes of hands, what agents tell.

use super::Stage;
use crate::demo::plan::assets::{AssetAct, PlannedAsset};
use anyhow::{Context as _, Result, anyhow};
use estate::{
    assets::{AssetForm, AssetKey, HandoverForm, RetireForm, actions},
    inventory::{self, AccessForm, Protocol, wire},
};
use people::Role;
use platform::Ctx;

impl Stage<'_> {
    pub(super) async fn asset(&mut self, act: &AssetAct) -> Result<()> {
        match act {
            AssetAct::Access(code) => self.let_agents_in(code).await,
            AssetAct::Add(planned) => self.add(planned).await,
            AssetAct::Hands { name, is_return } => self.hand_over(name, *is_return).await,
            AssetAct::Tell(planned) => self.tell_of(planned).await,
            AssetAct::Retire(planned) => self.retire(planned).await,
        }
    }

    /// The technician of the provider who looks after the fleet.
    fn keeper(&self) -> Result<Ctx> {
        let technicians = self.plan.cast.holders(Role::Technician, "CAPBP");
        Ok(self.by(*technicians.last().context("no technician in data/cast.toml")?))
    }

    async fn let_agents_in(&mut self, code: &str) -> Result<()> {
        let form = AccessForm {
            beneficiary: self.beneficiary(code)?.to_string(),
            name: format!("Agents de {code}"),
            // One of both beneficiaries decides itself which machine is which asset.
            makes_assets: if code == "PMPB" { "on" } else { "" }.to_owned(),
            legal_status: "provider_bought".to_owned(),
            ..AccessForm::default()
        };
        let (_, secret) = inventory::actions::open_access(&self.keeper()?, &form).await?;
        self.secrets.insert(code.to_owned(), secret);
        Ok(())
    }

    async fn add(&mut self, planned: &PlannedAsset) -> Result<()> {
        let lot = &planned.lot;
        let owner = match lot.legal.as_str() {
            "lent_free" | "integrated" => "beneficiary",
            "rented" => "third_party",
            _ => "provider",
        };
        let form = AssetForm {
            beneficiary: self.beneficiary(&lot.at)?.to_string(),
            kind: lot.kind.clone(),
            name: planned.name.clone(),
            state: "in_stock".to_owned(),
            site: self.sites[planned.site].id.to_string(),
            owner: owner.to_owned(),
            used_by: planned.user.clone(),
            legal_status: lot.legal.clone(),
            maker: lot.maker.clone(),
            model: lot.model.clone(),
            serial: if lot.lost { String::new() } else { planned.serial.clone() },
            purchased_on: if lot.cost.is_empty() { String::new() } else { planned.on.to_string() },
            cost: lot.cost.clone(),
            in_service_on: planned.on.to_string(),
            useful_life: lot.years.map(|years| years.to_string()).unwrap_or_default(),
            warranty_ends_on: lot.warranty.clone(),
            protection: if lot.protection.is_empty() {
                "standard".to_owned()
            } else {
                lot.protection.clone()
            },
            ..AssetForm::usual()
        };
        let asset = actions::create(&self.keeper()?, &form).await?;
        self.assets.insert(planned.name.clone(), asset.key);
        Ok(())
    }

    fn asset_key(&self, name: &str) -> Result<AssetKey> {
        self.assets.get(name).cloned().with_context(|| format!("no asset {name}"))
    }

    async fn hand_over(&self, name: &str, is_return: bool) -> Result<()> {
        let user = "Responsable du service".to_owned();
        let keeper = "Technicien de proximité".to_owned();
        let (direction, condition, given_by, received_by) = if is_return {
            ("returned", "worn", user, keeper)
        } else {
            ("handed_over", "good", keeper, user)
        };
        let form = HandoverForm {
            direction: direction.to_owned(),
            condition: condition.to_owned(),
            accessories: if is_return { "" } else { "Câbles et notice" }.to_owned(),
            given_by,
            received_by,
            ..HandoverForm::default()
        };
        actions::hand_over(&self.keeper()?, &self.asset_key(name)?, &form).await?;
        Ok(())
    }

    async fn tell_of(&self, planned: &PlannedAsset) -> Result<()> {
        let system = self.system("inventory");
        let secret = self.secrets.get(&planned.lot.at).context("no access")?;
        let access = inventory::actions::by_secret(&system, secret).await?.context("a closed access")?;
        let (_, message) = wire::read(words(planned).as_bytes()).map_err(|why| anyhow!("{why}"))?;
        let agent = (Protocol::Xml, "FusionInventory-Agent_v2.6-3");
        inventory::actions::take(&system, &access, agent, message).await?;
        Ok(())
    }

    async fn retire(&self, planned: &PlannedAsset) -> Result<()> {
        let keeper = self.keeper()?;
        let key = self.asset_key(&planned.name)?;
        let version = actions::read(&keeper, &key).await?.asset.version;
        let why = planned.lot.retired_why.clone();
        let form = RetireForm { retired_on: String::new(), retired_why: why, version };
        actions::retire(&keeper, &key, &form).await?;
        Ok(())
    }
}

/// What the agent of a machine says, in the words of FusionInventory.
fn words(planned: &PlannedAsset) -> String {
    let (name, lot) = (&planned.name, &planned.lot);
    let serial = if lot.lost { "Default string" } else { &planned.serial };
    let chassis = match lot.kind.as_str() {
        "laptop" => "Notebook",
        "server" => "Rack Mount Chassis",
        _ => "Desktop",
    };
    let tail = &planned.serial[planned.serial.len().saturating_sub(4)..];
    let address = format!("02:00:64:{}:{}:01", &tail[..2], &tail[2..]);
    let software =
        ["Suite bureautique", "Navigateur", "Agent d’inventaire", "Antivirus", "Client de sauvegarde"];
    let software: String = software
        .iter()
        .map(|name| format!("<SOFTWARES><NAME>{name}</NAME><VERSION>1.0</VERSION><PUBLISHER>Exemple</PUBLISHER></SOFTWARES>"))
        .collect();
    format!(
        "<REQUEST><CONTENT><BIOS><SMANUFACTURER>{maker}</SMANUFACTURER><SMODEL>{model}</SMODEL><SSN>{serial}</SSN></BIOS>\
         <HARDWARE><NAME>{name}</NAME><CHASSIS_TYPE>{chassis}</CHASSIS_TYPE><VMSYSTEM>Physical</VMSYSTEM><MEMORY>16384</MEMORY></HARDWARE>\
         <OPERATINGSYSTEM><FULL_NAME>Système d’exemple 12</FULL_NAME></OPERATINGSYSTEM>\
         <CPUS><NAME>Processeur d’exemple</NAME><CORE>8</CORE></CPUS>\
         <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>{address}</MACADDR><TYPE>ethernet</TYPE></NETWORKS>\
         {software}</CONTENT><DEVICEID>{name}-2024-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>",
        maker = lot.maker,
        model = lot.model,
    )
}
