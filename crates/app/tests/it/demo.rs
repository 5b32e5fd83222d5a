//! The demonstration: its plan repeats and is in order; played on both engines it gives the same rows; a whole
//! instance moves from one engine to the other without loss.

use app::demo::{
    outputs, personas,
    plan::{Deed, Plan, tickets::Step},
    play::play,
    resume,
};
use desk::tickets::{Channel, TicketKey, Transition, actions};
use jiff::SignedDuration;
use kernel::{Actor, Scope, Zone};
use people::sessions::{links, opening::Origin};
use platform::{
    Ctx, Platform, Settings,
    db::{query, transfer},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use testkit::{TestApp, both};

const SEED: u64 = 2026;

#[test]
fn the_plan_repeats_with_its_seed() {
    let plan = Plan::new(SEED, 100).unwrap();
    assert_eq!(plan, Plan::new(SEED, 100).unwrap());
    assert_ne!(plan.tickets, Plan::new(SEED + 1, 100).unwrap().tickets);
}

#[test]
fn the_plan_is_in_order_and_ends_at_its_present() {
    let plan = Plan::new(SEED, 100).unwrap();
    assert!(plan.events.is_sorted_by_key(|event| event.at));
    assert!(plan.events.last().unwrap().at < plan.present);
    for ticket in &plan.tickets {
        assert_eq!(ticket.steps[0].1, Step::Open);
        assert!(ticket.steps.is_sorted_by(|a, b| a.0 < b.0), "{}: {:#?}", ticket.title, ticket.steps);
        let texts = [&ticket.title, &ticket.description];
        assert!(texts.iter().all(|text| !text.contains(['{', '}'])), "{ticket:#?}");
        assert!(
            ticket.steps.len() >= 2 || ticket.steps[0].0 > plan.present - SignedDuration::from_hours(24 * 8)
        );
    }
}

#[test]
fn the_plan_looks_like_three_years_of_work() {
    let plan = Plan::new(SEED, 100).unwrap();
    let of = |place: usize| plan.tickets.iter().filter(|ticket| ticket.beneficiary == place).count();
    assert!((1150..1250).contains(&of(1)) && (450..550).contains(&of(2)), "{} {}", of(1), of(2));
    let steps = |test: &dyn Fn(&Step) -> bool| {
        plan.tickets.iter().filter(|t| t.steps.iter().any(|(_, step)| test(step))).count()
    };
    let moved =
        |transition| steps(&|step| matches!(step, Step::Say { then: Some(then), .. } if *then == transition));
    assert!(moved(Transition::WaitRequester) > 150);
    assert!(moved(Transition::WaitVendor) > 20);
    assert!(moved(Transition::Reopen) > 20);
    assert!(steps(&|step| matches!(step, Step::Note { .. })) > 200);
    for channel in Channel::ALL.iter().filter(|channel| **channel != Channel::Api) {
        assert!(plan.tickets.iter().any(|ticket| ticket.channel == *channel), "{channel:?}");
    }
    let at_night = plan.tickets.iter().filter(|ticket| {
        let hour = ticket.steps[0].0.to_zoned(Zone::Metropole.time_zone()).hour();
        !(7..19).contains(&hour)
    });
    assert!(at_night.count() > 20);
    let deeds = plan.events.iter().filter(|event| matches!(event.deed, Deed::Ticket { .. })).count();
    assert!((6000..9500).contains(&deeds), "{deeds} steps");
}

/// Everything a database holds, as text.
async fn exported(app: &TestApp) -> Vec<u8> {
    let mut bytes = vec![];
    transfer::export(&app.platform.db, &mut bytes, &mut |_, _| {}).await.unwrap();
    bytes
}

/// A small demonstration: few tickets, everything else whole.
async fn played(app: &TestApp) -> Plan {
    let plan = Plan::new(SEED, 2).unwrap();
    play(&app.platform, &plan, &mut |_, _| {}).await.unwrap();
    plan
}

async fn rows(app: &TestApp) -> BTreeMap<String, i64> {
    transfer::counts(&app.platform.db).await.unwrap().into_iter().collect()
}

#[tokio::test]
async fn a_played_plan_gives_the_same_rows_and_files_on_both_engines() {
    let first = Mutex::new(None);
    both(async |app: TestApp| {
        let plan = played(&app).await;
        let rows = rows(&app).await;
        assert_eq!(rows["organisation"], 5);
        assert_eq!(rows["person"], i64::try_from(plan.cast.persons.len()).unwrap());
        assert_eq!(rows["site"], i64::try_from(plan.cast.sites.len()).unwrap());
        let free = rows["ticket"] - rows["service_request"];
        let by_themselves = rows["monitoring_incident"] + rows["chat"];
        assert_eq!(
            free,
            i64::try_from(plan.tickets.len()).unwrap() + 8 + 3 + by_themselves,
            "a duplicate, three by mail, four of the tool used before, three at the counter, those of monitoring and chats"
        );
        assert!(rows["service_request"] > 40 && rows["announcement"] >= 4, "{rows:?}");
        let morning = [
            "team",
            "checklist",
            "ticket_task",
            "ticket_time",
            "ticket_pause",
            "ticket_warning",
            "ticket_merge",
        ];
        let beside =
            ["major_incident", "canned_answer", "recurring_ticket", "ticket_visit", "ticket_wake_up"];
        assert_eq!((rows["change"], rows["change_template"], rows["freeze_period"]), (12, 1, 2));
        assert!(rows["maintenance_notice"] > 8, "{rows:?}");
        assert!(rows["outage"] > 60 && rows["blind_time"] == 3 && rows["connection"] > 20, "{rows:?}");
        assert_eq!((rows["network_equipment"], rows["cabling"]), (8, 3));
        assert_eq!((rows["probe"], rows["probe_result"]), (4, 192), "a day of looks, half an hour apart");
        assert_eq!((rows["problem"], rows["problem_change"]), (3, 1));
        assert_eq!((rows["application"], rows["environment_exception"], rows["process_run"]), (2, 2, 5));
        assert_eq!((rows["act"], rows["equipment_request"]), (4, 10), "one in each state but given up");
        assert!(rows["known_error"] >= 2 && rows["problem_incident"] >= 3, "{rows:?}");
        for table in morning.iter().chain(&beside) {
            assert!(rows[*table] > 0, "{table}");
        }
        assert_eq!((rows["incoming_mail"], rows["ticket_mail"]), (6, 3), "two wait, one was ignored");
        assert!(rows["notification"] > 20 && rows["outbox"] > 5 && rows["satisfaction"] > 0, "{rows:?}");
        assert_eq!(rows["agreement_version"], 5, "one of them by a signed draft");
        assert_eq!((rows["census"], rows["price_revision"], rows["invoice"]), (9, 7, 12));
        let costs = ["supplier_invoice", "cost_year", "saving_proposal", "initial_price", "price_simulation"];
        assert_eq!(costs.map(|table| rows[table]), [1, 3, 1, 1, 1], "a saving was carried to the price");
        assert_eq!((rows["unit_count"], rows["charge_objection"], rows["billing_run"]), (1, 1, 2));
        assert_eq!(rows["invoice_file"], 30, "ten issued documents of three files");
        let folder = tempfile::tempdir().unwrap();
        let names = outputs::write(&app.platform, &plan.cast, folder.path()).await.unwrap();
        assert_eq!(names.len(), 30 + 8);
        let files: Vec<Vec<u8>> =
            names.iter().map(|name| std::fs::read(folder.path().join(name)).unwrap()).collect();
        let made = (names, files, exported(&app).await);
        let mut first = first.lock().unwrap();
        match &*first {
            None => *first = Some(made),
            Some(first) => {
                let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
                let differing = lines(&first.2).into_iter().zip(lines(&made.2)).find(|(one, other)| one != other);
                assert_eq!(differing, None, "the engines differ");
                assert!(*first == made, "the engines differ");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes_and_opens_alive() {
    let (one, other) = (TestApp::sqlite().await, TestApp::sqlite().await);
    let plan = played(&one).await;
    played(&other).await;
    assert!(exported(&one).await == exported(&other).await);
    clocks_run(&one, &plan).await;
    every_persona_signs_in(&one, &plan).await;
}

#[tokio::test]
async fn a_whole_instance_moves_to_the_other_engine_and_back() {
    let source = TestApp::sqlite().await;
    played(&source).await;
    let original = exported(&source).await;
    both(async |target: TestApp| {
        transfer::import(&target.platform.db, &mut original.as_slice(), &mut |_, _| {}).await.unwrap();
        let copy = exported(&target).await;
        assert!(copy == original, "the copy differs");
        let back = TestApp::sqlite().await;
        transfer::import(&back.platform.db, &mut copy.as_slice(), &mut |_, _| {}).await.unwrap();
        assert!(exported(&back).await == original, "the way back differs");
        assert_eq!(rows(&back).await, rows(&source).await);
    })
    .await;
}

/// By its link, again and again, and only here.
async fn every_persona_signs_in(app: &TestApp, plan: &Plan) {
    let personas = personas::invite(&app.platform, &plan.cast).await.unwrap();
    assert_eq!(personas.len(), plan.cast.persons.iter().filter(|person| person.persona).count());
    let settings = Settings { demonstration: true, ..(*app.platform.settings).clone() };
    let demonstration = Platform { settings: Arc::new(settings), ..app.platform.clone() };
    let ctx = Ctx::of(demonstration, Actor::visitor());
    let listing = personas::listing(&personas);
    for persona in &personas {
        assert!(listing.contains(&persona.name) && listing.contains(&persona.role), "{listing}");
        assert!(!persona.role.is_empty() && !persona.role.contains("people-role"), "{}", persona.role);
        let secret = persona.link.rsplit('/').next().unwrap();
        for _ in 0..2 {
            links::consume(&ctx, secret, "", &Origin::default()).await.unwrap();
        }
        let elsewhere = app.ctx(Actor::visitor());
        let refused = links::consume(&elsewhere, secret, "", &Origin::default()).await;
        assert!(refused.is_err(), "a link of the demonstration is dead on any other instance");
    }
}

/// The morning it opens on: promises about to fall due, one or more just broken, every state to be seen.
async fn clocks_run(app: &TestApp, plan: &Plan) {
    let now = app.platform.clock.now();
    assert_eq!(now, plan.present);
    // A deed of several steps ends after it began.
    let (last, told) = (plan.events.last().unwrap().at, resume::last_deed(&app.platform.db).await.unwrap());
    assert!(told.is_some_and(|told| last <= told && told <= now), "the clock may go on from {told:?}");
    let mut due = vec![];
    for (beneficiary, id) in open_tickets(app).await {
        let key = TicketKey { beneficiary: beneficiary.as_str().into(), id: id.as_str().into() };
        let ticket = actions::read(&app.system(), &key).await.unwrap().thread.ticket;
        due.extend(ticket.due.map(|(_, at)| at.duration_since(now)));
    }
    let hour = SignedDuration::from_hours(1);
    let soon = due.iter().filter(|left| left.is_positive() && **left <= hour).count();
    let broken = due.iter().filter(|left| left.is_negative() && left.abs() <= hour).count();
    assert!(soon >= 3 && broken >= 1, "{due:?}");
    for state in ["new", "in_progress", "waiting_requester", "waiting_vendor", "resolved", "closed"] {
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let count = query("select count(*) as value from ticket where state = $1").bind(state);
        assert!(tx.value::<i64>(count).await.unwrap() > 0, "no ticket is {state}");
    }
}

async fn open_tickets(app: &TestApp) -> Vec<(String, String)> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let mut found = vec![];
    tx.each(query("select beneficiary_id, id from ticket where is_open = $1").bind(true), |row| {
        found.push((row.get("beneficiary_id")?, row.get("id")?));
        Ok(())
    })
    .await
    .unwrap();
    found
}
