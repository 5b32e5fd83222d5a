//! Tickets through their actions: life, clocks, scope, double submits, concurrent edits, audit.

use agreements::document::AgreementDocument;
use desk::tickets::{
    Channel, ClockKind, Impact, Kind, State, TicketKey, Transition, Urgency,
    actions::{self, Draft, Incoming, Say},
    rules::clocks::{self, Facts, Standing},
    store::{self, Filter, Reader},
};
use jiff::{SignedDuration, Timestamp};
use kernel::{Scope, id::BeneficiaryId};
use people::{Person, Role};
use platform::{Ctx, Error, db::query, web::UploadedFile};
use testkit::{TestApp, World, both};

pub(crate) fn incoming(person: &Person, description: &str) -> Incoming {
    let draft = Draft {
        beneficiary: person.beneficiary.clone().unwrap(),
        requester: Some(person.id.clone()),
        kind: Kind::Incident,
        is_administrative: false,
        title: String::new(),
        description: description.to_owned(),
        channel: Channel::Portal,
        site: None,
        impact: Impact::Low,
        urgency: Urgency::Medium,
    };
    Incoming { draft, files: vec![], idempotency_key: None }
}

pub(crate) async fn ticket_of(app: &TestApp, person: &Person, description: &str) -> TicketKey {
    actions::create(&app.ctx(person.actor()), incoming(person, description)).await.unwrap()
}

fn words(version: i64, body: &str) -> Say {
    Say {
        version,
        body: body.to_owned(),
        is_internal: false,
        then: None,
        files: vec![],
        idempotency_key: None,
    }
}

fn note(body: &str) -> Say {
    Say { is_internal: true, ..words(0, body) }
}

/// An agreement in force for the beneficiary, with targets of 1 h, 2 h and 10 h at every level.
async fn agree(app: &TestApp, beneficiary: &BeneficiaryId, code: &str) {
    const REAL: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
    let mut document: AgreementDocument = agreements::document::check(REAL).document.unwrap();
    for level in &mut document.priority.levels {
        (level.acknowledge_minutes, level.intervene_minutes, level.restore_minutes) =
            (Some(60), Some(120), Some(600));
    }
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    let insert = query(
        "insert into agreement_version (beneficiary_id, id, number, kind, reference, title, effective_from, \
         signature_year, source, source_digest, document, difference, imported_by_name, imported_at) \
         values ($1, $2, 1, 'agreement', $2, $2, $3, 2022, $4, $2, $5, $6, '', $7)",
    );
    let day: jiff::civil::Date = "2022-01-01".parse().unwrap();
    let insert = insert.bind(beneficiary).bind(code).bind(day).bind(code);
    let insert = insert.bind(serde_json::to_value(&document).unwrap()).bind(serde_json::json!([]));
    tx.execute(insert.bind(app.platform.clock.now())).await.unwrap();
    tx.commit().await.unwrap();
}

fn hours(app: &TestApp, n: i64) -> Timestamp {
    app.platform.clock.advance(SignedDuration::from_hours(n));
    app.platform.clock.now()
}

async fn thread(ctx: &Ctx, key: &TicketKey) -> actions::Reading {
    actions::read(ctx, key).await.unwrap()
}

