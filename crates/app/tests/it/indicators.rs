//! Indicators over time: closed months that never change, corrections beside them, targets proposed and decided, months closed in
//! the background, and values that exported rows confirm.

use crate::desk_tickets::incoming;
use crate::estate_outages::{outage, site};
use agreements::versions;
use axum::http::Method;
use desk::categories::{self, CategoryForm};
use desk::tickets::{
    Kind, TicketKey, Transition,
    actions::{self as tickets, Incoming, Say},
};
use estate::outages;
use governance::{
    decisions,
    indicators::{
        CloseForm, ClosedValue, Closing, ClosingPath, CorrectForm, DecideForm, ProposalForm, RunForm, Stage,
        actions,
    },
    meetings::{self, MeetingForm, MeetingKey},
    scoreboard::{self, Period, Verdict},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use kernel::{Exact, Figure, Scope};
use people::Role;
use platform::{Error, db::query};
use serde_json::{Value, json};
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
const WEEK: i64 = 7 * 24 * 3600;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The world in December 2025, with the founding agreement for its first beneficiary.
async fn signed(app: &TestApp) -> World {
    app.platform.clock.set(at("2025-12-01T08:00:00Z"));
    let world = World::new(app).await;
    let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    versions::import(&app.system(), &world.valmont.id, &text, date(2022, 1, 1)).await.unwrap();
    world
}

fn words(version: i64, body: &str) -> Say {
    let body = body.to_owned();
    Say { version, body, is_internal: false, then: None, files: vec![], idempotency_key: None }
}

/// An administrative request received at an instant, answered so many hours later.
async fn request(app: &TestApp, world: &World, received: &str, hours: i64) -> TicketKey {
    app.platform.clock.set(at(received));
    let rose = world.person(Role::Requester);
    let Incoming { mut draft, .. } = incoming(rose, "Une attestation");
    (draft.kind, draft.is_administrative) = (Kind::Request, true);
    let asked = Incoming { draft, files: vec![], idempotency_key: None };
    let key = tickets::create(&app.ctx(rose.actor()), asked).await.unwrap();
    app.platform.clock.advance(SignedDuration::from_hours(hours));
    let theo = world.ctx(app, Role::Technician);
    tickets::say(&theo, &key, words(1, "La voici")).await.unwrap();
    key
}

/// An incident received at an instant, taken so many minutes later, and resolved an hour after.
pub(crate) async fn incident(app: &TestApp, world: &World, received: &str, minutes: i64) -> TicketKey {
    app.platform.clock.set(at(received));
    let rose = world.person(Role::Requester);
    let key = tickets::create(&app.ctx(rose.actor()), incoming(rose, "Panne")).await.unwrap();
    app.platform.clock.advance(SignedDuration::from_mins(minutes));
    let theo = world.ctx(app, Role::Technician);
    let version = tickets::take(&theo, &key, 1).await.unwrap();
    app.platform.clock.advance(SignedDuration::from_mins(60));
    tickets::move_state(&theo, &key, version, Transition::Resolve, "Remplacé").await.unwrap();
    key
}

/// Three months of tickets and outages, then the morning of 11 March 2026.
async fn winter(app: &TestApp) -> World {
    let world = signed(app).await;
    let hall = site(app, &world.valmont.id, "Mairie").await;
    for month in ["2025-12", "2026-01", "2026-02"] {
        request(app, &world, &format!("{month}-02T09:00:00Z"), 30).await;
        request(app, &world, &format!("{month}-03T09:00:00Z"), 150).await;
        incident(app, &world, &format!("{month}-16T09:00:00Z"), 20).await;
        incident(app, &world, &format!("{month}-17T09:00:00Z"), 45).await;
        incident(app, &world, &format!("{month}-18T16:30:00Z"), 60).await;
        app.platform.clock.set(at(&format!("{month}-26T15:00:00Z")));
        let cut = outage(&hall, &format!("{month}-19T09:00:00Z"), &format!("{month}-19T11:00:00Z"));
        outages::actions::report(&app.system(), &cut).await.unwrap();
        let cut = outage(&hall, &format!("{month}-20T09:00:00Z"), &format!("{month}-20T09:30:00Z"));
        outages::actions::report(&app.system(), &cut).await.unwrap();
    }
    // Late by two days.
    request(app, &world, "2026-02-10T09:00:00Z", 216).await;
    app.platform.clock.set(at("2026-03-11T09:00:00Z"));
    world
}

fn month(month: &str) -> CloseForm {
    CloseForm { month: month.into(), reason: "Constaté avec la commune".into() }
}

async fn close(app: &TestApp, world: &World, asked: &str) -> Closing {
    Box::pin(actions::close(&world.ctx(app, Role::Director), "VAL", &month(asked))).await.unwrap()
}

async fn value(app: &TestApp, world: &World, closing: &Closing, code: &str) -> ClosedValue {
    let path = ClosingPath { beneficiary: "VAL".into(), closing: closing.id.clone() };
    let month = actions::month(&world.ctx(app, Role::Officer), &path).await.unwrap();
    month.values.into_iter().find(|one| one.code == code).unwrap()
}

#[tokio::test]
async fn a_month_is_closed_once_when_it_is_over_and_what_is_missing_is_asked() {
    both(async |app: TestApp| {
        let world = winter(&app).await;
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let page = diane.get("/indicators/VAL").await.expect(200).text();
        assert!(page.contains("Clore un mois") && page.contains("Mesuré, sans objectif"), "{page}");
        let close = "/indicators/VAL/closings";
        for (month, words) in
            [("mars", "Indiquez un mois"), ("2026-03", "n’est pas terminé"), ("2019-01", "Aucune convention")]
        {
            let refused = diane.post(close, &[("month", month)]).await.expect(422).text();
            assert!(refused.contains(words) && refused.contains(&format!("value=\"{month}\"")), "{refused}");
        }
        let asked = diane.post(close, &[("month", "2026-02")]).await.expect(422).text();
        assert!(
            asked.contains("confirmez en disant pourquoi") && asked.contains("n’ont pas de donnée"),
            "{asked}"
        );
        assert!(asked.contains("name=\"reason\"") && asked.contains("value=\"2026-02\""), "{asked}");
        assert_eq!(app.count("indicator_closing").await, 0, "nothing changed");
        let path = diane.post(close, &[("month", "2026-02"), ("reason", "Vu")]).await.location();
        let page = diane.get(&path).await.expect(200).text();
        assert!(
            page.contains("février\u{a0}2026") && page.contains("n’ont pas de donnée") && page.contains("Vu"),
            "{page}"
        );
        let again = diane.post(close, &[("month", "2026-02"), ("reason", "Vu")]).await.expect(422).text();
        assert!(again.contains("déjà clos"), "{again}");
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert_eq!(odile.get("/indicators").await.location(), "/indicators/VAL");
        odile.get(&path).await.expect(200);
        odile.post(close, &[("month", "2026-01"), ("reason", "Vu")]).await.expect(403);
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        stranger.get(&path).await.expect(404);
        let own = path.replacen("/VAL/", "/ROC/", 1);
        stranger.get(&own).await.expect(404);
        let file = stranger.get("/exports/indicators?format=csv").await.expect(200).text();
        assert!(!file.contains("Valmont"), "{file}");
        // From the second on, an earlier month that is open is told; before the first closed, there is none.
        let director = world.ctx(&app, Role::Director);
        let gaps = Box::pin(actions::gaps(&director, "VAL", "2026-01")).await.unwrap();
        assert!(gaps.iter().all(|gap| gap.text.key != "indicator-missing-earlier"), "{gaps:?}");
        app.platform.clock.set(at("2026-05-04T09:00:00Z"));
        let gaps = Box::pin(actions::gaps(&director, "VAL", "2026-04")).await.unwrap();
        let earlier = gaps.iter().find(|gap| gap.text.key == "indicator-missing-earlier").unwrap();
        assert_eq!(
            (earlier.text.args["count"].as_str(), earlier.text.args["first"].as_str()),
            ("1", "2026-03")
        );
    })
    .await;
}

#[tokio::test]
async fn a_closed_month_never_changes_and_its_correction_stands_beside_it() {
    both(async |app: TestApp| {
        let world = winter(&app).await;
        let director = world.ctx(&app, Role::Director);
        let first = close(&app, &world, "2026-02").await;
        let before = value(&app, &world, &first, "G.2a").await;
        assert_eq!(before.value, Figure::Share(Exact::ratio(2, 3).unwrap()), "one of three was late");
        assert_eq!((before.verdict, before.evidence_count), (Verdict::Missed, 3));
        let path = ClosingPath { beneficiary: "VAL".into(), closing: first.id.clone() };
        let form = CorrectForm { reason: "Relu".into(), ..CorrectForm::default() };
        let same = Box::pin(actions::correct(&director, &path, &form)).await;
        assert!(matches!(same, Err(Error::Refused(_))), "{same:?}");
        // Both sides speak of it; sent twice with one key, it is said once.
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = format!("/indicators/VAL/closings/{}/values/G.2a", first.id);
        let said = [("body", "La demande du 10 était complète"), ("key", "k1")];
        odile.post(&format!("{page}/comments"), &said).await.location();
        odile.post(&format!("{page}/comments"), &said).await.location();
        odile.post(&format!("{page}/comments"), &[("body", " ")]).await.expect(422);
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let shown = diane.get(&page).await.expect(200).text();
        assert_eq!(shown.matches("La demande du 10 était complète").count(), 1, "{shown}");
        assert!(
            shown.contains("/tickets/") && shown.contains("2 ÷ 3"),
            "from the figure to the rows: {shown}"
        );
        for statement in [
            "update indicator_closing set reason = 'autre' where beneficiary_id = $1",
            "delete from indicator_closing where beneficiary_id = $1",
            "update indicator_value set verdict = 'met' where beneficiary_id = $1",
            "delete from indicator_value where beneficiary_id = $1",
            "update indicator_comment set body = 'autre' where beneficiary_id = $1",
            "delete from indicator_comment where beneficiary_id = $1",
        ] {
            let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
            let refused = tx.execute(query(statement).bind(&world.valmont.id)).await;
            assert!(refused.is_err(), "{statement}");
        }
        // A request of February that was written down afterwards.
        request(&app, &world, "2026-02-20T09:00:00Z", 20).await;
        app.platform.clock.set(at("2026-03-12T09:00:00Z"));
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let refused = diane
            .post(&format!("/indicators/VAL/closings/{}/correction", first.id), &[("reason", "")])
            .await
            .expect(422);
        assert!(refused.text().contains("Corriger ce mois"));
        // What has come to be missing since is told, and confirmed like at the first closing.
        let annexe = site(&app, &world.valmont.id, "Annexe").await;
        let open = outage(&annexe, "2026-02-25T09:00:00Z", "");
        outages::actions::report(&app.system(), &open).await.unwrap();
        let unsaid = Box::pin(actions::correct(&director, &path, &form)).await;
        let Err(Error::Invalid(problems)) = unsaid else { panic!("{unsaid:?}") };
        assert!(problems.0.iter().all(|problem| problem.field == "gaps_reason"), "{problems:?}");
        let correction = format!("/indicators/VAL/closings/{}/correction", first.id);
        let asked =
            diane.post(&correction, &[("reason", "Relu"), ("gaps_reason", "")]).await.expect(422).text();
        assert!(asked.contains("name=\"gaps_reason\"") && asked.contains("Relu"), "{asked}");
        let form = CorrectForm { gaps_reason: "Coupure en cours de réparation".into(), ..form };
        let second = Box::pin(actions::correct(&director, &path, &form)).await.unwrap();
        assert_eq!(second.gaps_reason, "Coupure en cours de réparation");
        assert_eq!((second.version, second.corrects.as_ref()), (2, Some(&first.id)));
        let after = value(&app, &world, &second, "G.2a").await;
        assert_eq!(after.value, Figure::Share(Exact::ratio(3, 4).unwrap()));
        assert_eq!(value(&app, &world, &first, "G.2a").await, before, "the former one stays");
        let stale = Box::pin(actions::correct(&director, &path, &form)).await;
        assert!(matches!(stale, Err(Error::Stale(2))), "{stale:?}");
        let page = diane.get(&format!("/indicators/VAL/closings/{}", second.id)).await.expect(200).text();
        assert!(
            page.contains("Ce que cette version change") && page.contains("66,666") && page.contains("75"),
            "{page}"
        );
        let old = diane.get(&format!("/indicators/VAL/closings/{}", first.id)).await.expect(200).text();
        assert!(old.contains("Une version plus récente corrige ce mois"), "{old}");
    })
    .await;
}

/// Nearest rank, as plainly as can be.
fn median(mut seconds: Vec<i64>) -> Option<i64> {
    seconds.sort_unstable();
    let place = seconds.len().div_ceil(2).checked_sub(1)?;
    Some(seconds[place])
}

fn seconds(rows: &[Value]) -> Vec<i64> {
    rows.iter().filter_map(|row| row["seconds"].as_i64()).collect()
}

/// A stored figure as plain text: a fraction in lowest terms, seconds, a count.
fn told(value: &Value) -> String {
    match value["value"]["value"].as_str() {
        Some(text) => Exact::parse(text).unwrap().to_fraction(),
        None => value["value"]["value"].to_string(),
    }
}

fn share(part: i64, whole: i64) -> String {
    Exact::ratio(part, whole).unwrap().to_fraction()
}

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    i64::try_from(items.count()).unwrap()
}

