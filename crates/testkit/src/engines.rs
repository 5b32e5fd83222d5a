//! One application per test and engine, on an empty migrated database of its own.

use crate::Client;
use jiff::Timestamp;
use kernel::{Actor, Scope};
use platform::{
    Clock, Ctx, Files, Ids, Platform, Secrets, Settings,
    db::{Db, migrate, query},
};
use std::sync::Arc;
use tempfile::TempDir;

/// A running application with its own database, a fixed clock and seeded identifiers.
pub struct TestApp {
    /// The means of the instance; the clock is fixed and moves by `platform.clock.advance`.
    pub platform: Platform,
    router: axum::Router,
    _folder: TempDir,
}

/// Runs a test on SQLite, then on PostgreSQL when a server is given.
pub async fn both(test: impl AsyncFn(TestApp)) {
    // Boxed: a long test is a large future.
    Box::pin(test(TestApp::sqlite().await)).await;
    match (variable("SOCLE_TEST_POSTGRES_OWNER"), variable("SOCLE_TEST_POSTGRES_APP")) {
        (Some(owner), Some(application)) => {
            Box::pin(test(TestApp::postgres(&owner, &application).await)).await;
        }
        _ => assert!(
            variable("SOCLE_TEST_BOTH").is_none(),
            "the PostgreSQL half did not run: no server was given"
        ),
    }
}

impl TestApp {
    /// On a SQLite file of its own.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("socle.db").display());
        let db = Db::connect(&url).await.unwrap();
        migrate::run(&db, start()).await.unwrap();
        Self::on(db, folder)
    }

    /// In a PostgreSQL schema of its own, owned by one role and used by another.
    pub async fn postgres(owner: &str, application: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let schema = format!(
            "t_{}",
            folder.path().file_name().unwrap().to_string_lossy().replace(['.', '-'], "").to_lowercase()
        );
        let admin = Db::connect(owner).await.unwrap();
        platform::db::migrate::create_schema(&admin, &schema).await.unwrap();
        admin.close().await;
        let within = |url: &str| format!("{url}?options[search_path]={schema}");
        let owned = Db::connect(&within(owner)).await.unwrap();
        migrate::run(&owned, start()).await.unwrap();
        migrate::grant(&owned, &migrate::role_of(application)).await.unwrap();
        owned.close().await;
        Self::on(Db::connect(&within(application)).await.unwrap(), folder)
    }

    fn on(db: Db, folder: TempDir) -> Self {
        let platform = Platform {
            db,
            clock: Clock::fixed(start()),
            ids: Ids::seeded(1),
            files: Files::new(folder.path().join("files")),
            secrets: Secrets::of_bytes([7; 32]),
            documents: documents::renderer(),
            settings: Arc::new(Settings {
                authority: "Communauté d’essai".to_owned(),
                ..Settings::default()
            }),
            live: platform::live::Hub::default(),
            pace: platform::pace::Pace::default(),
            appearance: platform::appearance::Presented::default(),
            navigation: Arc::new(app::routes::navigation()),
            pages: Arc::new(app::routes::pages()),
            slots: Arc::new(desk::slots()),
        };
        Self { router: app::server::router(platform.clone()), platform, _folder: folder }
    }

    /// The same instance with other settings.
    #[must_use]
    pub fn with_settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.platform.settings));
        self.router = app::server::router(self.platform.clone());
        self
    }

    /// The same instance with every filter of the statements switched off: on PostgreSQL row-level security
    /// stands alone.
    #[must_use]
    pub fn without_filters(mut self) -> Self {
        self.platform.db = self.platform.db.without_filters();
        self.router = app::server::router(self.platform.clone());
        self
    }

    /// Work of the system itself.
    pub fn system(&self) -> Ctx {
        Ctx::system(self.platform.clone(), "test")
    }

    /// Work of an actor.
    pub fn ctx(&self, actor: Actor) -> Ctx {
        Ctx::of(self.platform.clone(), actor)
    }

    /// Does the background work that is due, and what it makes due; fails when some of it fails.
    pub async fn run_jobs(&self) {
        let done = self.try_jobs().await;
        let failed: Vec<_> = done.iter().filter(|(_, error)| error.is_some()).collect();
        assert!(failed.is_empty(), "work failed: {failed:?}");
    }

    /// Does the background work that is due: each kind done, with why it failed if it did.
    pub async fn try_jobs(&self) -> Vec<(String, Option<String>)> {
        platform::jobs::run_due(&self.platform, &app::jobs::all()).await.unwrap()
    }

    /// A browser nobody has signed in with.
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Number of rows of a table over all beneficiaries.
    pub async fn count(&self, table: &'static str) -> i64 {
        let mut tx = self.platform.db.read(&Scope::All).await.unwrap();
        tx.value(query("select count(*) as value from ").push(table)).await.unwrap()
    }
}

/// Every test starts on this working Wednesday at 10:00 in Paris.
fn start() -> Timestamp {
    "2026-03-11T09:00:00Z".parse().unwrap()
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the script where the server is")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
