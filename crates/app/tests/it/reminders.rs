//! Reminding requesters: after working days, twice, and never once they have answered.

use super::desk_tickets::ticket_of;
use desk::{
    outbox::MailKind,
    tickets::{Transition, actions},
};
use jiff::SignedDuration;
use kernel::Scope;
use people::Role;
use platform::db::query;
use testkit::{TestApp, World, both};

async fn reminders(app: &TestApp) -> i64 {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let select = query("select count(*) as value from outbox where kind = $1");
    tx.value(select.bind(MailKind::Reminder.as_str())).await.unwrap()
}

/// The days go by, each with its morning.
async fn days(app: &TestApp, count: usize) {
    for _ in 0..count {
        app.platform.clock.advance(SignedDuration::from_hours(24));
        app.run_jobs().await;
    }
}

#[tokio::test]
async fn a_requester_who_does_not_answer_is_reminded_twice_and_no_more() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        app.run_jobs().await;
        let key = ticket_of(&app, rose, "Panne").await;
        let agent = app.ctx(theo.actor());
        let version =
            actions::move_state(&agent, &key, 1, Transition::WaitRequester, "Quel bureau ?").await.unwrap();
        app.run_jobs().await;
        assert_eq!(reminders(&app).await, 0, "not on the same day");
        days(&app, 7).await;
        assert_eq!(reminders(&app).await, 1, "three working days are within a week, six are not");
        days(&app, 30).await;
        assert_eq!(reminders(&app).await, 2, "twice is enough");
        let version = actions::move_state(&agent, &key, version, Transition::Resume, "").await.unwrap();
        days(&app, 14).await;
        assert_eq!(reminders(&app).await, 2, "nobody waits any more");
        actions::move_state(&agent, &key, version, Transition::WaitRequester, "Et l’étage ?").await.unwrap();
        days(&app, 7).await;
        assert_eq!(reminders(&app).await, 3, "another question");
    })
    .await;
}
