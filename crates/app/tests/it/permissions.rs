//! Who may use which route, and that a beneficiary reaches nothing of another: every route of the table, tried.

mod destructions;
mod packs;
mod twins;

use axum::{body::Body, http::Method};
use kernel::Permission;
use people::{Person, Role};
use platform::{
    db::Engine,
    web::{Access, Route},
};
use serde_json::json;
use std::{collections::BTreeSet, fmt::Write as _, path::Path};
use testkit::{Answer, Client, TestApp, both};
use twins::{Twins, Whose, absent, identifiers};

const GOLDEN: &str = "tests/it/permissions.golden";
const COLUMNS: &str = "VADTFSroepfc";
const LEGEND: &str = "\
# Every route by every role, changes with an empty body. + let in, ? led to sign in, - not permitted (403), 0 as if it did not exist (404).
# V visitor, A administrator, D director, T technician, F finance officer, S security officer,
# r requester, o administrative officer, e elected official, p data protection officer, f finance department, c contractor.
# Identifiers are those of the person's own beneficiary. After a change: SOCLE_GOLDEN=1 cargo test -p app --test it permissions
";

/// Routes that show what strangers wrote, each in a sandbox without an origin.
const STRANGERS: [&str; 1] = ["GET /tickets/{beneficiary}/{id}/mails/{letter}"];

/// Unsafe routes that answer a foreign identifier like one that is gone already, with success and without effect.
const HARMLESS: [(&str, &str); 1] =
    [("/account/sessions/{digest}/end", "a session that is gone already is no error")];

fn routes() -> Vec<Route> {
    app::routes::all().into_parts().1
}

fn is_safe(route: &Route) -> bool {
    route.method == "GET"
}

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

/// How a body is written.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Form,
    Upload,
    Json,
}

/// Sends a request with an empty body of its kind and checks what every answer must have.
async fn sent(client: &mut Client, route: &Route, path: &str, kind: Kind) -> Answer {
    let method = Method::from_bytes(route.method.as_bytes()).unwrap();
    let answer = match (is_safe(route), kind) {
        (true, _) => client.get(path).await,
        (false, Kind::Json) => client.json(method, path, &json!({})).await,
        (false, Kind::Upload) => client.upload(path, &[], &[]).await,
        (false, Kind::Form) => client.post(path, &[]).await,
    };
    checked(answer, &name(route))
}

