//! A GLPI taken over: a small server that answers as its documentation says (pages, 206, refusals, sessions that expire,
//! failures, slowness) gives a few hundred tickets, and both sides are compared.

use app::imports::{
    Target,
    glpi::{
        Place, Plan, USUAL,
        actions::{Order, Outcomes, take_over},
        session::Session,
    },
};
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, Response, Uri},
};
use people::Role;
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use testkit::{TestApp, World, both};

const TICKETS: usize = 260;
const USERS: usize = 40;
/// Requests after which a session has expired.
const LIFE: usize = 180;

#[derive(Default)]
struct Seen {
    requests: usize,
    sessions: usize,
    age: usize,
    killed: usize,
    has_been_slow: bool,
    asked: Vec<String>,
}

#[derive(Clone, Default)]
struct Glpi(Arc<Mutex<Seen>>);

/// Two entities are known here; the third is not.
fn entity(n: usize) -> &'static str {
    ["Racine > Valmont", "Racine > Rochebrune", "Racine > Atlantide"][if n % 20 == 19 { 2 } else { n % 2 }]
}

fn user(n: usize) -> Value {
    json!({"id": n + 1, "name": format!("login{n}"), "realname": format!("Nom{n}"), "firstname": "Prénom", "phone": null,
        "is_active": i32::from(n != 4), "entities_id": entity(n), "usertitles_id": "&nbsp;", "is_deleted": 0})
}

/// The requester of a ticket: a user of the same entity; number 41 of none (a user that was deleted).
fn requester(n: usize) -> usize {
    let first = n % 20;
    if n == 7 { 999 } else { first + 1 }
}

fn ticket(n: usize) -> Value {
    let status = n % 6 + 1;
    let day = n % 28 + 1;
    json!({"id": 1000 + n, "entities_id": entity(n), "name": format!("Panne n°{n}"),
        "content": format!("&lt;p&gt;Bonjour, poste {n}&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;"), "type": n % 2 + 1, "status": status,
        "urgency": n % 5 + 1, "impact": 3, "priority": 3, "date": format!("2024-07-{day:02} 09:00:00"), "date_mod": format!("2024-07-{day:02} 12:00:00"),
        "takeintoaccount_delay_stat": 600, "solvedate": if status > 4 { json!(format!("2024-07-{day:02} 11:00:00")) } else { Value::Null },
        "closedate": if status == 6 { json!(format!("2024-07-{day:02} 12:00:00")) } else { Value::Null },
        "locations_id": "&nbsp;", "itilcategories_id": "Messagerie", "is_deleted": 0})
}

fn followups(n: usize) -> Vec<Value> {
    let day = n % 28 + 1;
    let one = |k: usize| {
        json!({"id": n * 10 + k, "items_id": 1000 + n, "itemtype": "Ticket", "date": format!("2024-07-{day:02} 10:{k:02}:00"),
            "users_id": if k == 1 { 0 } else { requester(n) }, "content": format!("<p>Suivi <b>{k}</b> de {n}</p>"), "is_private": i32::from(k == 1)})
    };
    (0..n % 3).map(one).collect()
}

fn rows(path: &[&str]) -> Option<Vec<Value>> {
    let ticket_of = |id: &str| id.parse::<usize>().ok().and_then(|id| id.checked_sub(1000));
    Some(match path {
        ["User"] => (0..USERS).map(user).collect(),
        ["User", id, "UserEmail"] => match id.parse::<usize>().ok()? {
            3 => vec![],
            id => vec![
                json!({"email": format!("ancien{id}@val.example"), "is_default": 0}),
                json!({"email": format!("user{id}@val.example"), "is_default": 1}),
            ],
        },
        ["Ticket"] => (0..TICKETS).map(ticket).collect(),
        ["Ticket", id, "Ticket_User"] => vec![
            json!({"type": 2, "users_id": 998, "tickets_id": id}),
            json!({"type": 1, "users_id": requester(ticket_of(id)?), "tickets_id": id}),
        ],
        ["Ticket", id, "ITILFollowup"] => followups(ticket_of(id)?),
        ["Ticket", id, "ITILSolution"] if ticket_of(id)? % 6 >= 4 => {
            let day = ticket_of(id)? % 28 + 1;
            vec![
                json!({"content": "<p>Câble changé</p>", "date_creation": format!("2024-07-{day:02} 11:00:00"), "users_id": 998, "status": 3}),
            ]
        }
        ["Computer"] => (0..12).map(|id| json!({"id": id})).collect(),
        ["Ticket", _, "ITILSolution"] | ["Monitor" | "NetworkEquipment" | "Peripheral" | "Phone"] => vec![],
        _ => return None,
    })
}

fn answer(status: u16, range: Option<String>, body: String) -> Response<Body> {
    let builder =
        Response::builder().status(status).header("content-type", "application/json; charset=UTF-8");
    let builder = match range {
        Some(range) => builder.header("content-range", range).header("accept-range", "Ticket 1000"),
        None => builder,
    };
    builder.body(Body::from(body)).unwrap()
}

