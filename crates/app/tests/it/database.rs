//! The database layer means the same on both engines.

use kernel::Scope;
use platform::db::{migrate, query, schema};
use testkit::{TestApp, both};

#[tokio::test]
async fn values_come_back_as_they_were_stored() {
    both(async |app: TestApp| {
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let now = app.platform.clock.now();
        let insert = query("insert into organisation (id, side, code, name, name_folded, created_at) values ($1, 'provider', $2, $3, $4, $5)");
        tx.execute(insert.bind("o1").bind("CAPBP").bind("L’été").bind("l ete").bind(now)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let at: jiff::Timestamp = tx.value(query("select created_at as value from organisation where needs_service_code = $1").bind(false)).await.unwrap();
        assert_eq!(at, now);
    })
    .await;
}

#[tokio::test]
async fn reading_transactions_refuse_to_write() {
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        assert!(tx.execute(query("delete from counter")).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let before = schema::read(&mut tx).await.unwrap();
        drop(tx);
        if app.platform.db.engine() == platform::db::Engine::Sqlite {
            assert_eq!(
                migrate::run(&app.platform.db, app.platform.clock.now()).await.unwrap(),
                Vec::<String>::new()
            );
        }
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        assert_eq!(schema::read(&mut tx).await.unwrap(), before);
        assert!(before.iter().any(|t| t.name == "organisation" && t.is_scoped()));
    })
    .await;
}