/// What a value must be, from its exported rows alone.
fn recomputed(code: &str, rows: &[Value]) -> String {
    let all = count(rows.iter());
    match code {
        "G.1" => share(count(rows.iter().filter(|row| row["is_kept"] == true)), all),
        "G.2a" => share(count(seconds(rows).into_iter().filter(|seconds| *seconds <= WEEK)), all),
        "G.2b" => median(seconds(rows)).unwrap().to_string(),
        "A.1a" => {
            let sites = rows.iter().filter(|row| row["kind"] == "site");
            let sums = sites.fold((0, 0), |(up, base), row| {
                (up + row["seconds"].as_i64().unwrap(), base + row["of_seconds"].as_i64().unwrap())
            });
            share(sums.0, sums.1)
        }
        "A.1b" => all.to_string(),
        "A.2" => (seconds(rows).into_iter().sum::<i64>() / all).to_string(),
        other => panic!("{other} is not computed here"),
    }
}

#[tokio::test]
async fn closed_values_are_what_their_exported_rows_say() {
    both(async |app: TestApp| {
        let world = winter(&app).await;
        let months = ["2025-12", "2026-01", "2026-02"];
        for month in months {
            close(&app, &world, month).await;
        }
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let mut confirmed = 0;
        for code in ["G.1", "G.2a", "G.2b", "A.1a", "A.1b", "A.2"] {
            let series =
                odile.get(&format!("/api/v1/indicators/VAL/series/{code}?months=12")).await.expect(200);
            let series = series.json();
            let points = series["points"].as_array().unwrap();
            assert_eq!(points.len(), 12);
            for point in points.iter().filter(|point| !point["value"].is_null()) {
                let value = &point["value"];
                let path = format!(
                    "/api/v1/indicators/VAL/closings/{}/values/{code}",
                    value["closing"].as_str().unwrap()
                );
                let rows = odile.get(&path).await.expect(200).json();
                let rows = rows["evidence"].as_array().unwrap();
                assert_eq!(value["evidence_count"], rows.len());
                assert_eq!(told(value), recomputed(code, rows), "{code} {point}");
                confirmed += 1;
            }
        }
        assert_eq!(confirmed, 18, "six indicators over three months");
        let file =
            odile.get("/indicators/VAL/series/G.2a/file?format=csv&months=12").await.expect(200).text();
        assert_eq!(file.matches("\r\n").count(), 4, "{file}");
        assert!(file.contains("2026-02;1;G.2a;") && file.contains(";2/3;"), "{file}");
        let all = odile.get("/exports/indicators?format=csv").await.expect(200).text();
        assert!(
            all.matches("\r\n").count() > 18 && all.contains("Commune de Valmont;2025-12;1;G.1;"),
            "{all}"
        );
        let closing = close_of(&app, &world, "2026-02").await;
        let rows = format!("/indicators/VAL/closings/{}/values/G.2b/file", closing.id);
        let csv = odile.get(&format!("{rows}?format=csv")).await.expect(200).text();
        assert_eq!(csv.matches("\r\n").count(), 4, "three incidents: {csv}");
        odile.get(&format!("{rows}?format=xlsx")).await.expect(200);
        odile.get(&format!("{rows}?format=pdf")).await.expect(422);
        let page = odile.get("/indicators/VAL/series/G.2b?months=24").await.expect(200).text();
        assert!(
            page.contains("<svg") && page.contains("Base de référence") && page.contains("Non clos"),
            "{page}"
        );
        assert!(
            !page.contains("tag good") && !page.contains("tag bad"),
            "not contractual is never green or red"
        );
        odile.get("/indicators/VAL/series/G.2b?months=5").await.expect(422);
        odile.get("/indicators/VAL/series/Z.9").await.expect(404);
    })
    .await;
}

