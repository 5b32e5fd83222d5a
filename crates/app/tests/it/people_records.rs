//! Organisations, persons and roles: actions, scope, versions and their audit entries.

use kernel::{Scope, id::OrganisationId};
use people::{
    Role,
    organisations::{self, OrganisationForm},
    persons::{self, PersonForm},
};
use platform::{Error, db::query};
use testkit::{TestApp, World, both};

fn fields(result: Result<impl std::fmt::Debug, Error>) -> Vec<String> {
    match result {
        Err(Error::Invalid(problems)) => problems.0.into_iter().map(|p| p.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_beneficiary_sees_itself_only() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Officer);
        let mut tx = ctx.read().await.unwrap();
        let seen = organisations::store::list(&mut tx).await.unwrap();
        assert_eq!(seen, std::slice::from_ref(&world.valmont));
        assert_eq!(organisations::store::find(&mut tx, &world.rochebrune.id).await.unwrap(), None);
        let persons = persons::store::list(&mut tx, None, ("", ""), 100).await.unwrap();
        assert_eq!(persons.len(), 5);
        assert!(persons.iter().all(|p| p.beneficiary.as_ref() == Some(&world.valmont.id)));
        let stranger = world.person_at(Role::Officer, &world.rochebrune.id);
        assert_eq!(persons::store::find(&mut tx, &stranger.id).await.unwrap(), None);
        drop(tx);
        let form = PersonForm::of(stranger);
        assert!(matches!(persons::actions::change(&ctx, &stranger.id, &form).await, Err(Error::NotFound)));
        assert!(matches!(persons::actions::disable(&ctx, &stranger.id).await, Err(Error::NotFound)));
        let there = PersonForm { organisation: world.rochebrune.id.as_str().into(), ..form };
        assert_eq!(fields(persons::actions::create(&ctx, &there).await), ["organisation"]);
    })
    .await;
}

#[tokio::test]
async fn row_security_holds_without_the_filters_of_the_program() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        if app.platform.db.engine() == platform::db::Engine::Sqlite {
            return; // SQLite has one wall: the `{scope}` of each statement, held by the catalogue test.
        }
        let mut tx = app.platform.db.begin(&Scope::One(world.valmont.id.clone())).await.unwrap();
        for table in ["organisation", "person", "audit_entry", "audit_head"] {
            let foreign =
                query("select count(*) as value from ").push(table).push(" where beneficiary_id <> $1");
            assert_eq!(tx.value::<i64>(foreign.bind(&world.valmont.id)).await.unwrap(), 0, "{table}");
            let own = query("select count(*) as value from ").push(table).push(" where beneficiary_id = $1");
            assert!(tx.value::<i64>(own.bind(&world.valmont.id)).await.unwrap() > 0, "{table}");
        }
        let log = query("select count(*) as value from audit_entry where beneficiary_id is null");
        assert_eq!(tx.value::<i64>(log).await.unwrap(), 0, "the provider's log is the provider's");
        let steal =
            query("update person set name = 'x' where beneficiary_id = $1").bind(&world.rochebrune.id);
        assert_eq!(tx.execute(steal).await.unwrap(), 0);
        let plant = query("update person set beneficiary_id = $1").bind(&world.rochebrune.id);
        assert!(tx.execute(plant).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_changes_is_told() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Administrator);
        let form = OrganisationForm::of(&world.valmont);
        let first = OrganisationForm { city: "Valmont-le-Haut".into(), ..form.clone() };
        let changed = organisations::actions::change(&ctx, &world.valmont.id, &first).await.unwrap();
        assert_eq!((changed.version, changed.address.city.as_str()), (2, "Valmont-le-Haut"));
        let late = organisations::actions::change(&ctx, &world.valmont.id, &form).await;
        assert!(matches!(late, Err(Error::Stale(2))), "{late:?}");
        let taken = OrganisationForm { code: "roc".into(), version: 2, ..form };
        assert_eq!(fields(organisations::actions::change(&ctx, &world.valmont.id, &taken).await), ["code"]);
    })
    .await;
}

#[tokio::test]
async fn roles_stay_on_their_side_and_nobody_raises_themselves() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Administrator);
        for (who, role) in [
            (Role::Technician, Role::Officer),
            (Role::Requester, Role::Administrator),
            (Role::Contractor, Role::Technician),
        ] {
            let person = world.person(who);
            let form = PersonForm { roles: vec![role], ..PersonForm::of(person) };
            assert_eq!(fields(persons::actions::change(&ctx, &person.id, &form).await), ["roles"], "{who:?}");
        }
        let myself = world.person(Role::Officer);
        let form =
            PersonForm { roles: vec![Role::Officer, Role::BeneficiaryFinance], ..PersonForm::of(myself) };
        let officer = world.ctx(&app, Role::Officer);
        assert_eq!(fields(persons::actions::change(&officer, &myself.id, &form).await), ["roles"]);
        let technician = world.ctx(&app, Role::Technician);
        assert!(matches!(
            persons::actions::change(&technician, &myself.id, &form).await,
            Err(Error::Forbidden(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn one_address_signs_one_person_in() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Administrator);
        let form = PersonForm {
            organisation: OrganisationId::from(&*world.valmont.id.to_string()).into(),
            email: world.person(Role::Officer).email.to_uppercase(),
            ..PersonForm::of(world.person(Role::Requester))
        };
        assert_eq!(fields(persons::actions::create(&ctx, &form).await), ["email"]);
    })
    .await;
}
