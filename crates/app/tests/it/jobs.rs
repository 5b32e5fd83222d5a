//! Background work: put down with what makes it needed, done once, tried again, given up, shown; and the audit log
//! followed as the stream of events.

use jiff::SignedDuration;
use kernel::Scope;
use people::{
    Entry, Role,
    audit::feed::{Follower, follow},
    record,
};
use platform::{
    Ctx, Error,
    jobs::{self, Every, Jobs, NewJob, enqueue},
};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use testkit::{TestApp, World, both};

/// Work that counts how often it was done, and fails as long as it is told to.
fn counting(done: &Arc<AtomicUsize>, failing: &Arc<AtomicUsize>) -> Jobs {
    let (done, failing) = (done.clone(), failing.clone());
    Jobs::new().on("test.count", move |_, _| {
        let (done, failing) = (done.clone(), failing.clone());
        async move {
            if failing.load(Ordering::SeqCst) > 0 {
                failing.fetch_sub(1, Ordering::SeqCst);
                return Err(Error::Internal("the other side is away".to_owned()));
            }
            done.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    })
}

async fn put_down(ctx: &Ctx, job: NewJob, commit: bool) {
    let mut tx = ctx.begin().await.unwrap();
    enqueue(&mut tx, ctx, job).await.unwrap();
    if commit {
        tx.commit().await.unwrap();
    }
}

fn counted() -> NewJob {
    NewJob::new("test.count", json!({"n": 1}))
}

#[tokio::test]
async fn work_is_done_once_and_only_for_what_was_committed() {
    both(async |app: TestApp| {
        let (done, failing) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (kinds, ctx) = (counting(&done, &failing), app.system());
        put_down(&ctx, counted(), false).await;
        put_down(&ctx, counted().once("one"), true).await;
        put_down(&ctx, counted().once("one"), true).await;
        put_down(&ctx, counted().at(ctx.now() + SignedDuration::from_hours(1)), true).await;
        jobs::run_due(&app.platform, &kinds).await.unwrap();
        jobs::run_due(&app.platform, &kinds).await.unwrap();
        assert_eq!(done.load(Ordering::SeqCst), 1);
        app.platform.clock.advance(SignedDuration::from_hours(1));
        jobs::run_due(&app.platform, &kinds).await.unwrap();
        assert_eq!(done.load(Ordering::SeqCst), 2);
    })
    .await;
}

#[tokio::test]
async fn failing_work_waits_longer_each_time_then_waits_for_somebody() {
    both(async |app: TestApp| {
        let (done, failing) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(100)));
        let (kinds, world) = (counting(&done, &failing), World::new(&app).await);
        put_down(&app.system(), counted(), true).await;
        let mut attempts = 0;
        for _ in 0..60 {
            let outcome = jobs::run_due(&app.platform, &kinds).await.unwrap();
            attempts += outcome.iter().filter(|(kind, _)| kind == "test.count").count();
            app.platform.clock.advance(SignedDuration::from_hours(4));
        }
        assert_eq!(attempts, 16);
        let mut administrator = app.client_of(world.person(Role::Administrator)).await;
        let page = administrator.get("/jobs?state=dead").await;
        assert!(page.text().contains("the other side is away"), "{}", page.text());
        let listed = administrator.get("/api/v1/jobs?state=dead").await.json();
        let id = listed["jobs"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(listed["dead"], 1);
        failing.store(0, Ordering::SeqCst);
        administrator.post(&format!("/jobs/{id}/retry"), &[]).await;
        jobs::run_due(&app.platform, &kinds).await.unwrap();
        assert_eq!(done.load(Ordering::SeqCst), 1);
        assert_eq!(administrator.get("/api/v1/jobs?state=dead").await.json()["dead"], 0);
        let again = administrator.post(&format!("/jobs/{id}/retry"), &[]).await;
        assert_eq!(again.status, 404, "what is done cannot be tried again");
    })
    .await;
}

#[tokio::test]
async fn a_panic_or_a_refusal_ends_one_piece_of_work_only() {
    both(async |app: TestApp| {
        let kinds = Jobs::new()
            .on("test.panic", |_, _| async { panic!("a bug") })
            .on("test.refuse", |_, _| async { Err(Error::refused("desk-error-choice")) });
        let ctx = app.system();
        for kind in ["test.panic", "test.refuse", "test.unknown"] {
            put_down(&ctx, NewJob::new(kind, json!({})), true).await;
        }
        let outcome = jobs::run_due(&app.platform, &kinds).await.unwrap();
        assert!(outcome.len() == 3 && outcome.iter().all(|(_, error)| error.is_some()), "{outcome:?}");
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        assert_eq!(jobs::dead(&mut tx).await.unwrap(), 1, "only the refusal is final");
    })
    .await;
}