/// Every answer carries the security headers, and none is a failure of the program.
fn checked(answer: Answer, what: &str) -> Answer {
    assert!(!answer.status.is_server_error(), "{what}: {} {}", answer.status, answer.text());
    let header = |name: &str| {
        let value = answer.headers.get(name).unwrap_or_else(|| panic!("{what}: no {name}"));
        value.to_str().unwrap().to_owned()
    };
    let policy = header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
    if STRANGERS.contains(&what) && answer.status.is_success() {
        // A mail's own styles and embedded images, without script, form, frame or address of ours.
        let rest = policy.strip_prefix("sandbox; ").unwrap_or_else(|| panic!("{what}: {policy}"));
        assert!(["allow", "script-src", "http"].iter().all(|word| !rest.contains(word)), "{what}: {policy}");
    } else {
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{what}: {policy}");
    }
    assert!(header("strict-transport-security").contains("max-age="), "{what}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(header("permissions-policy").contains("camera=()"), "{what}");
    if !what.contains("/assets/") {
        assert_eq!(header("cache-control"), "no-store", "{what}");
    }
    answer
}

fn kind_of(route: &Route) -> Kind {
    if route.path.starts_with("/api/") { Kind::Json } else { Kind::Form }
}

fn class(answer: &Answer) -> char {
    let to = answer.headers.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
    match answer.status.as_u16() {
        401 => '?',
        303 if to.starts_with("/sign-in?next=") => '?',
        403 => '-',
        404 => '0',
        _ => '+',
    }
}

/// The table as tried: one line a route, one column a role.
async fn table(twins: &Twins) -> String {
    let mut text = format!("{LEGEND}{COLUMNS}\n");
    for route in routes() {
        let path = |turn| twins.path(&route, &[], turn);
        let mut line = String::new();
        line.push(class(&sent(&mut twins.app.visitor(), &route, &path(0), kind_of(&route)).await));
        for (turn, role) in Role::ALL.into_iter().enumerate() {
            let mut client = twins.app.client_of(twins.world.person(role)).await;
            let seen = class(&sent(&mut client, &route, &path(turn), kind_of(&route)).await);
            if let Access::Needs(permission) = route.access {
                let may = role.permissions().contains(&permission);
                assert!(may || seen == '-', "{} as {role:?}: {seen} without {permission:?}", name(&route));
            }
            line.push(seen);
        }
        writeln!(text, "{line} {}", name(&route)).unwrap();
    }
    text
}

#[tokio::test]
async fn every_route_answers_every_role_as_reviewed() {
    both(async |app: TestApp| {
        let twins = Box::pin(Twins::new(app)).await;
        let table = table(&twins).await;
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
        if asked("SOCLE_GOLDEN") {
            std::fs::write(&file, &table).unwrap();
        }
        let golden = std::fs::read_to_string(&file).unwrap_or_default();
        let (golden, table): (BTreeSet<&str>, BTreeSet<&str>) = (golden.lines().collect(), table.lines().collect());
        let new: Vec<_> = table.difference(&golden).collect();
        let gone: Vec<_> = golden.difference(&table).collect();
        assert!(
            new.is_empty() && gone.is_empty(),
            "review what is answered now:\n{new:#?}\nagainst {GOLDEN}:\n{gone:#?}\nthen store it with SOCLE_GOLDEN=1"
        );
    })
    .await;
}

#[expect(clippy::disallowed_methods, reason = "a person asks for the golden file to be written again")]
fn asked(variable: &str) -> bool {
    std::env::var(variable).is_ok_and(|value| !value.is_empty())
}

/// Somebody whom the route admits, the administrator when possible.
fn admitted<'a>(twins: &'a Twins, route: &Route) -> &'a Person {
    let may = |permission: Permission| {
        let role = Role::ALL.into_iter().find(|role| role.permissions().contains(&permission));
        twins.world.person(role.unwrap_or_else(|| panic!("nobody may {permission:?}")))
    };
    match route.access {
        Access::Needs(permission) => may(permission),
        Access::SignedIn | Access::Public => twins.world.person(Role::Administrator),
    }
}

#[tokio::test]
async fn every_change_refuses_a_forged_request() {
    both(async |app: TestApp| {
        let twins = Box::pin(Twins::new(app)).await;
        let mut changes = vec![];
        for route in routes().into_iter().filter(|route| !is_safe(route)) {
            changes.push((twins.app.client_of(admitted(&twins, &route)).await, route));
        }
        let before = twins.everything().await;
        for (client, route) in &changes {
            let path = twins.path(route, &[], 0);
            let mut refused = 0;
            for token in ["", "of-another-session"] {
                for kind in [Kind::Form, Kind::Upload, Kind::Json] {
                    let mut forged = client.clone();
                    forged.csrf = token.to_owned();
                    let answer = sent(&mut forged, route, &path, kind).await;
                    assert!(
                        answer.status.is_client_error(),
                        "{} as {kind:?}: {}",
                        name(route),
                        answer.status
                    );
                    refused += i32::from(answer.status == 403);
                }
            }
            assert!(refused >= 2, "{}: no body reaches its check of the form's token", name(route));
            let method = Method::from_bytes(route.method.as_bytes()).unwrap();
            for site in ["cross-site", "same-site"] {
                let headers =
                    [("sec-fetch-site", site), ("content-type", "application/x-www-form-urlencoded")];
                let body = Body::from(format!("csrf={}", client.csrf));
                let answer = client.clone().send(method.clone(), &path, &headers, body).await;
                assert_eq!(checked(answer, &name(route)).status, 403, "{} from {site}", name(route));
            }
        }
        assert_same(&before, &twins.everything().await);
    })
    .await;
}

/// Fails with the first row that differs between two exports.
fn assert_same(before: &str, after: &str) {
    let differs = before.lines().zip(after.lines()).find(|(a, b)| a != b);
    assert!(before == after, "a refused request changed {differs:?}");
}

/// The ways of putting somebody else's identifiers in a route's address, each with the same way for identifiers
/// of nobody.
fn substitutions(route: &Route) -> Vec<(Vec<Whose>, Vec<Whose>)> {
    let count = identifiers(route);
    let choice = |bits: usize, other: Whose| {
        (0..count).map(|i| if bits >> i & 1 == 1 { other } else { Whose::Own }).collect::<Vec<_>>()
    };
    (1..1 << count).map(|bits| (choice(bits, Whose::Foreign), choice(bits, Whose::Absent))).collect()
}

