//! Probes against real listeners of this machine: down and up again, blind when nobody looked, and what may not be asked.

use crate::estate_outages::site;
use axum::{Router, http::Method, routing::get};
use desk::{
    monitoring::actions as monitoring,
    probes::{Finding, Probe, ProbeForm, ProbeKey, State, actions, check},
    tickets::State as TicketState,
};
use estate::{
    blind_times,
    outages::{self, Outage},
    sites::Site,
};
use jiff::SignedDuration;
use kernel::Exact;
use people::Role;
use serde_json::{Value, json};
use std::{net::SocketAddr, path::Path, sync::Arc};
use testkit::{Client, TestApp, World, both};
use tokio::{
    net::{TcpListener, UdpSocket},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

/// The instance may look at this machine.
fn open(app: TestApp) -> TestApp {
    app.with_settings(|settings| settings.egress.networks = vec!["127.0.0.0/8".parse().unwrap()])
}

/// A site that is really there, until it is stopped.
struct Served {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Served {
    async fn at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let elsewhere = get(async || axum::response::Redirect::temporary("http://169.254.169.254/"));
        let pages = Router::new()
            .route("/", get(async || "Bienvenue à Valmont"))
            .route("/ailleurs", elsewhere)
            .route("/panne", get(async || (axum::http::StatusCode::SERVICE_UNAVAILABLE, "")));
        let serving = tokio::spawn(async move { axum::serve(listener, pages).await.unwrap() });
        Self { address, serving }
    }

    async fn new() -> Self {
        Self::at("127.0.0.1:0".parse().unwrap()).await
    }

    async fn stop(self) -> SocketAddr {
        self.serving.abort();
        drop(self.serving.await);
        self.address
    }
}

fn form(world: &World, site: &Site, kind: &str, target: &str) -> ProbeForm {
    ProbeForm {
        beneficiary: site.beneficiary.to_string(),
        kind: kind.into(),
        name: format!("Sonde {kind}"),
        site: site.id.to_string(),
        contact: world.person(Role::Officer).id.to_string(),
        target: target.into(),
        ..ProbeForm::default()
    }
}

fn key(probe: &Probe) -> ProbeKey {
    ProbeKey { beneficiary: probe.beneficiary.clone(), id: probe.id.clone() }
}

async fn seen(app: &TestApp, probe: &Probe) -> Probe {
    actions::read(&app.system(), &key(probe)).await.unwrap().probe
}

/// A minute goes by, and whoever is due looks.
async fn minute(app: &TestApp) {
    app.platform.clock.advance(SignedDuration::from_mins(1));
    app.run_jobs().await;
}

async fn outages(app: &TestApp) -> Vec<Outage> {
    outages::actions::list(&app.system(), &outages::store::Filter::default()).await.unwrap().0
}

async fn blind(app: &TestApp) -> Vec<blind_times::BlindTime> {
    blind_times::actions::list(&app.system()).await.unwrap()
}

/// The availability of today around the clock, as everybody reads it.
async fn availability(client: &mut Client) -> Exact {
    let report =
        client.get("/api/v1/availability/VAL?from=2026-03-11&to=2026-03-11").await.expect(200).json();
    Exact::parse(report["measured"]["availability_around_the_clock"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_site_really_stopped_gives_one_incident_and_the_outage_that_a_hand_computes() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let admin = world.ctx(&app, Role::Administrator);
        let served = Served::new().await;
        let page = format!("http://{}/", served.address);
        let asked =
            ProbeForm { word: "Bienvenue".into(), key: "once".into(), ..form(&world, &hall, "http", &page) };
        let probe = actions::create(&admin, &asked).await.unwrap();
        assert_eq!(actions::create(&admin, &asked).await.unwrap().id, probe.id, "sent twice, added once");
        app.run_jobs().await;
        let up = seen(&app, &probe).await;
        assert_eq!((up.standing.state, up.last.unwrap().finding), (State::Up, Finding::Good));
        assert_eq!(app.count("ticket").await, 0);
        minute(&app).await;
        let address = served.stop().await;
        // Three failures in a row, a minute apart: down since the first.
        minute(&app).await;
        let fell = app.platform.clock.now();
        minute(&app).await;
        assert!(outages(&app).await.is_empty(), "two failures are none yet");
        minute(&app).await;
        app.run_jobs().await;
        let down = seen(&app, &probe).await;
        assert_eq!((down.standing.state, down.standing.since), (State::Down, fell));
        assert_eq!(down.last.unwrap().finding, Finding::Unreachable);
        let outage = outages(&app).await.remove(0);
        assert_eq!((outage.from, outage.to, &outage.sites[0].id), (fell, None, &hall.id));
        assert_eq!((outage.source, outage.ticket.as_str()), (outages::Source::Monitoring, "VAL-1"));
        minute(&app).await;
        assert_eq!((outages(&app).await.len(), app.count("ticket").await), (1, 1), "told once");
        // Two successes in a row: up since the first.
        let _served = Served::at(address).await;
        minute(&app).await;
        let rose = app.platform.clock.now();
        assert!(outages(&app).await[0].to.is_none(), "one success is not enough");
        minute(&app).await;
        let over = outages(&app).await.remove(0);
        assert_eq!((over.from, over.to), (fell, Some(rose)));
        assert_eq!(rose.duration_since(fell).as_secs(), 240, "from 10:02 to 10:06");
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let ticket =
            officer.get("/api/v1/tickets?q=%C3%A9tat%3Atous").await.expect(200).json()["items"][0].clone();
        assert_eq!(
            (&ticket["state"], &ticket["site"]["name"]),
            (&json!(TicketState::Resolved), &json!("Mairie"))
        );
        assert!(ticket["title"].as_str().unwrap().contains("Connexion impossible"), "{ticket}");
        // From midnight to 10:07 in Paris, less four minutes.
        let base = 10 * 3_600 + 7 * 60;
        assert_eq!(availability(&mut officer).await, Exact::from(base - 240) / Exact::from(base));
        assert!(blind(&app).await.is_empty());
        let sources = monitoring::list(&admin).await.unwrap();
        assert_eq!((sources.len(), sources[0].settings.name.as_str()), (1, "Sondes de Socle"));
    })
    .await;
}

#[tokio::test]
async fn time_without_the_program_is_neither_up_nor_down() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let admin = world.ctx(&app, Role::Administrator);
        let served = Served::new().await;
        let page = format!("http://{}/", served.address);
        let asked = ProbeForm { failures: "2".into(), ..form(&world, &hall, "http", &page) };
        let probe = actions::create(&admin, &asked).await.unwrap();
        app.run_jobs().await;
        minute(&app).await;
        let last = app.platform.clock.now();
        let address = served.stop().await;
        app.platform.clock.advance(SignedDuration::from_hours(2));
        let back = app.platform.clock.now();
        app.run_jobs().await;
        app.run_jobs().await;
        let found = blind(&app).await;
        assert_eq!((found.len(), found[0].from, found[0].to), (1, last, Some(back)), "recorded once");
        assert_eq!(found[0].site.as_ref(), Some(&hall.id));
        minute(&app).await;
        let outage = outages(&app).await.remove(0);
        assert_eq!(outage.from, back, "the first look after it, never before");
        let _served = Served::at(address).await;
        minute(&app).await;
        minute(&app).await;
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        // From midnight to 12:04, less two hours that nobody saw, of which two minutes down.
        let base = 10 * 3_600 + 4 * 60;
        assert_eq!(availability(&mut officer).await, Exact::from(base - 120) / Exact::from(base));
        // Paused, nobody watches the site any more; another probe of it does again.
        actions::set_paused(&admin, &key(&probe), true).await.unwrap();
        assert_eq!(blind(&app).await[0].to, None);
        let again = ProbeForm { name: "Autre".into(), ..asked };
        let other = actions::create(&admin, &again).await.unwrap();
        assert_eq!(blind(&app).await[0].to, Some(app.platform.clock.now()));
        // One of two that are paused: the other still watches.
        actions::set_paused(&admin, &key(&probe), false).await.unwrap();
        actions::set_paused(&admin, &key(&other), true).await.unwrap();
        assert!(blind(&app).await.iter().all(|one| one.to.is_some()));
    })
    .await;
}