#[tokio::test]
async fn work_of_a_worker_that_died_is_taken_again() {
    both(async |app: TestApp| {
        let (done, failing) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let kinds = counting(&done, &failing);
        put_down(&app.system(), counted(), true).await;
        // As a worker leaves it that was killed right after taking it.
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let lease = app.platform.clock.now() + SignedDuration::from_mins(10);
        let taken = platform::db::query("update job set run_at = $1, attempts = 1").bind(lease);
        tx.execute(taken).await.unwrap();
        tx.commit().await.unwrap();
        jobs::run_due(&app.platform, &kinds).await.unwrap();
        assert_eq!(done.load(Ordering::SeqCst), 0, "it is still held");
        app.platform.clock.advance(SignedDuration::from_mins(10));
        jobs::run_due(&app.platform, &kinds).await.unwrap();
        assert_eq!(done.load(Ordering::SeqCst), 1);
    })
    .await;
}

#[tokio::test]
async fn recurring_work_comes_back_and_never_dies() {
    both(async |app: TestApp| {
        let done = Arc::new(AtomicUsize::new(0));
        let counter = done.clone();
        let kinds = Jobs::new().every("test.daily", Every::DayAt(6, 0), move |_| {
            let n = counter.fetch_add(1, Ordering::SeqCst);
            async move { if n == 1 { Err(Error::NotFound) } else { Ok(()) } }
        });
        for day in 1..=4 {
            jobs::run_due(&app.platform, &kinds).await.unwrap();
            jobs::run_due(&app.platform, &kinds).await.unwrap();
            assert_eq!(done.load(Ordering::SeqCst), day);
            app.platform.clock.advance(SignedDuration::from_hours(24));
        }
    })
    .await;
}

#[tokio::test]
async fn only_who_looks_after_the_instance_sees_its_work() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        put_down(&app.ctx(world.person(Role::Officer).actor()), counted(), true).await;
        let of_officer = app.ctx(world.person_at(Role::Officer, &world.rochebrune.id).actor());
        let mut tx = of_officer.read().await.unwrap();
        assert_eq!(jobs::waiting(&mut tx, of_officer.now()).await.unwrap(), 0, "another beneficiary's");
        assert_eq!(app.client_of(world.person(Role::Technician)).await.get("/jobs").await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn the_log_is_followed_once_and_in_order() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = app.system();
        let note = async |n: i64| {
            let mut tx = ctx.begin().await.unwrap();
            let entry = Entry::new("test.note", Some(&world.valmont.id), "test", n.to_string());
            record(&mut tx, &ctx, entry).await.unwrap();
            tx.commit().await.unwrap();
        };
        let late = Follower::from_now("test-late");
        let early = Follower::from_the_beginning("test-early");
        assert_eq!(follow(&ctx, &late, 2, async |_, _| Ok(())).await.unwrap(), 0);
        for n in 1..=5 {
            note(n).await;
        }
        let mut seen = vec![];
        // A batch that fails is handed again whole.
        let failed = follow(&ctx, &late, 2, async |_, _| Err(Error::NotFound)).await;
        assert!(failed.is_err());
        let handed = follow(&ctx, &late, 2, async |_, entry| {
            seen.push(entry.object_id.clone());
            Ok(())
        });
        assert_eq!(handed.await.unwrap(), 5);
        assert_eq!(seen, ["1", "2", "3", "4", "5"]);
        assert_eq!(follow(&ctx, &late, 2, async |_, _| Ok(())).await.unwrap(), 0);
        let all = follow(&ctx, &early, 100, async |_, _| Ok(())).await.unwrap();
        assert_eq!(i64::try_from(all).unwrap(), app.count("audit_entry").await);
    })
    .await;
}

#[tokio::test]
async fn the_june_proposal_is_made_by_itself() {
    both(async |app: TestApp| {
        let kinds: Vec<_> =
            app::jobs::all().kinds().filter(|(kind, _)| *kind == "revisions.propose").collect();
        assert_eq!(kinds, [("revisions.propose", Some(Every::DayAt(6, 0)))]);
        app.run_jobs().await;
    })
    .await;
}