/// An answer without what differs from request to request: its reference and the address asked.
fn plain(answer: &Answer, path: &str) -> String {
    let mut text = String::new();
    for (header, value) in &answer.headers {
        writeln!(text, "{header}: {}", String::from_utf8_lossy(value.as_bytes())).unwrap();
    }
    // The reference of the request, and the key that makes sending a form twice harmless, are new each time.
    let body = ["\"request_id\":\"", "name=\"key\" value=\""].iter().fold(answer.text(), |body, start| {
        match body.split_once(start) {
            Some((before, rest)) => {
                format!("{before}{}", rest.split_once('"').map_or("", |(_, after)| after))
            }
            None => body,
        }
    });
    text += &body;
    let values = path.split(['/', '?', '&', '=']).filter(|part| part.len() > 2);
    let values: BTreeSet<&str> =
        values.filter(|part| part.contains('-') || absent(part) == *part || part.len() == 3).collect();
    for value in values {
        text = text.replace(value, "…");
    }
    format!("{} {text}", answer.status)
}

fn assert_no_canary(twins: &Twins, text: &str, what: &str) {
    if let Some(found) = twins.canaries().find(text) {
        panic!("{what} tells {}:\n{text}", &text[found.range()]);
    }
}

const READERS: [Role; 5] = [
    Role::Officer,
    Role::Requester,
    Role::ElectedOfficial,
    Role::DataProtectionOfficer,
    Role::BeneficiaryFinance,
];

/// Names under which a list may be limited to somebody's rows.
const FILTERS: [(&str, &str); 12] = [
    ("beneficiary", "organisation"),
    ("organisation", "organisation"),
    ("chain", "organisation"),
    ("after", "person"),
    ("requester", "person"),
    ("assignee", "person"),
    ("person", "person"),
    ("site", "site"),
    ("object_id", "ticket"),
    ("census", "census"),
    ("invoice", "invoice"),
    ("revision", "price_revision"),
];

#[tokio::test]
async fn a_beneficiary_reads_nothing_of_another() {
    both(reads_nothing_of_another).await;
}

#[tokio::test]
async fn row_level_security_alone_hides_every_row_of_another() {
    both(async |app: TestApp| {
        if app.platform.db.engine() == Engine::Postgres {
            Box::pin(reads_nothing_of_another(app.without_filters())).await;
        }
    })
    .await;
}

async fn reads_nothing_of_another(app: TestApp) {
    let twins = Box::pin(Twins::new(app)).await;
    let everything = twins.everything().await;
    for word in [twins::CANARY, "Rochebrune"] {
        assert!(everything.contains(word), "the canary sings");
    }
    let routes = routes();
    for role in READERS {
        let mut client = twins.app.client_of(twins.world.person(role)).await;
        for route in routes.iter().filter(|route| is_safe(route)) {
            let what = format!("{} as {role:?}", name(route));
            let path = twins.path(route, &[], 0);
            let own = sent(&mut client, route, &path, Kind::Form).await;
            assert_no_canary(&twins, &plain(&own, ""), &what);
            for (foreign, nobody) in substitutions(route) {
                let (foreign, nobody) = (twins.path(route, &foreign, 0), twins.path(route, &nobody, 0));
                compare(&twins, &mut client, route, &foreign, &nobody).await;
            }
            for (filter, table) in FILTERS.iter().filter(|_| identifiers(route) == 0) {
                let id = twins.foreign.first(table);
                // Where a list goes on is a place in an order: nobody's identifier stands at the same place.
                let neighbour = format!("{}zz", &id[..id.len() - 2]);
                let (foreign, nobody) =
                    (format!("{path}?{filter}={id}"), format!("{path}?{filter}={neighbour}"));
                compare(&twins, &mut client, route, &foreign, &nobody).await;
            }
        }
    }
}

/// Somebody else's identifier is answered exactly like one that does not exist.
async fn compare(twins: &Twins, client: &mut Client, route: &Route, foreign: &str, nobody: &str) {
    let of_other = plain(&sent(client, route, foreign, kind_of(route)).await, foreign);
    let of_nobody = plain(&sent(client, route, nobody, kind_of(route)).await, nobody);
    if of_other != of_nobody {
        let (other, nobody) = (of_other.replace('<', "\n<"), of_nobody.replace('<', "\n<"));
        let differs = other.lines().zip(nobody.lines()).find(|(a, b)| a != b);
        panic!("{} {foreign} is told from what does not exist: {differs:?}", route.method);
    }
    assert_no_canary(twins, &of_other, foreign);
}