/// A name server that gives one address to every question.
async fn name_server() -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut asked = [0u8; 512];
        while let Ok((_, from)) = socket.recv_from(&mut asked).await {
            // The question ends after its name's last, empty label, its kind and its class (RFC 1035).
            let mut end = 12;
            while asked[end] != 0 {
                end += usize::from(asked[end]) + 1;
            }
            let question = &asked[12..end + 5];
            let head = [asked[0], asked[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0];
            let record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, 7];
            socket.send_to(&[&head[..], question, &record].concat(), from).await.unwrap();
        }
    });
    address
}

/// A server whose certificate is good for 127.0.0.1 until 2120.
async fn encrypted() -> SocketAddr {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/tls");
    let certificate = CertificateDer::from_pem_file(folder.join("certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("key.pem")).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let acceptor = TlsAcceptor::from(Arc::new(builder.with_single_cert(vec![certificate], key).unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            drop(acceptor.accept(tcp).await);
        }
    });
    address
}

#[tokio::test]
async fn each_kind_finds_what_is_there() {
    both(async |app: TestApp| {
        let authority = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/tls/certificate.pem");
        let app = open(app).with_settings(|settings| settings.egress.ca_file = Some(authority));
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let admin = world.ctx(&app, Role::Administrator);
        let (served, tls, dns) = (Served::new().await, encrypted().await, name_server().await);
        let place = served.address;
        let asked = |name: &str, kind: &str, target: String| ProbeForm {
            name: name.into(),
            cuts_off: "no".into(),
            ..form(&world, &hall, kind, &target)
        };
        let name = |name: &str, answer: &str| ProbeForm {
            server: dns.to_string(),
            answer: answer.into(),
            ..asked(name, "dns", "mairie.example".into())
        };
        let page = |name: &str, path: &str| asked(name, "http", format!("http://{place}/{path}"));
        let probes = [
            (asked("a", "tcp", place.to_string()), Finding::Good, ""),
            (page("b", ""), Finding::Good, "200"),
            (ProbeForm { word: "Adieu".into(), ..page("c", "") }, Finding::Word, "200"),
            (page("d", "panne"), Finding::Status, "503"),
            (ProbeForm { status: "503".into(), ..page("e", "panne") }, Finding::Good, "503"),
            // A redirect is an answer; where it leads is never called.
            (page("f", "ailleurs"), Finding::Good, "307"),
            (ProbeForm { status: "200".into(), ..page("g", "ailleurs") }, Finding::Status, "307"),
            (asked("h", "tls", tls.to_string()), Finding::Good, "2120-01-01T00:00:00Z"),
            (asked("i", "tls", place.to_string()), Finding::Untrusted, "no encryption"),
            (name("j", ""), Finding::Good, "203.0.113.7"),
            (name("k", "203.0.113.7"), Finding::Good, "203.0.113.7"),
            (name("l", "203.0.113.8"), Finding::Answer, "203.0.113.7"),
            (ProbeForm { record: "MX".into(), ..name("m", "") }, Finding::Unresolved, "no address"),
        ];
        let mut made = vec![];
        for (form, finding, detail) in &probes {
            made.push((actions::create(&admin, form).await.unwrap(), *finding, *detail));
        }
        app.run_jobs().await;
        for (probe, finding, detail) in &made {
            let last = seen(&app, probe).await.last.unwrap();
            assert_eq!(last.finding, *finding, "{}: {}", probe.content.name, last.detail);
            assert!(last.detail.contains(detail), "{}: {}", probe.content.name, last.detail);
        }
        // A week before its end, the certificate is told.
        let late = "2119-12-25T00:00:00Z".parse().unwrap();
        let last = check::run(&app.platform.settings.egress, &made[7].0.content.look, late).await;
        assert_eq!((last.finding, last.detail.as_str()), (Finding::Expiring, "2120-01-01T00:00:00Z"));
    })
    .await;
}