#[tokio::test]
async fn a_ticket_lives_and_its_clocks_tell_the_same_on_both_sides() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        agree(&app, &world.valmont.id, "V-1").await;
        let (asker, agent) = (app.ctx(rose.actor()), app.ctx(theo.actor()));
        let received = app.platform.clock.now(); // Wednesday 10:00 in Paris
        let key = ticket_of(&app, rose, "Plus d’internet à l’accueil\nDepuis ce matin").await;
        let first = thread(&asker, &key).await.thread.ticket;
        assert_eq!(
            (first.reference.as_str(), first.title.as_str()),
            ("VAL-1", "Plus d’internet à l’accueil")
        );
        assert_eq!(first.priority, "P3");
        assert_eq!(first.due, Some((ClockKind::Acknowledge, received + SignedDuration::from_hours(1))));

        hours(&app, 1); // 11:00
        let version = actions::take(&agent, &key, 1).await.unwrap();
        let version = actions::say(&agent, &key, words(version, "Nous regardons.")).await.unwrap();
        let ask = Say { then: Some(Transition::WaitRequester), ..words(version, "Quel poste ?") };
        let version = actions::say(&agent, &key, ask).await.unwrap();
        assert_eq!(thread(&agent, &key).await.thread.ticket.due, None, "nothing is due while waiting");
        hours(&app, 2); // 13:00
        let version = actions::say(&asker, &key, words(version, "Celui de l’accueil.")).await.unwrap();
        let reading = thread(&asker, &key).await;
        assert_eq!(reading.thread.ticket.state, State::InProgress, "the answer resumes the work");
        // 10 h from 10:00, two paused: 1 h spent, 5 h until 18:00, 4 h on Thursday.
        assert_eq!(
            reading.thread.ticket.due,
            Some((ClockKind::Restore, "2026-03-12T11:00:00Z".parse().unwrap()))
        );
        hours(&app, 1);
        actions::move_state(&agent, &key, version, Transition::Resolve, "Câble changé").await.unwrap();
        let (ours, theirs) = (thread(&agent, &key).await, thread(&asker, &key).await);
        let read = |r: &actions::Reading| clocks::read_all(&Facts::of(&r.thread), &r.terms, r.now).unwrap();
        assert_eq!(read(&ours), read(&theirs));
        let standings: Vec<_> = read(&ours).iter().map(|r| (r.kind, r.gross, r.net, r.standing)).collect();
        let kept = Standing::Met;
        assert_eq!(
            standings,
            [
                (ClockKind::Acknowledge, 3600, 3600, kept),
                (ClockKind::Intervene, 3600, 3600, kept),
                (ClockKind::Restore, 4 * 3600, 2 * 3600, kept),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn measures_give_the_raw_facts() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let agent = app.ctx(theo.actor());
        let received = app.platform.clock.now();
        let key = ticket_of(&app, rose, "Écran noir").await;
        ticket_of(&app, rose, "Autre chose").await;
        let at = hours(&app, 1);
        let version = actions::say(&agent, &key, words(1, "Bonjour")).await.unwrap();
        let version =
            actions::move_state(&agent, &key, version, Transition::WaitRequester, "Quand ?").await.unwrap();
        let resumed = hours(&app, 1);
        let version = actions::move_state(&agent, &key, version, Transition::Resume, "").await.unwrap();
        let done = hours(&app, 1);
        actions::move_state(&agent, &key, version, Transition::Resolve, "Fait").await.unwrap();
        let mut tx = agent.read().await.unwrap();
        let end = received + SignedDuration::from_hours(24);
        let facts = store::measures(&mut tx, &world.valmont.id, received, end).await.unwrap();
        assert_eq!(facts.iter().map(|m| m.number).collect::<Vec<_>>(), [1, 2]);
        let first = &facts[0];
        assert_eq!(first.first_answer_at, Some(at));
        assert_eq!(first.first_action_at, Some(at));
        assert_eq!(first.resolved_at, Some(done));
        assert_eq!(first.pauses, kernel::Intervals::between(at, resumed));
        assert_eq!((facts[1].first_answer_at, facts[1].resolved_at), (None, None));
        let none = store::measures(&mut tx, &world.rochebrune.id, received, end).await.unwrap();
        assert!(none.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_one_may_not_see_does_not_exist() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, odile) = (world.person(Role::Requester), world.person(Role::Officer));
        let key = ticket_of(&app, rose, "À Valmont seulement").await;
        let strangers = [
            world.person_at(Role::Officer, &world.rochebrune.id),
            world.person_at(Role::Requester, &world.rochebrune.id),
            world.person(Role::ElectedOfficial),
            world.person(Role::Contractor),
        ];
        for stranger in strangers {
            let ctx = app.ctx(stranger.actor());
            let name = &stranger.name;
            assert!(matches!(actions::read(&ctx, &key).await, Err(Error::NotFound)), "{name}");
            assert!(matches!(actions::say(&ctx, &key, words(1, "?")).await, Err(Error::NotFound)), "{name}");
            let moved = actions::move_state(&ctx, &key, 1, Transition::Close, "").await;
            assert!(matches!(moved, Err(Error::NotFound)), "{name}");
            let mut tx = ctx.read().await.unwrap();
            let reader = Reader::of(&ctx.actor);
            assert!(
                store::agents_page(&mut tx, &reader, &Filter::default()).await.unwrap().is_empty(),
                "{name}"
            );
        }
        for friend in [odile, world.person(Role::Technician), world.person(Role::Director)] {
            assert!(actions::read(&app.ctx(friend.actor()), &key).await.is_ok(), "{}", friend.name);
        }
        // Reading is not working.
        let refused = actions::take(&app.ctx(odile.actor()), &key, 1).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        // Nobody opens a ticket elsewhere, nor for somebody else's people.
        let there = world.person_at(Role::Requester, &world.rochebrune.id);
        let foreign = actions::create(&app.ctx(rose.actor()), incoming(there, "x")).await;
        assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
        let mut mixed = incoming(rose, "x");
        mixed.draft.requester = Some(there.id.clone());
        assert!(matches!(
            actions::create(&world.ctx(&app, Role::Technician), mixed).await,
            Err(Error::Invalid(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn internal_notes_leave_no_trace_on_the_other_side() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Lenteurs").await;
        let agent = app.ctx(theo.actor());
        let version = actions::take(&agent, &key, 1).await.unwrap();
        let files =
            vec![UploadedFile { name: "secret.txt".into(), media_type: "text/plain".into(), bytes: vec![1] }];
        let noted = actions::say(&agent, &key, Say { files, ..note("Ne pas dire") }).await.unwrap();
        assert_eq!(noted, version, "a note leaves the version alone");
        let ours = thread(&agent, &key).await.thread;
        assert_eq!((ours.messages.len(), ours.attachments.len()), (1, 1));
        for person in [rose, world.person(Role::Officer)] {
            let ctx = app.ctx(person.actor());
            let theirs = thread(&ctx, &key).await.thread;
            assert!(theirs.messages.is_empty() && theirs.attachments.is_empty());
            let file = actions::attachment(&ctx, &key, &ours.attachments[0].id).await;
            assert!(matches!(file, Err(Error::NotFound)));
            let refused = actions::say(&ctx, &key, note("Moi aussi")).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))));
            let mut tx = ctx.read().await.unwrap();
            let log = query(
                "select count(*) as value from audit_entry a where {scope a} and a.action = 'ticket.note'",
            );
            assert_eq!(tx.value::<i64>(log).await.unwrap(), 0);
        }
        let bytes = actions::attachment(&agent, &key, &ours.attachments[0].id).await.unwrap().1;
        assert_eq!(bytes, [1]);
    })
    .await;
}

