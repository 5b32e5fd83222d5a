//! A Prometheus that is asked, played as its documentation says it answers. A real one is tried by `tests/monitoring`.

use crate::estate_outages::site;
use axum::{
    Form, Router,
    extract::State,
    http::{HeaderMap, Method, StatusCode, header},
    routing::post,
};
use desk::monitoring::{
    Kind, RuleForm, Settings, Source, actions,
    queries::{QueryForm, actions as queries},
};
use estate::{blind_times, outages};
use jiff::{SignedDuration, Timestamp};
use kernel::{Exact, Scope};
use people::Role;
use platform::db::query;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use testkit::{TestApp, World, both};
use tokio::net::TcpListener;

/// Samples of each site, by their second.
type Samples = BTreeMap<&'static str, BTreeMap<i64, &'static str>>;

#[derive(Clone, Default)]
struct Prometheus {
    samples: Arc<Mutex<Samples>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Asked {
    query: String,
    start: i64,
    end: i64,
    step: i64,
    lookback_delta: String,
}

/// The value of a point is the last sample that is not older than the lookback.
async fn query_range(
    State(own): State<Prometheus>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> (StatusCode, String) {
    if headers.get(header::AUTHORIZATION).is_none_or(|token| token != "Bearer laissez-passer") {
        return (StatusCode::UNAUTHORIZED, "Unauthorized".to_owned());
    }
    own.asked.lock().unwrap().push(asked.clone());
    if asked.query == "probe_success{" {
        let error = json!({"status": "error", "errorType": "bad_data", "error": "unexpected end of input"});
        return (StatusCode::BAD_REQUEST, error.to_string());
    }
    let lookback: i64 = asked.lookback_delta.trim_end_matches('s').parse().unwrap();
    let samples = own.samples.lock().unwrap();
    let series = samples.iter().filter_map(|(name, samples)| {
        let points = (0..=(asked.end - asked.start) / asked.step).map(|i| asked.start + i * asked.step);
        let values = points.filter_map(|at| {
            let (_, value) = samples.range(at - lookback + 1..=at).next_back()?;
            Some(json!([at, value]))
        });
        let values: Vec<Value> = values.collect();
        let metric = json!({"__name__": "probe_success", "instance": "https://site.example/", "lieu": name});
        (!values.is_empty()).then(|| json!({"metric": metric, "values": values}))
    });
    let result: Vec<Value> = series.collect();
    (
        StatusCode::OK,
        json!({"status": "success", "data": {"resultType": "matrix", "result": result}}).to_string(),
    )
}

impl Prometheus {
    async fn serve(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes =
            Router::new().route("/prefixe/api/v1/query_range", post(query_range)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        address
    }

    fn measure(&self, site: &'static str, at: Timestamp, value: &'static str) {
        self.samples.lock().unwrap().entry(site).or_default().insert(at.as_second(), value);
    }
}

/// A minute goes by, each site is measured unless Prometheus is stopped, and what is due is read.
async fn minute(app: &TestApp, prometheus: &Prometheus, values: &[(&'static str, &'static str)]) {
    app.platform.clock.advance(SignedDuration::from_mins(1));
    for (site, value) in values {
        prometheus.measure(site, app.platform.clock.now(), value);
    }
    app.run_jobs().await;
}

async fn source(app: &TestApp, world: &World, address: SocketAddr) -> Source {
    let admin = world.ctx(app, Role::Administrator);
    let settings = Settings { name: "Prometheus".into(), ..actions::usual(Kind::Prometheus) };
    let (source, _) = actions::create(&admin, settings).await.unwrap();
    let rule = RuleForm {
        beneficiary: world.valmont.id.to_string(),
        contact: world.person(Role::Officer).id.to_string(),
        ..RuleForm::default()
    };
    actions::add_rule(&admin, &source.id, &rule).await.unwrap();
    let form = QueryForm {
        address: format!("http://{address}/prefixe/"),
        token: "laissez-passer".into(),
        expression: "probe_success".into(),
        site_label: "lieu".into(),
        ..QueryForm::default()
    };
    queries::set(&admin, &source.id, &form).await.unwrap();
    source
}

fn open(app: TestApp) -> TestApp {
    app.with_settings(|settings| settings.egress.networks = vec!["127.0.0.0/8".parse().unwrap()])
}

#[tokio::test]
async fn what_a_prometheus_measures_becomes_outages_and_blind_times_once() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        site(&app, &world.rochebrune.id, "Dépôt lointain").await;
        let prometheus = Prometheus::default();
        let source = source(&app, &world, prometheus.serve().await).await;
        let hold = async |minutes: i64, value: &'static str| {
            for _ in 0..minutes {
                // The other site is another beneficiary's: no rule says anything of it.
                minute(&app, &prometheus, &[("Mairie", value), ("Dépôt lointain", value)]).await;
            }
            app.platform.clock.now()
        };
        hold(5, "1").await;
        assert_eq!((app.count("outage").await, app.count("blind_time").await), (0, 0));
        let up = hold(1, "1").await;
        let down = up + SignedDuration::from_mins(1);
        let back = hold(4, "0").await + SignedDuration::from_mins(1);
        hold(4, "1").await;
        let found = async || {
            outages::actions::list(&app.system(), &outages::store::Filter::default()).await.unwrap().0
        };
        let outage = found().await.remove(0);
        assert_eq!((outage.from, outage.to, &outage.sites[0].id), (down, Some(back), &hall.id));
        assert_eq!((found().await.len(), outage.ticket.as_str()), (1, "VAL-1"));
        // It stops measuring for five minutes: a point holds for two of them, three are blind.
        let last = app.platform.clock.now();
        for _ in 0..5 {
            minute(&app, &prometheus, &[]).await;
        }
        let blind = async || blind_times::actions::list(&app.system()).await.unwrap();
        let hole = (last + SignedDuration::from_mins(2), last + SignedDuration::from_mins(6));
        assert_eq!((blind().await[0].from, blind().await[0].to), (hole.0, None));
        hold(4, "1").await;
        assert_eq!((blind().await.len(), blind().await[0].to), (1, Some(hole.1)));
        assert_eq!(blind().await[0].site.as_ref(), Some(&hall.id));
        // Read again from the beginning, it says the same, and makes nothing new.
        let counts =
            async || [app.count("ticket").await, app.count("outage").await, app.count("blind_time").await];
        let (before, said) = (counts().await, app.count("ticket_message").await);
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let forget =
            query("update monitoring_query set read_until = $1").bind(up - SignedDuration::from_mins(3));
        tx.execute(forget).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
        assert_eq!((counts().await, app.count("ticket_message").await), (before, said));
        assert_eq!((found().await[0].from, found().await[0].to), (down, Some(back)));
        // Two failures of sites that are not Valmont's were told under its rule: an incident without a place.
        let all = found().await;
        assert!(all.iter().all(|one| one.beneficiary == world.valmont.id && one.sites[0].id == hall.id));
        // From midnight, less four minutes, less the four that nobody saw.
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let report =
            officer.get("/api/v1/availability/VAL?from=2026-03-11&to=2026-03-11").await.expect(200).json();
        let measured = report["measured"]["availability_around_the_clock"].as_str().unwrap();
        let base =
            app.platform.clock.now().duration_since("2026-03-10T23:00:00Z".parse().unwrap()).as_secs() - 240;
        assert_eq!(Exact::parse(measured).unwrap(), Exact::from(base - 240) / Exact::from(base));
        let (source, _) = actions::get(&world.ctx(&app, Role::Administrator), &source.id).await.unwrap();
        assert!(!source.is_silent);
    })
    .await;
}