#[tokio::test]
async fn a_probe_is_set_up_looked_at_and_taken_away_on_screen() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let far = site(&app, &world.rochebrune.id, "Dépôt lointain").await;
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        let empty = root.get("/probes").await.expect(200).text();
        assert!(empty.contains("Aucune sonde"));
        let new = format!("/probes/new?beneficiary={}&kind=http", world.valmont.id);
        let blank = root.get(&new).await.expect(200).text();
        assert!(blank.contains("Adresse de la page") && !blank.contains("Dépôt lointain"));
        let (own, there, whom) =
            (world.valmont.id.to_string(), hall.id.to_string(), world.person(Role::Officer).id.to_string());
        let typed = |target: &'static str, place: &str| {
            let fields: [(&str, &str); 6] = [
                ("beneficiary", &own),
                ("kind", "http"),
                ("name", "Portail des familles"),
                ("site", place),
                ("contact", &whom),
                ("target", target),
            ];
            fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
        };
        let inside = typed("http://10.0.0.1/", &there);
        let refused = root.post("/probes", &borrowed(&inside)).await.expect(422).text();
        assert!(
            refused.contains("http://10.0.0.1/") && refused.contains("Portail des familles"),
            "{refused}"
        );
        let foreign = typed("http://127.0.0.1:9/", far.id.as_str());
        root.post("/probes", &borrowed(&foreign)).await.expect(422);
        assert_eq!(app.count("probe").await, 0);
        let good = typed("http://127.0.0.1:9/", &there);
        let path = root.post("/probes", &borrowed(&good)).await.location();
        for _ in 0..4 {
            minute(&app).await;
        }
        assert_eq!((outages(&app).await.len(), app.count("ticket").await), (1, 1));
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let page = officer.get(&path).await.expect(200).text();
        assert!(page.contains("Ne répond pas") && page.contains("Connexion impossible"), "{page}");
        assert!(
            !page.contains(">Supprimer<") && !page.contains("id=\"response\""),
            "read only, and nothing to draw"
        );
        assert!(officer.get("/probes").await.expect(200).text().contains("Portail des familles"));
        officer.get(&format!("{path}/edit")).await.expect(403);
        officer.post(&format!("{path}/removal"), &[]).await.expect(403);
        let stranger =
            world.persons().iter().find(|p| p.beneficiary.as_ref() == Some(&world.rochebrune.id)).unwrap();
        let mut stranger = app.client_of(stranger).await;
        stranger.get(&path).await.expect(404);
        assert!(!stranger.get("/probes").await.expect(200).text().contains("Portail"));
        stranger.get(&format!("/api/v1{path}")).await.expect(404);
        // Changed: what it said before says nothing any more.
        let edit = root.get(&format!("{path}/edit")).await.expect(200).text();
        assert!(edit.contains("http://127.0.0.1:9/"));
        let mut late = good.clone();
        late.push(("version".into(), "7".into()));
        root.post(&path, &borrowed(&late)).await.expect(409);
        let mut now = good.clone();
        now[2].1 = "Portail".into();
        now.push(("version".into(), "1".into()));
        assert_eq!(root.post(&path, &borrowed(&now)).await.location(), path);
        assert!(outages(&app).await[0].to.is_some(), "its outage is over");
        root.post(&format!("{path}/pause"), &[]).await.expect(303);
        let json: Value = root.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!(
            (&json["name"], &json["state"], &json["next_at"]),
            (&json!("Portail"), &json!("new"), &Value::Null)
        );
        let results = root.get(&format!("/api/v1{path}/results")).await.expect(200).json();
        assert_eq!(results["latest"].as_array().unwrap().len(), 4);
        root.json(Method::PUT, &format!("/api/v1{path}/state"), &json!({"enabled": true})).await.expect(200);
        assert!(blind(&app).await.iter().all(|one| one.to.is_some()));
        root.post(&format!("{path}/removal"), &[]).await.expect(303);
        assert_eq!((app.count("probe").await, app.count("probe_result").await), (0, 0));
        assert_eq!((outages(&app).await.len(), app.count("ticket").await), (1, 1), "what came of it stays");
    })
    .await;
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn older_results_are_kept_an_hour_a_row() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let admin = world.ctx(&app, Role::Administrator);
        let served = Served::new().await;
        let asked = form(&world, &hall, "tcp", &served.address.to_string());
        let probe = actions::create(&admin, &asked).await.unwrap();
        for _ in 0..5 {
            minute(&app).await;
        }
        assert_eq!(app.count("probe_result").await, 5);
        app.platform.clock.advance(SignedDuration::from_hours(24 * 5));
        app.run_jobs().await;
        assert_eq!((app.count("probe_result").await, app.count("probe_hour").await), (1, 1));
        let whole = actions::read(&admin, &key(&probe)).await.unwrap();
        let hours: Vec<_> = whole.month.iter().map(|hour| (hour.checks, hour.failed)).collect();
        assert_eq!(hours, [(5, 0), (1, 0)]);
        assert_eq!((whole.day.len(), whole.latest.len()), (1, 1));
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let page = officer.get(&probe.path()).await.expect(200).text();
        assert!(page.contains("id=\"response\"") && page.contains("Trente derniers jours"), "with its chart");
    })
    .await;
}