#[tokio::test]
async fn sending_twice_makes_one_ticket_and_one_message() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let ctx = app.ctx(rose.actor());
        let keyed = |text: &str| Incoming { idempotency_key: Some("k1".into()), ..incoming(rose, text) };
        let (first, second) = (
            actions::create(&ctx, keyed("Une fois")).await.unwrap(),
            actions::create(&ctx, keyed("Une fois")).await.unwrap(),
        );
        assert_eq!(first, second);
        assert!(matches!(actions::create(&ctx, keyed("Autre")).await, Err(Error::Refused(_))));
        let next = ticket_of(&app, rose, "Suivant").await;
        assert_eq!(thread(&ctx, &next).await.thread.ticket.reference, "VAL-2", "refusals leave no gap");
        let say = || Say { idempotency_key: Some("m1".into()), ..words(1, "Précision") };
        let version = actions::say(&ctx, &first, say()).await.unwrap();
        assert_eq!(actions::say(&ctx, &first, say()).await.unwrap(), version);
        assert_eq!(thread(&ctx, &first).await.thread.messages.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn creations_at_once_get_consecutive_numbers() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let (ctx, incoming) = (app.ctx(rose.actor()), incoming(rose, &format!("Ticket {n}")));
                tokio::spawn(async move { actions::create(&ctx, incoming).await.unwrap() })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let range = query("select cast(sum(number) as bigint) as value from ticket");
        assert_eq!(tx.value::<i64>(range).await.unwrap(), 36, "1 to 8, each once");
    })
    .await;
}

#[tokio::test]
async fn of_two_edits_at_once_one_is_refused_and_changes_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let key = ticket_of(&app, world.person(Role::Requester), "Imprimante").await;
        let (theo, ada) = (world.ctx(&app, Role::Technician), world.ctx(&app, Role::Administrator));
        let (one, two) = tokio::join!(actions::take(&theo, &key, 1), actions::take(&ada, &key, 1));
        let mut outcomes = [one, two];
        outcomes.sort_by_key(Result::is_err);
        assert!(matches!(outcomes, [Ok(2), Err(Error::Stale(2))]), "{outcomes:?}");
        let thread = thread(&theo, &key).await.thread;
        assert_eq!((thread.changes.len(), thread.stays.len()), (1, 2));
        let refused = actions::set_criticality(&theo, &key, 1, Impact::High, Urgency::High).await;
        assert!(matches!(refused, Err(Error::Stale(2))));
        actions::set_criticality(&theo, &key, 2, Impact::High, Urgency::High).await.unwrap();
        assert_eq!(actions::read(&theo, &key).await.unwrap().thread.ticket.priority, "P1");
    })
    .await;
}

