//! A small invented world: one provider, two beneficiaries that must never see each other, somebody in each role.

use crate::{Client, TestApp};
use kernel::{Scope, id::OrganisationId};
use people::{
    Organisation, Person, Role,
    organisations::{self, OrganisationForm},
    persons::{self, PersonForm},
    sessions::{self, opening},
};
use platform::Ctx;

/// Password of everybody in the world.
pub const PASSWORD: &str = "Quatre platanes sur la place";

/// Organisations and persons made through the real actions.
pub struct World {
    /// The authority that runs the services.
    pub provider: Organisation,
    /// First beneficiary.
    pub valmont: Organisation,
    /// Second beneficiary: whatever is Valmont's must stay invisible to it, and the reverse.
    pub rochebrune: Organisation,
    /// A company working for the provider.
    pub contractor: Organisation,
    persons: Vec<Person>,
}

impl World {
    /// Creates everything in an empty instance.
    pub async fn new(app: &TestApp) -> Self {
        let ctx = app.system();
        let provider =
            organisation(&ctx, "provider", "AGH", "Agglomération de Hautevive", "20099001800018").await;
        let valmont = organisation(&ctx, "beneficiary", "VAL", "Commune de Valmont", "21699001000011").await;
        let rochebrune =
            organisation(&ctx, "beneficiary", "ROC", "Commune de Rochebrune", "21699002800013").await;
        let contractor = organisation(&ctx, "contractor", "RIV", "Réseaux des Rives", "90099001100018").await;
        let mut persons = vec![];
        for role in Role::ALL {
            for at in
                [&provider, &valmont, &rochebrune, &contractor].into_iter().filter(|o| o.side == role.side())
            {
                persons.push(person(&ctx, role, at).await);
            }
        }
        Self { provider, valmont, rochebrune, contractor, persons }
    }

    /// Who holds `role`; for a beneficiary's role, at Valmont.
    pub fn person(&self, role: Role) -> &Person {
        let home = match role.side() {
            kernel::Side::Provider => &self.provider,
            kernel::Side::Beneficiary => &self.valmont,
            kernel::Side::Contractor => &self.contractor,
        };
        self.person_at(role, &home.id)
    }

    /// Who holds `role` at an organisation; fails when nobody does.
    pub fn person_at(&self, role: Role, organisation: &OrganisationId) -> &Person {
        self.persons.iter().find(|p| p.roles == [role] && p.organisation == *organisation).unwrap()
    }

    /// Everybody.
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// Work of the person who holds `role` (at Valmont for a beneficiary's role).
    pub fn ctx(&self, app: &TestApp, role: Role) -> Ctx {
        app.ctx(self.person(role).actor())
    }
}

impl TestApp {
    /// A browser in which `person` has signed in.
    pub async fn client_of(&self, person: &Person) -> Client {
        let mut tx = self.platform.db.begin(&Scope::All).await.unwrap();
        let origin = opening::Origin::default();
        let opened = opening::open(&mut tx, &self.system(), &person.id, &origin).await.unwrap();
        tx.commit().await.unwrap();
        let cookie = sessions::cookie_name(&self.platform.settings);
        self.visitor().with_session(cookie, &opened.secret, &opened.csrf)
    }
}

async fn organisation(ctx: &Ctx, side: &str, code: &str, name: &str, siret: &str) -> Organisation {
    let form = OrganisationForm {
        side: side.into(),
        code: code.into(),
        name: name.into(),
        siret: siret.into(),
        street: "1 place des Platanes".into(),
        postal_code: "64999".into(),
        city: name.rsplit(' ').next().unwrap_or_default().into(),
        electronic_address: siret.into(),
        ..OrganisationForm::default()
    };
    organisations::actions::create(ctx, &form).await.unwrap()
}

async fn person(ctx: &Ctx, role: Role, at: &Organisation) -> Person {
    let role_name = serde_json::json!(role).as_str().unwrap_or_default().replace('_', "-");
    let code = at.code.to_lowercase();
    let form = PersonForm {
        organisation: at.id.as_str().into(),
        name: format!("{} {}", given_name(role), at.code),
        email: format!("{role_name}@{code}.example"),
        function_title: role_name,
        roles: vec![role],
        ..PersonForm::default()
    };
    persons::actions::create(ctx, &form).await.unwrap()
}

fn given_name(role: Role) -> &'static str {
    match role {
        Role::Administrator => "Ada",
        Role::Director => "Diane",
        Role::Technician => "Théo",
        Role::FinanceOfficer => "Fanny",
        Role::Security => "Samir",
        Role::Requester => "Rose",
        Role::Officer => "Odile",
        Role::ElectedOfficial => "Édouard",
        Role::DataProtectionOfficer => "Denis",
        Role::BeneficiaryFinance => "Basile",
        Role::Contractor => "Côme",
    }
}
