//! Deposits in the public invoicing portal: a server on loopback answers as its documentation says, errors and outages included.

use super::*;
use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use finance::{
    collection::actions::read,
    deposits::{Deposit, DepositState, actions},
};
use jiff::SignedDuration;
use serde_json::Value;
use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

/// The portal and PISTE: what they were sent, and what they answer next.
#[derive(Clone, Default)]
struct Portal(Arc<Mutex<Room>>);

#[derive(Default)]
struct Room {
    /// Names and digests of the flows taken, in order.
    flows: Vec<(String, String)>,
    /// Statuses that the next deposits are answered with although the flow is taken.
    lost: Vec<u16>,
    /// Statuses that the next deposits are answered with, nothing being taken.
    away: Vec<u16>,
    /// `codeRetour` and `libelle` of the next deposit.
    refusal: Option<(i64, String)>,
    /// `etatCourantDepotFlux` and its error.
    report: (String, String),
    /// `statut` of the invoice once it is known; empty while it is not.
    status: String,
    /// Whether PISTE gives tokens.
    has_no_token: bool,
}

impl Portal {
    async fn start() -> (Self, SocketAddr) {
        let own = Self::default();
        own.room().report.0 = "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP".into();
        let router = Router::new()
            .route("/api/oauth/token", post(token))
            .route("/cpro/factures/v1/deposer/flux", post(deposit))
            .route("/cpro/transverses/v1/consulterCRDetaille", post(report))
            .route("/cpro/factures/v1/rechercher/fournisseur", post(search))
            .with_state(own.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (own, address)
    }

    fn room(&self) -> std::sync::MutexGuard<'_, Room> {
        self.0.lock().unwrap()
    }
}