fn refused(status: u16, code: &str) -> Response<Body> {
    answer(status, None, json!([code, "voir la documentation"]).to_string())
}

async fn answered(State(glpi): State<Glpi>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let path = uri.path().trim_start_matches("/apirest.php/").trim_end_matches('/').to_owned();
    let (number, session, is_slow) = {
        let mut seen = glpi.0.lock().unwrap();
        seen.requests += 1;
        seen.age += 1;
        seen.asked.push(uri.to_string());
        let is_slow = path == "Ticket/1050/ITILFollowup" && !std::mem::replace(&mut seen.has_been_slow, true);
        let is_alive = seen.age <= LIFE;
        (seen.requests, is_alive.then(|| format!("session{}", seen.sessions)), is_slow)
    };
    if is_slow {
        tokio::time::sleep(Duration::from_secs(8)).await;
    }
    if header("app-token") != "A" {
        return refused(400, "ERROR_APP_TOKEN_PARAMETERS_MISSING");
    }
    if path == "initSession" {
        if header("authorization") != "user_token U" {
            return refused(401, "ERROR_GLPI_LOGIN_USER_TOKEN");
        }
        let mut seen = glpi.0.lock().unwrap();
        seen.sessions += 1;
        seen.age = 0;
        return answer(200, None, json!({"session_token": format!("session{}", seen.sessions)}).to_string());
    }
    if session.as_deref() != Some(&header("session-token")) {
        return refused(401, "ERROR_SESSION_TOKEN_INVALID");
    }
    if number % 101 == 0 {
        return answer(500, None, "<html>Erreur interne</html>".to_owned());
    }
    if path == "killSession" {
        glpi.0.lock().unwrap().killed += 1;
        return answer(200, None, String::new());
    }
    list(&path, uri.query().unwrap_or_default())
}

fn list(path: &str, query: &str) -> Response<Body> {
    let parts: Vec<&str> = path.split('/').collect();
    if parts == ["Printer"] {
        return refused(403, "ERROR_RIGHT_MISSING");
    }
    let Some(all) = rows(&parts) else { return refused(404, "ERROR_ITEM_NOT_FOUND") };
    let range = query.split('&').find_map(|part| part.strip_prefix("range=")).unwrap_or("0-50");
    let (first, last) = range.split_once('-').unwrap();
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let total = all.len();
    if first > 0 && first >= total {
        return refused(400, "ERROR_RANGE_EXCEED_TOTAL");
    }
    let page: Vec<Value> = all.into_iter().skip(first).take(last + 1 - first).collect();
    let status = if page.len() < total { 206 } else { 200 };
    let range = (total > 0).then(|| format!("{first}-{}/{total}", first + page.len().max(1) - 1));
    answer(status, range, json!(page).to_string())
}

/// Starts a GLPI on this machine; gives its address and what it sees.
async fn started() -> (String, Glpi) {
    let glpi = Glpi::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/apirest.php", listener.local_addr().unwrap());
    let router = Router::new().fallback(answered).with_state(glpi.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, glpi)
}

fn place(url: &str) -> Place {
    let timeout = Duration::from_secs(4);
    Place { url: url.to_owned(), app_token: "A".into(), user_token: "U".into(), timeout, page: 50 }
}

fn plan(entities: &str) -> Plan {
    Plan::parse(&USUAL.replacen("\n[entities]", &format!("\n[entities]\n{entities}"), 1)).unwrap()
}

fn order(url: &str, is_dry: bool) -> Order {
    let plan = plan("\"Racine > Valmont\" = \"VAL\"\n\"Racine > Rochebrune\" = \"ROC\"");
    Order { place: place(url), plan, since: None, is_dry, pause: Duration::from_millis(1) }
}

async fn taken(app: &TestApp, order: &Order) -> Outcomes {
    Box::pin(take_over(&app.system(), order, &mut |_, _, _| {})).await.unwrap()
}

fn differences(outcomes: &Outcomes, target: Target) -> String {
    outcomes.parities.iter().find(|parity| parity.target == target).unwrap().differences.join("\n")
}