#[tokio::test]
async fn reopening_resumes_within_its_window_only() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let (asker, agent) = (app.ctx(rose.actor()), world.ctx(&app, Role::Technician));
        let key = ticket_of(&app, rose, "Badge").await;
        let version = actions::move_state(&agent, &key, 1, Transition::Resolve, "Refait").await.unwrap();
        let stays = thread(&agent, &key).await.thread.stays;
        assert_eq!(
            stays.iter().map(|s| s.state).collect::<Vec<_>>(),
            [State::New, State::InProgress, State::Resolved]
        );
        let silent = actions::move_state(&asker, &key, version, Transition::Reopen, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "a reason is needed");
        let version =
            actions::move_state(&asker, &key, version, Transition::Reopen, "Toujours pas").await.unwrap();
        let version =
            actions::move_state(&agent, &key, version, Transition::Resolve, "Cette fois").await.unwrap();
        let version = actions::move_state(&asker, &key, version, Transition::Close, "").await.unwrap();
        let refused = actions::say(&asker, &key, words(version, "Merci")).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "closed");
        hours(&app, 24 * 15 + 1);
        let late = actions::move_state(&asker, &key, version, Transition::Reopen, "Encore").await;
        assert!(matches!(late, Err(Error::Refused(_))));
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let log = query(
            "select count(*) as value from audit_entry where object_kind = 'ticket' and beneficiary_id = $1",
        );
        assert_eq!(
            tx.value::<i64>(log.bind(&world.valmont.id)).await.unwrap(),
            5,
            "every change is recorded"
        );
    })
    .await;
}

#[tokio::test]
async fn lists_walk_their_index() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        for n in 0..60 {
            ticket_of(&app, rose, &format!("Ticket {n}")).await;
        }
        let ctx = world.ctx(&app, Role::Technician);
        let mut tx = ctx.read().await.unwrap();
        let reader = Reader::of(&ctx.actor);
        let page = store::agents_page(&mut tx, &reader, &Filter::default()).await.unwrap();
        assert_eq!(page.len(), 51, "a page and one row more");
        let last = &page[49];
        let after =
            store::Cursor { at: "9999-01-01T00:00:00Z".parse().unwrap(), id: last.key.id.to_string() };
        let next = Filter { after: Some(after), ..Filter::default() };
        let next = store::agents_page(&mut tx, &reader, &next).await.unwrap();
        assert_eq!(next.len(), 10);
        assert_eq!(next[0].key, page[50].key);
        drop(tx);
        for (scope, order, sql, index) in [
            (Scope::All, " order by t.due_at, t.id limit 51", store::lists::BY_DUE, "ticket_due"),
            (
                Scope::One(world.valmont.id.clone()),
                " order by t.due_at, t.id limit 51",
                store::lists::BY_DUE,
                "ticket_beneficiary_due",
            ),
            (
                Scope::All,
                " order by t.received_at desc, t.id desc limit 51",
                store::lists::BY_RECEPTION,
                "ticket_received",
            ),
        ] {
            let sql = format!("{}{sql}", store::lists::ROWS);
            let plan = plan(&app, &scope, &sql, order).await;
            assert!(plan.contains(index), "{index} is not used:\n{plan}");
            assert!(!plan.to_lowercase().contains("use temp b-tree for order by"), "{plan}");
        }
    })
    .await;
}

struct Line(String);

impl platform::db::FromRow for Line {
    fn from_row(row: &platform::db::Row) -> platform::db::Result<Self> {
        Ok(Self(row.get("detail").or_else(|_| row.get("QUERY PLAN"))?))
    }
}

/// The plan of a list with its values written in, as PostgreSQL would take it on a large table.
async fn plan(app: &TestApp, scope: &Scope, sql: &str, order: &str) -> String {
    let mut tx = app.platform.db.read(scope).await.unwrap();
    let is_sqlite = tx.engine() == platform::db::Engine::Sqlite;
    let explain = if is_sqlite { "explain query plan " } else { "explain " };
    if !is_sqlite {
        let off = query(
            "select set_config('enable_seqscan', 'off', true) || set_config('enable_sort', 'off', true) as value",
        );
        tx.value::<String>(off).await.unwrap();
    }
    let sql = sql.replace("$3", "true").replace("$2", "'2026-03-01T00:00:00.000000Z'").replace("$1", "'0'");
    let text: &'static str = format!("{explain}{sql}{order}").leak();
    let lines: Vec<Line> = tx.all(query(text)).await.unwrap();
    lines.into_iter().map(|line| line.0 + "\n").collect()
}