async fn token(State(own): State<Portal>, Form(form): Form<HashMap<String, String>>) -> Response {
    assert_eq!(form["grant_type"], "client_credentials");
    let is_known = form["client_id"] == "socle" && form["client_secret"] == "s&cret";
    if own.room().has_no_token || !is_known {
        return (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"}))).into_response();
    }
    Json(json!({"access_token": "T0K", "token_type": "Bearer", "expires_in": 3600, "scope": "openid"}))
        .into_response()
}

fn checked(headers: &HeaderMap) {
    assert_eq!(headers["authorization"], "Bearer T0K");
    assert_eq!(headers["cpro-account"], STANDARD.encode("TECH_1@cpro.fr:mot de passe").as_str());
}

async fn deposit(State(own): State<Portal>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    checked(&headers);
    assert_eq!(body["syntaxeFlux"], "IN_DP_E2_CII_FACTURX");
    assert_eq!(body["avecSignature"], json!(false));
    let file = STANDARD.decode(body["fichierFlux"].as_str().unwrap()).unwrap();
    assert!(file.starts_with(b"%PDF-"));
    let mut room = own.room();
    if let Some(status) = room.away.pop() {
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    if let Some((code, label)) = room.refusal.take() {
        return Json(json!({"codeRetour": code, "libelle": label})).into_response();
    }
    let name = body["nomFichier"].as_str().unwrap().to_owned();
    room.flows.push((name, platform::Digest::of(&file).as_str().to_owned()));
    let number = format!("CPP{:022}", room.flows.len());
    if let Some(status) = room.lost.pop() {
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    Json(json!({"codeRetour": 0, "libelle": "GCU_MSG_01_000", "numeroFluxDepot": number, "dateDepot": "2026-03-11",
        "syntaxeFlux": "IN_DP_E2_CII_FACTURX"}))
    .into_response()
}

async fn report(State(own): State<Portal>, headers: HeaderMap, Json(body): Json<Value>) -> Json<Value> {
    checked(&headers);
    let room = own.room();
    let (state, error) = room.report.clone();
    let errors = if error.is_empty() {
        json!([])
    } else {
        json!([{"numeroDP": "FA-VAL-2026-0001", "libelleErreurDP": error, "identifiantFournisseur": "x"}])
    };
    Json(json!({"codeRetour": 0, "libelle": "GCU_MSG_01_000", "nomFichier": body["numeroFluxDepot"],
        "etatCourantDepotFlux": state, "listeErreurDP": errors, "listeErreurTechnique": []}))
}

async fn search(State(own): State<Portal>, headers: HeaderMap, Json(body): Json<Value>) -> Json<Value> {
    checked(&headers);
    let room = own.room();
    let known = !room.status.is_empty();
    let invoices: Vec<Value> = room.flows.iter().enumerate().filter(|_| known).map(|(n, (name, _))| {
        json!({"numeroFacture": name.trim_end_matches(".pdf"), "numeroFluxDepot": format!("CPP{:022}", n + 1), "statut": room.status})
    }).collect();
    assert!(body["numeroFacture"].as_str().unwrap().starts_with("FA-VAL"));
    Json(json!({"codeRetour": 0, "libelle": "GCU_MSG_01_000", "listeFactures": invoices}))
}

/// An issued invoice on an instance that knows the portal.
struct Scene {
    money: Money,
    key: ReceivableKey,
    portal: Portal,
    _secrets: tempfile::TempDir,
}

impl Scene {
    async fn new(app: TestApp) -> Self {
        let (portal, address) = Portal::start().await;
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let (secret, password) = (file("secret", "s&cret\n"), file("password", "mot de passe\n"));
        let app = app.with_settings(|settings| {
            settings.egress.networks = vec!["127.0.0.0/8".parse().unwrap()];
            let own = &mut settings.chorus_pro;
            own.oauth_url = format!("http://{address}");
            own.api_url = format!("http://{address}/");
            own.client_id = "socle".into();
            own.client_secret_file = secret;
            own.login = "TECH_1@cpro.fr".into();
            own.password_file = password;
        });
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        Self { money, key, portal, _secrets: folder }
    }

    fn clerk(&self) -> Ctx {
        self.money.ctx(Role::FinanceOfficer)
    }

    async fn follow_after(&self, minutes: i64) -> Deposit {
        self.money.app.platform.clock.advance(SignedDuration::from_mins(minutes));
        actions::follow(&self.money.app.system()).await.unwrap();
        self.last().await
    }

    async fn last(&self) -> Deposit {
        read(&self.clerk(), &self.key).await.unwrap().deposits[0].clone()
    }

    async fn state(&self) -> EventKind {
        read(&self.clerk(), &self.key).await.unwrap().receivable.state
    }
}

#[tokio::test]
async fn an_invoice_is_deposited_once_and_moves_as_the_portal_says() {
    both(async |app: TestApp| {
        let scene = Scene::new(app).await;
        actions::ask(&scene.clerk(), &scene.key).await.unwrap();
        assert_eq!(refusal(actions::ask(&scene.clerk(), &scene.key).await), "deposit-error-twice");
        let one = scene.follow_after(0).await;
        assert_eq!(
            (one.state, one.flow_number.as_str()),
            (DepositState::Received, "CPP0000000000000000000001")
        );
        assert_eq!(scene.state().await, EventKind::Issued, "not before the portal accepted it");
        let one = scene.follow_after(1).await;
        assert_eq!(one.state, DepositState::Received);
        assert!(one.portal_state.contains("EN_ATTENTE"));
        scene.portal.room().report.0 = "IN_INTEGRE".into();
        let one = scene.follow_after(5).await;
        assert_eq!((one.state, scene.state().await), (DepositState::Integrated, EventKind::Deposited));
        // What was sent is the frozen file, byte for byte, and it was sent once.
        let flows = scene.portal.room().flows.clone();
        assert_eq!(flows, [("FA-VAL-2026-0001.pdf".to_owned(), one.digest.as_str().to_owned())]);
        assert_eq!(refusal(actions::ask(&scene.clerk(), &scene.key).await), "deposit-error-twice");
        // Its recipient suspends it the day after, then pays.
        scene.portal.room().status = "SUSPENDUE".into();
        scene.follow_after(24 * 60).await;
        assert_eq!(scene.state().await, EventKind::Suspended);
        scene.portal.room().status = "MISE_EN_PAIEMENT".into();
        let one = scene.follow_after(24 * 60).await;
        assert_eq!((one.portal_state.as_str(), scene.portal.room().flows.len()), ("MISE_EN_PAIEMENT", 1));
        let mut tx = scene.money.app.platform.db.begin(&Scope::All).await.unwrap();
        let spoilt = tx.execute(query("update portal_deposit set digest = 'x'")).await;
        assert!(matches!(spoilt, Err(db::Error::Refused(_))), "{spoilt:?}");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_shown_with_its_reason_and_the_invoice_may_be_deposited_again() {
    both(async |app: TestApp| {
        let scene = Scene::new(app).await;
        actions::ask(&scene.clerk(), &scene.key).await.unwrap();
        scene.follow_after(0).await;
        scene.portal.room().report = ("IN_REJETE".into(), "Le service du destinataire est inactif".into());
        let one = scene.follow_after(1).await;
        assert_eq!((one.state, scene.state().await), (DepositState::Refused, EventKind::Rejected));
        let mut officer = scene.money.app.client_of(scene.money.world.person(Role::Officer)).await;
        let page = officer.get(&scene.key.path()).await.expect(200).text();
        assert!(page.contains("Le service du destinataire est inactif"), "{page}");
        scene.portal.room().report = ("IN_INTEGRE".into(), String::new());
        let mut clerk = scene.money.app.client_of(scene.money.world.person(Role::FinanceOfficer)).await;
        assert_eq!(
            clerk.post(&format!("{}/deposits", scene.key.path()), &[]).await.location(),
            scene.key.path()
        );
        scene.follow_after(0).await;
        scene.follow_after(1).await;
        assert_eq!((scene.state().await, scene.portal.room().flows.len()), (EventKind::Deposited, 2));
        // Refused at the door: the reason is the portal's own.
        let whole = read(&scene.clerk(), &scene.key).await.unwrap();
        assert_eq!(whole.deposits.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_the_portal_refuses_at_the_door_says_why() {
    both(async |app: TestApp| {
        let scene = Scene::new(app).await;
        scene.portal.room().refusal = Some((20001, "GDP_MSG_11.022 : le fichier est trop volumineux".into()));
        actions::ask(&scene.clerk(), &scene.key).await.unwrap();
        let one = scene.follow_after(0).await;
        assert_eq!((one.state, scene.state().await), (DepositState::Refused, EventKind::Rejected));
        assert_eq!(one.reason, "20001 GDP_MSG_11.022 : le fichier est trop volumineux");
        assert!(scene.portal.room().flows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_outage_delays_a_deposit_and_a_lost_answer_doubles_none() {
    both(async |app: TestApp| {
        let scene = Scene::new(app).await;
        scene.portal.room().has_no_token = true;
        actions::ask(&scene.clerk(), &scene.key).await.unwrap();
        let one = scene.follow_after(0).await;
        assert_eq!((one.state, one.attempts), (DepositState::Waiting, 1));
        assert!(one.reason.starts_with("PISTE 401"), "{}", one.reason);
        scene.portal.room().has_no_token = false;
        scene.portal.room().away = vec![503];
        assert_eq!(scene.follow_after(0).await.attempts, 1, "not before a minute");
        let one = scene.follow_after(1).await;
        assert_eq!((one.state, one.attempts), (DepositState::Waiting, 2));
        // The gateway gives up although the portal took the flow: nothing is sent again before the portal was asked.
        scene.portal.room().lost = vec![504];
        let one = scene.follow_after(5).await;
        assert_eq!((one.state, scene.portal.room().flows.len()), (DepositState::Uncertain, 1));
        for _ in 0..3 {
            let one = scene.follow_after(60).await;
            assert_eq!((one.state, scene.portal.room().flows.len()), (DepositState::Uncertain, 1));
        }
        scene.portal.room().status = "DEPOSEE".into();
        let one = scene.follow_after(240).await;
        assert_eq!(
            (one.state, one.flow_number.as_str()),
            (DepositState::Received, "CPP0000000000000000000001")
        );
        scene.portal.room().report.0 = "IN_INTEGRE".into();
        scene.follow_after(1).await;
        assert_eq!((scene.state().await, scene.portal.room().flows.len()), (EventKind::Deposited, 1));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_deposited_before_the_portal_is_set_up_or_without_an_account() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        assert_eq!(refusal(actions::ask(&clerk, &key).await), "deposit-error-off");
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let page = client.get(&key.path()).await.expect(200).text();
        assert!(!page.contains("/deposits\"") && page.contains("chorus_pro"), "{page}");
        actions::follow(&money.app.system()).await.unwrap();
        assert_eq!(money.app.count("portal_deposit").await, 0);
        // An invoice issued while no account was known cannot be accepted.
        money.approved_price(2023).await;
        let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
        let forget = query("update organisation set iban = null where id = $1");
        tx.execute(forget.bind(&money.world.provider.id)).await.unwrap();
        tx.commit().await.unwrap();
        let bare = money.issued(2023).await;
        let app = money.app.with_settings(|settings| settings.chorus_pro.client_id = "socle".into());
        let clerk = money.world.ctx(&app, Role::FinanceOfficer);
        let key = ReceivableKey { id: bare.id, ..key };
        assert_eq!(refusal(actions::ask(&clerk, &key).await), "deposit-error-account");
    })
    .await;
}