#[tokio::test]
async fn a_glpi_is_taken_over_once_and_both_sides_agree() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (url, glpi) = started().await;
        let persons = app.count("person").await;
        let trial = taken(&app, &order(&url, true)).await;
        assert_eq!(
            (app.count("person").await, app.count("ticket").await),
            (persons, 0),
            "a trial writes nothing"
        );
        assert_eq!(app.count("external_reference").await, 0);
        let outcomes = taken(&app, &order(&url, false)).await;
        let [people, past] = outcomes.parities.as_slice() else { panic!() };
        // Two users of Atlantide and one without address; a ticket in twenty of Atlantide, those of the third user, and one of nobody.
        let expected_people = USERS - USERS / 20 - 1;
        let taken_over = |n: &usize| n % 20 != 19 && n % 20 != 2 && *n != 7;
        let expected: Vec<usize> = (0..TICKETS).filter(taken_over).collect();
        assert_eq!(
            (people.there, people.here),
            (USERS, expected_people),
            "{}",
            people.differences.join("\n")
        );
        assert_eq!((past.there, past.here), (TICKETS, expected.len()), "{}", past.differences.join("\n"));
        assert_eq!(
            (trial.parities[0].foreseen, trial.parities[1].foreseen),
            (people.here, past.here),
            "a trial foresees what comes"
        );
        assert_eq!(past.messages.0, past.messages.1);
        let words: usize = expected.iter().map(|n| n % 3 + usize::from(n % 6 >= 4)).sum();
        assert_eq!(past.messages.1, words);
        assert_eq!((people.differences.len(), past.differences.len()), (3, TICKETS - expected.len()));
        assert!(
            differences(&outcomes, Target::Ticket).contains("Racine > Atlantide = "),
            "the line to add is given"
        );
        assert!(
            outcomes.left.contains(&("Computer", Some(12))) && outcomes.left.contains(&("Printer", None))
        );
        let seen = std::mem::take(&mut *glpi.0.lock().unwrap());
        assert!(seen.sessions > 4, "{} sessions: each expired and was opened again", seen.sessions);
        assert!(seen.killed == 2 && seen.has_been_slow);
        assert!(
            seen.asked
                .iter()
                .any(|one| one.contains("Ticket?range=50-99&get_hateoas=false&expand_dropdowns=true"))
        );
        story(&app, &world).await;
        // A second run proposes nothing.
        let (persons, tickets) = (app.count("person").await, app.count("ticket").await);
        let again = taken(&app, &order(&url, false)).await;
        assert!(
            again
                .parities
                .iter()
                .all(|parity| parity.import.counts.creates + parity.import.counts.changes == 0)
        );
        assert_eq!((app.count("person").await, app.count("ticket").await), (persons, tickets));
        app.run_jobs().await;
        assert_eq!((app.count("notification").await, app.count("outbox").await), (0, 0), "nobody is told");
    })
    .await;
}

/// One ticket as it stands here: 1004 is closed at 11:00 there, told on the clock of Paris.
async fn story(app: &TestApp, world: &World) {
    app.run_jobs().await;
    let mut ada = app.client_of(world.person(Role::Administrator)).await;
    let found = ada.get("/api/v1/search?q=glpi-1004").await.expect(200).text();
    assert!(found.contains("Panne n°4"), "{found}");
    let path = found.split("/tickets/").nth(1).and_then(|rest| rest.split(['"', '#']).next()).unwrap();
    let ticket = ada.get(&format!("/api/v1/tickets/{path}")).await.expect(200).json();
    assert_eq!((&ticket["state"], &ticket["kind"]), (&json!("resolved"), &json!("incident")));
    assert_eq!(
        (&ticket["urgency"], &ticket["received_at"]),
        (&json!("high"), &json!("2024-07-05T07:00:00Z"))
    );
    assert_eq!(ticket["description"], "Bonjour, poste 4");
    let page = ada.get(&format!("/tickets/{path}")).await.expect(200).text();
    assert!(
        page.contains("glpi 1004") && page.contains("Câble changé") && page.contains("Suivi 0 de 4"),
        "{page}"
    );
    let persons = ada.get("/api/v1/persons").await.json();
    let disabled = persons["persons"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["email"] == "user5@val.example")
        .unwrap();
    assert!(!disabled["disabled_at"].is_null(), "who had no access there has none here");
    assert_eq!(disabled["name"], "Prénom Nom4");
}

#[tokio::test]
async fn only_what_changed_since_is_read_and_refusals_are_told() {
    let app = TestApp::sqlite().await;
    World::new(&app).await;
    let (url, _) = started().await;
    let since = Some(jiff::civil::date(2024, 7, 28).at(0, 0, 0, 0));
    let outcomes = taken(&app, &Order { since, ..order(&url, true) }).await;
    assert_eq!(outcomes.parities[1].there, (0..TICKETS).filter(|n| n % 28 == 27).count());
    let pause = Duration::from_millis(1);
    let opened = |place: Place| async move {
        Session::open(place, pause).await.err().map(|e| format!("{e:#}")).unwrap_or_default()
    };
    assert!(
        opened(Place { user_token: "X".into(), ..place(&url) }).await.contains("ERROR_GLPI_LOGIN_USER_TOKEN")
    );
    assert!(
        opened(Place { app_token: String::new(), ..place(&url) })
            .await
            .contains("ERROR_APP_TOKEN_PARAMETERS_MISSING")
    );
    let away = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert!(opened(place(&format!("http://{away}/apirest.php"))).await.contains("apirest.php/initSession"));
    assert!(opened(place("ftp://x")).await.contains("https://"));
    let mut session = Session::open(place(&url), pause).await.unwrap();
    let error = session.page("Nothing", 0, "").await.err().unwrap().to_string();
    assert!(error.contains("ERROR_ITEM_NOT_FOUND"), "{error}");
}