async fn close_of(app: &TestApp, world: &World, month: &str) -> Closing {
    let found = actions::overview(&world.ctx(app, Role::Officer), "VAL").await.unwrap();
    found.closings.into_iter().find(|one| one.month.to_string().starts_with(month)).unwrap()
}

/// A steering committee of a day, with its minutes to be written.
async fn steering(app: &TestApp, world: &World, starts: &str) -> MeetingKey {
    let form = MeetingForm {
        beneficiary: world.valmont.id.to_string(),
        committee: "steering".into(),
        starts: starts.into(),
        ..MeetingForm::default()
    };
    meetings::actions::create(&world.ctx(app, Role::Director), &form).await.unwrap()
}

async fn stage(app: &TestApp, world: &World, code: &str) -> Stage {
    let officer = world.ctx(app, Role::Officer);
    Box::pin(actions::series(&officer, "VAL", code, 12)).await.unwrap().life.stage
}

#[tokio::test]
async fn a_target_is_proposed_from_the_baseline_decided_and_judges_later_months_only() {
    both(async |app: TestApp| {
        let world = winter(&app).await;
        let (director, officer) = (world.ctx(&app, Role::Director), world.ctx(&app, Role::Officer));
        assert_eq!(stage(&app, &world, "A.1b").await, Stage::Measured);
        close(&app, &world, "2025-12").await;
        assert_eq!(stage(&app, &world, "A.1b").await, Stage::BaselineRunning);
        let wish = ProposalForm {
            operator: "at_most".into(),
            value: "1".into(),
            motive: "Une coupure par mois suffit".into(),
            key: "k1".into(),
        };
        let early = Box::pin(actions::propose(&officer, "VAL", "A.1b", &wish)).await;
        assert!(matches!(early, Err(Error::Invalid(_))), "{early:?}");
        close(&app, &world, "2026-01").await;
        close(&app, &world, "2026-02").await;
        let key = steering(&app, &world, "2026-03-12T09:00").await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let bad = [("operator", "at_most"), ("value", "-1"), ("motive", "")];
        let page = odile.post("/indicators/VAL/series/A.1b/proposals", &bad).await.expect(422).text();
        assert!(page.contains("value=\"-1\""), "what was typed is kept: {page}");
        Box::pin(actions::propose(&officer, "VAL", "A.1b", &wish)).await.unwrap();
        Box::pin(actions::propose(&officer, "VAL", "A.1b", &wish)).await.unwrap();
        let found = Box::pin(actions::series(&officer, "VAL", "A.1b", 12)).await.unwrap();
        assert_eq!((found.proposals.len(), found.life.stage), (1, Stage::TargetProposed), "made once");
        let baseline = &found.proposals[0].baseline;
        assert_eq!((baseline.months, &baseline.median), (3, &Figure::Count(2)));
        let items = meetings::actions::read(&director, &key).await.unwrap().items;
        assert_eq!(
            items.iter().filter(|item| item.path.ends_with("/series/A.1b")).count(),
            1,
            "on the agenda"
        );
        Box::pin(meetings::actions::fill(&director, &key)).await.unwrap();
        let items = meetings::actions::read(&director, &key).await.unwrap().items;
        assert_eq!(items.iter().filter(|item| item.path.ends_with("/series/A.1b")).count(), 1, "once");
        let stranger = app.ctx(world.person_at(Role::Officer, &world.rochebrune.id).actor());
        let id = found.proposals[0].id.clone();
        assert!(matches!(actions::withdraw(&stranger, "VAL", &id).await, Err(Error::NotFound)));
        let form = |effective_on: &str| DecideForm {
            meeting: key.id.to_string(),
            decision: "Une coupure par mois au plus".into(),
            effective_on: effective_on.into(),
        };
        assert!(matches!(
            Box::pin(actions::decide(&officer, "VAL", &id, &form("2026-04-01"))).await,
            Err(Error::Forbidden(_))
        ));
        let past = Box::pin(actions::decide(&director, "VAL", &id, &form("2026-02-01"))).await;
        assert!(matches!(past, Err(Error::Invalid(_))), "never retroactive: {past:?}");
        let made = Box::pin(actions::decide(&director, "VAL", &id, &form("2026-04-01"))).await.unwrap();
        assert_eq!(made.target.unwrap().commitment, "A.1b");
        let twice = Box::pin(actions::decide(&director, "VAL", &id, &form("2026-04-01"))).await;
        assert!(matches!(twice, Err(Error::Refused(_))), "{twice:?}");
        assert_eq!(stage(&app, &world, "A.1b").await, Stage::TargetProposed, "the minutes are not validated");
        app.platform.clock.set(at("2026-03-12T10:00:00Z"));
        meetings::actions::hold(&director, &key).await.unwrap();
        meetings::actions::send(&director, &key).await.unwrap();
        Box::pin(meetings::actions::validate(&director, &key)).await.unwrap();
        Box::pin(meetings::actions::validate(&officer, &key)).await.unwrap();
        assert_eq!(stage(&app, &world, "A.1b").await, Stage::TargetAgreed);
        app.platform.clock.set(at("2026-05-05T09:00:00Z"));
        assert_eq!(stage(&app, &world, "A.1b").await, Stage::InForce);
        let (march, april) = (close(&app, &world, "2026-03").await, close(&app, &world, "2026-04").await);
        let before = value(&app, &world, &march, "A.1b").await;
        assert_eq!((before.verdict, before.target), (Verdict::NotContractual, None), "never retroactive");
        let judged = value(&app, &world, &april, "A.1b").await;
        assert_eq!((judged.verdict, judged.value), (Verdict::Met, Figure::Count(0)));
        let page = odile_again(&app, &world).await;
        assert!(page.contains("Décision 2026-1") && page.contains("au plus 1"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_is_validated_after_a_month_was_closed_never_judges_its_correction() {
    both(async |app: TestApp| {
        let world = winter(&app).await;
        let (director, officer) = (world.ctx(&app, Role::Director), world.ctx(&app, Role::Officer));
        // Decided in January for February; the minutes are validated once February is closed.
        app.platform.clock.set(at("2026-01-20T09:00:00Z"));
        let key = steering(&app, &world, "2026-01-20T10:00").await;
        let decided = decisions::DecisionForm {
            kind: "target".into(),
            decision: "Deux demandes sur trois au moins".into(),
            effective_on: "2026-02-01".into(),
            commitment: "G.3".into(),
            operator: "at_most".into(),
            value: "40".into(),
        };
        Box::pin(decisions::actions::add(&director, &key, &decided)).await.unwrap();
        app.platform.clock.set(at("2026-01-20T12:00:00Z"));
        meetings::actions::hold(&director, &key).await.unwrap();
        meetings::actions::send(&director, &key).await.unwrap();
        app.platform.clock.set(at("2026-03-11T09:00:00Z"));
        let first = close(&app, &world, "2026-02").await;
        app.platform.clock.set(at("2026-03-11T11:00:00Z"));
        Box::pin(meetings::actions::validate(&director, &key)).await.unwrap();
        Box::pin(meetings::actions::validate(&officer, &key)).await.unwrap();
        request(&app, &world, "2026-02-20T09:00:00Z", 20).await;
        app.platform.clock.set(at("2026-03-12T09:00:00Z"));
        let path = ClosingPath { beneficiary: "VAL".into(), closing: first.id.clone() };
        let form = CorrectForm { reason: "Relu".into(), gaps_reason: "Constaté".into() };
        let second = Box::pin(actions::correct(&director, &path, &form)).await.unwrap();
        assert_eq!(value(&app, &world, &second, "G.3").await.target, None, "never retroactive");
        let board = scoreboard::actions::read(
            &director,
            "VAL",
            Period { first: date(2026, 2, 1), last: date(2026, 2, 28) },
        )
        .await
        .unwrap();
        let live = board.indicators.iter().find(|one| one.commitment.code == "G.3").unwrap();
        assert!(live.commitment.target.is_some(), "what is read now knows of it");
    })
    .await;
}

async fn odile_again(app: &TestApp, world: &World) -> String {
    let mut odile = app.client_of(world.person(Role::Officer)).await;
    odile.get("/indicators/VAL/series/A.1b").await.expect(200).text()
}

#[tokio::test]
async fn months_are_closed_in_the_background_and_go_on_where_they_stopped() {
    both(async |app: TestApp| {
        let world = winter(&app).await;
        let director = world.ctx(&app, Role::Director);
        let from = |reason: &str| RunForm { from: "2025-06".into(), reason: reason.into() };
        let stopped = actions::run(&director, "VAL", &from("")).await.unwrap();
        assert_eq!(stopped.total, 9);
        app.run_jobs().await;
        let found = actions::overview(&director, "VAL").await.unwrap();
        assert_eq!((found.runs[0].state.as_str(), found.runs[0].done), ("stopped", 0));
        assert!(found.runs[0].trouble.is_some() && found.closings.is_empty());
        app.platform.clock.advance(SignedDuration::from_mins(1));
        close(&app, &world, "2025-08").await;
        let asked = actions::run(&director, "VAL", &from("Constaté")).await.unwrap();
        assert_eq!(asked.total, 8, "what is closed is left alone");
        app.run_jobs().await;
        let found = actions::overview(&director, "VAL").await.unwrap();
        assert_eq!((found.runs[0].state.as_str(), found.runs[0].done), ("done", 8));
        assert_eq!((found.closings.len(), found.next), (9, None));
        assert_eq!(
            found.closings[0].closed_by_name,
            world.person(Role::Director).name,
            "in the name of who asked"
        );
        assert!(matches!(actions::run(&director, "VAL", &RunForm::default()).await, Err(Error::Refused(_))));
        assert_eq!(actions::run_all(&director, &RunForm::default()).await.unwrap(), 0);
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let page = diane.get("/indicators/VAL").await.expect(200).text();
        assert!(page.contains("8 sur 8") && page.contains("Arrêté"), "{page}");
        diane.post("/indicators/runs", &[("from", "hier")]).await.expect(422);
        let body = json!({"from": "2025-01", "reason": "Constaté"});
        diane.json(Method::POST, "/api/v1/indicators/VAL/runs", &body).await.expect(201);
    })
    .await;
}

#[tokio::test]
async fn the_settings_close_by_themselves_only_what_lacks_nothing() {
    let app = TestApp::sqlite().await.with_settings(|settings| settings.close_indicators_on_day = 10);
    let world = winter(&app).await;
    assert_eq!(Box::pin(actions::close_due(&app.system())).await.unwrap(), 0, "no month was ever closed");
    close(&app, &world, "2026-01").await;
    assert_eq!(Box::pin(actions::close_due(&app.system())).await.unwrap(), 0, "something is missing");
    assert_eq!(app.count("indicator_closing").await, 1);
}

#[tokio::test]
async fn those_who_can_close_a_month_that_waits_are_told_once() {
    both(async |app: TestApp| {
        let app = app.with_settings(|settings| settings.close_indicators_on_day = 10);
        let world = winter(&app).await;
        close(&app, &world, "2026-01").await;
        desk::notifications::actions::follow(&app.system()).await.unwrap();
        for _ in 0..2 {
            assert_eq!(Box::pin(actions::close_due(&app.system())).await.unwrap(), 0);
            desk::notifications::actions::follow(&app.system()).await.unwrap();
        }
        assert_eq!(app.count("closing_reminder").await, 1);
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let page = diane.get("/notifications").await.expect(200).text();
        let said = "VAL : février 2026 attend d’être clos".replace(' ', "\u{a0}");
        let plain = |text: &str| text.replace('\u{a0}', " ");
        assert!(plain(&page).contains(&plain(&said)), "{page}");
        let told = diane.get("/api/v1/notifications").await.expect(200).text();
        assert_eq!(told.matches("month_waiting").count(), 1, "{told}");
        for stranger in [Role::Officer, Role::FinanceOfficer] {
            let page =
                app.client_of(world.person(stranger)).await.get("/notifications").await.expect(200).text();
            assert!(!plain(&page).contains("attend d’être clos"), "{stranger:?}: {page}");
        }
        close(&app, &world, "2026-02").await;
        assert_eq!(Box::pin(actions::close_due(&app.system())).await.unwrap(), 0);
        assert_eq!(app.count("closing_reminder").await, 1, "nothing waits any more");
        // A closing in the background that stops tells too.
        let from = RunForm { from: "2025-12".into(), reason: String::new() };
        actions::run(&world.ctx(&app, Role::Director), "VAL", &from).await.unwrap();
        app.run_jobs().await;
        assert_eq!(app.count("closing_reminder").await, 2);
    })
    .await;
}

/// B.1 and C.1: the incidents of the categories that say their domain, or whose upper category does.
#[tokio::test]
async fn a_category_says_of_which_domain_its_incidents_are() {
    both(async |app: TestApp| {
        let world = winter(&app).await;
        let ada = world.ctx(&app, Role::Administrator);
        let upper = CategoryForm { name: "Serveurs".into(), ..CategoryForm::default() };
        let upper = categories::actions::create(&ada, &upper).await.unwrap();
        let below =
            CategoryForm { name: "Disque".into(), parent: upper.id.to_string(), ..CategoryForm::default() };
        let below = categories::actions::create(&ada, &below).await.unwrap();
        let key = incident(&app, &world, "2026-03-02T09:00:00Z", 25).await;
        let theo = world.ctx(&app, Role::Technician);
        let ticket = tickets::read(&theo, &key).await.unwrap().thread.ticket;
        let correction = tickets::Correction {
            kind: Kind::Incident,
            administrative: false,
            title: ticket.title.clone(),
            requester: world.person(Role::Requester).id.clone(),
            site: None,
            category: Some(below.id.to_string()),
        };
        tickets::correct(&theo, &key, ticket.version, correction).await.unwrap();
        app.platform.clock.set(at("2026-03-11T09:00:00Z"));
        let mut admin = app.client_of(world.person(Role::Administrator)).await;
        let address = "/api/v1/scoreboards/VAL?from=2026-03-01&to=2026-03-10";
        let board = admin.get(address).await.expect(200).json();
        assert_eq!(board["unmeasured"], json!([]), "every line of annexe 1 A is measured");
        assert_eq!(line(&board, "B.1a")["value"]["kind"], "no_data");
        let domain = format!("/categories/{}/domain", upper.id);
        let refused = admin.post(&domain, &[("domain", "espace")]).await.expect(422).text();
        assert!(refused.contains("Choisissez un domaine de la liste"), "{refused}");
        admin.post(&domain, &[("domain", "hosting")]).await.location();
        let board = admin.get(address).await.expect(200).json();
        assert_eq!(line(&board, "B.1a")["value"], json!({"kind": "seconds", "value": 25 * 60}));
        assert_eq!(line(&board, "B.1b")["value"], json!({"kind": "seconds", "value": 85 * 60}));
        assert_eq!(line(&board, "B.1b")["verdict"], "not_contractual");
        assert_eq!(line(&board, "C.1a")["verdict"], "no_data");
    })
    .await;
}

fn line<'a>(board: &'a Value, code: &str) -> &'a Value {
    board["indicators"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap()
}