#[tokio::test]
async fn a_prometheus_that_refuses_is_shown_and_read_later() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        site(&app, &world.valmont.id, "Mairie").await;
        let prometheus = Prometheus::default();
        let source = source(&app, &world, prometheus.serve().await).await;
        let admin = world.ctx(&app, Role::Administrator);
        for _ in 0..5 {
            minute(&app, &prometheus, &[("Mairie", "1")]).await;
        }
        let now = queries::get(&admin, &source.id).await.unwrap().unwrap();
        assert!(now.read_until.is_some() && now.failing_since.is_none());
        let wrong = QueryForm {
            address: now.address.clone(),
            expression: "probe_success{".into(),
            site_label: "lieu".into(),
            version: now.version,
            ..QueryForm::default()
        };
        let kept = queries::set(&admin, &source.id, &wrong).await.unwrap();
        for _ in 0..3 {
            minute(&app, &prometheus, &[("Mairie", "0")]).await;
        }
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        let own = format!("/monitoring/{}", source.id);
        let page = root.get(&own).await.expect(200).text();
        assert!(page.contains("unexpected end of input"), "{page}");
        assert!(!page.contains("laissez-passer") && !page.contains("/api/v1/hooks/"), "it posts nothing");
        assert_eq!(app.count("outage").await, 0);
        // Set right, what was measured meanwhile is read.
        let fields = [
            ("address", now.address.as_str()),
            ("token", ""),
            ("expression", "probe_success"),
            ("site_label", "lieu"),
            ("step", "60"),
            ("version", "1"),
        ];
        let edit = format!("{own}/query");
        let stale = root.post(&edit, &fields).await.expect(409).text();
        assert!(stale.contains("probe_success"));
        let version = kept.version.to_string();
        let mut fields = fields;
        fields[5].1 = &version;
        fields[4].1 = "0";
        let refused = root.post(&edit, &fields).await.expect(422).text();
        assert!(refused.contains(&now.address));
        fields[4].1 = "60";
        root.post(&edit, &fields).await.expect(303);
        for _ in 0..2 {
            minute(&app, &prometheus, &[("Mairie", "0")]).await;
        }
        assert_eq!((app.count("outage").await, app.count("blind_time").await), (1, 0));
        let asked = prometheus.asked.lock().unwrap().clone();
        assert!(
            asked.iter().all(|one| one.step == 60 && one.start % 60 == 0 && one.start <= one.end),
            "{asked:?}"
        );
        // A source that is asked takes nothing that is posted; nobody outside the desk sees what it is asked.
        let body = axum::body::Body::from("{}");
        let (mut visitor, hook) = (app.visitor(), format!("/api/v1/hooks{own}"));
        let posted = visitor.send(Method::POST, &hook, &[("content-type", "application/json")], body);
        posted.await.expect(404);
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        officer.get(&edit).await.expect(403);
        let shown = root.get(&format!("/api/v1{own}")).await.expect(200).json();
        assert_eq!(shown["query"]["expression"], json!("probe_success"));
        assert!(shown["query"].get("token").is_none());
    })
    .await;
}
