//! The life of an agreement on both engines: drafts until they are signed in `drafts`, contracts, certificates and disputes beside it in
//! `beside`.

mod beside;
mod drafts;

use agreements::versions;
use jiff::civil::date;
use kernel::{Scope, id::BeneficiaryId};
use people::Role;
use platform::db::query;
use testkit::{Client, TestApp, World};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

/// A world in which Valmont has the reference agreement, its name in place of the other's, and Rochebrune none.
struct Life {
    app: TestApp,
    world: World,
}

impl Life {
    async fn new(app: TestApp) -> Self {
        let world = World::new(&app).await;
        let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
        versions::import(&app.system(), &world.valmont.id, &text, date(2022, 1, 1)).await.unwrap();
        Self { app, world }
    }

    fn valmont(&self) -> &BeneficiaryId {
        &self.world.valmont.id
    }

    async fn client(&self, role: Role) -> Client {
        self.app.client_of(self.world.person(role)).await
    }

    /// Somebody of the other beneficiary.
    async fn stranger(&self) -> Client {
        self.app.client_of(self.world.person_at(Role::Officer, &self.world.rochebrune.id)).await
    }

    /// The database itself refuses these statements about a beneficiary.
    async fn refused(&self, beneficiary: &BeneficiaryId, statements: &[&'static str]) {
        for sql in statements.iter().copied() {
            let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
            assert!(tx.execute(query(sql).bind(beneficiary)).await.is_err(), "{sql}");
        }
    }
}