#[tokio::test]
async fn a_beneficiary_changes_nothing_of_another() {
    both(changes_nothing_of_another).await;
}

#[tokio::test]
async fn row_level_security_alone_keeps_every_row_of_another() {
    both(async |app: TestApp| {
        if app.platform.db.engine() == Engine::Postgres {
            Box::pin(changes_nothing_of_another(app.without_filters())).await;
        }
    })
    .await;
}

async fn changes_nothing_of_another(app: TestApp) {
    let twins = Box::pin(Twins::new(app)).await;
    let routes = routes();
    for role in READERS {
        let mut client = twins.app.client_of(twins.world.person(role)).await;
        let before = twins.everything().await;
        for route in routes.iter().filter(|route| !is_safe(route)) {
            for (foreign, nobody) in substitutions(route) {
                let (foreign, nobody) = (twins.path(route, &foreign, 0), twins.path(route, &nobody, 0));
                compare(&twins, &mut client, route, &foreign, &nobody).await;
                let answer = sent(&mut client, route, &foreign, kind_of(route)).await;
                let is_harmless = HARMLESS.iter().any(|(path, _)| *path == route.path);
                assert!(answer.status.is_client_error() || is_harmless, "{foreign}: {}", answer.status);
            }
        }
        for (path, fields) in bodies(&twins) {
            for is_json in [false, true].into_iter().filter(|json| *json == path.starts_with("/api/")) {
                let answer = whole(&mut client, &path, &fields, is_json).await;
                assert!(answer.status.is_client_error(), "{path} {fields:?} as {role:?}: {}", answer.status);
                assert_no_canary(&twins, &plain(&answer, &fields_text(&fields)), &path);
            }
        }
        assert_same(&before, &twins.everything().await);
    }
}

type Fields = Vec<(&'static str, String)>;

fn fields_text(fields: &Fields) -> String {
    fields.iter().map(|(name, value)| format!("/{name}={value}")).collect()
}

async fn whole(client: &mut Client, path: &str, fields: &Fields, is_json: bool) -> Answer {
    if is_json {
        let body: serde_json::Map<_, _> = fields.iter().map(|(k, v)| ((*k).to_owned(), json!(v))).collect();
        return checked(client.json(Method::POST, path, &body.into()).await, path);
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let answer = client.post(path, &fields).await;
    // Forms that may carry files are sent in parts.
    let answer = if answer.status == 422 { client.upload(path, &fields, &[]).await } else { answer };
    checked(answer, path)
}

/// Whole bodies that would do something, were it not for one identifier of the other beneficiary.
fn bodies(twins: &Twins) -> Vec<(String, Fields)> {
    let (own, foreign) = (|table: &str| twins.own.first(table), |table: &str| twins.foreign.first(table));
    let ticket = |beneficiary: String, requester: String, site: String| -> Fields {
        vec![
            ("beneficiary", beneficiary),
            ("requester", requester),
            ("site", site),
            ("kind", "incident".into()),
            ("description", "Plus de réseau".into()),
        ]
    };
    let census = |beneficiary: String, corrects: String| -> Fields {
        vec![
            ("beneficiary", beneficiary),
            ("corrects", corrects),
            ("reference_date", "2022-03-01".into()),
            ("agent_count", "7".into()),
        ]
    };
    let tickets = [
        ticket(foreign("organisation"), foreign("person"), foreign("site")),
        ticket(foreign("organisation"), own("person"), own("site")),
        ticket(own("organisation"), foreign("person"), own("site")),
        ticket(own("organisation"), own("person"), foreign("site")),
    ];
    let censuses =
        [census(foreign("organisation"), String::new()), census(own("organisation"), foreign("census"))];
    let both = |path: &str, fields: &Fields| {
        [(path.to_owned(), fields.clone()), (format!("/api/v1{path}"), fields.clone())]
    };
    let mut all: Vec<(String, Fields)> = vec![];
    all.extend(tickets.iter().flat_map(|fields| both("/tickets", fields)));
    all.extend(censuses.iter().flat_map(|fields| both("/censuses", fields)));
    all
}
