//! Webhooks: a real receiver on loopback checks what it is sent; nothing private is called in any form.

use crate::desk_tickets::ticket_of;
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use desk::webhooks::{Delivery, DeliveryState, Webhook, WebhookForm, WebhookState, actions};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::SignedDuration;
use kernel::Text;
use people::Role;
use platform::{Ctx, Error};
use serde_json::{Value, json};
use sha2::Sha256;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use testkit::{TestApp, World, both};

/// A program that receives: what it was sent, and what it answers next.
#[derive(Clone, Default)]
struct Receiver {
    received: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Receiver {
    /// Answers these statuses, then 204.
    async fn start(answers: &[u16]) -> (Self, SocketAddr) {
        let own = Self::default();
        own.answer(answers);
        let router = Router::new().route("/hook", post(received)).with_state(own.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (own, address)
    }

    fn answer(&self, answers: &[u16]) {
        *self.answers.lock().unwrap() = answers.iter().rev().copied().collect();
    }

    fn count(&self) -> usize {
        self.received.lock().unwrap().len()
    }

    /// What was sent at a place, once its signature was checked as the convention has it.
    fn checked(&self, place: usize, secret: &str) -> Value {
        let received = self.received.lock().unwrap();
        let (headers, body) = &received[place];
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/json");
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        let signed = format!("{}.{}.", header("webhook-id"), header("webhook-timestamp"));
        mac.update(signed.as_bytes());
        mac.update(body);
        let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        assert_eq!(header("webhook-signature"), expected);
        let body: Value = serde_json::from_slice(body).unwrap();
        assert_eq!((&body["schema"], &body["id"]), (&json!(1), &json!(header("webhook-id"))));
        body
    }
}

async fn received(
    State(own): State<Receiver>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, &'static str) {
    own.received.lock().unwrap().push((headers, body));
    let status = own.answers.lock().unwrap().pop().unwrap_or(204);
    (StatusCode::from_u16(status).unwrap(), if status == 204 { "" } else { "pas maintenant" })
}

/// The instance may call this machine.
fn open(app: TestApp) -> TestApp {
    app.with_settings(|settings| settings.egress.networks = vec!["127.0.0.0/8".parse().unwrap()])
}

fn form(address: SocketAddr, events: &[&str]) -> WebhookForm {
    WebhookForm {
        name: "Supervision".into(),
        url: format!("http://{address}/hook"),
        events: events.iter().map(|event| (*event).to_owned()).collect(),
        version: 0,
    }
}

async fn log(ctx: &Ctx, webhook: &Webhook) -> Vec<Delivery> {
    actions::deliveries(ctx, &webhook.key, "").await.unwrap().0
}

#[tokio::test]
async fn a_program_is_told_signed_and_again_until_it_has_it() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let (receiver, address) = Receiver::start(&[503, 302]).await;
        let admin = world.ctx(&app, Role::Administrator);
        ticket_of(&app, world.person(Role::Requester), "Avant le crochet").await;
        app.platform.clock.advance(SignedDuration::from_secs(1));
        app.run_jobs().await;
        let (webhook, secret) = actions::create(&admin, &form(address, &["ticket.create"])).await.unwrap();
        let key = ticket_of(&app, world.person(Role::Requester), "Imprimante en panne").await;
        let failed: Vec<_> = app.try_jobs().await.into_iter().filter_map(|(_, error)| error).collect();
        assert_eq!((receiver.count(), failed.len()), (1, 1), "{failed:?}");
        let sent = log(&admin, &webhook).await;
        assert_eq!((sent.len(), sent[0].attempts, sent[0].status), (1, 1, Some(503)));
        assert_eq!(sent[0].excerpt, "pas maintenant");
        assert!(actions::get(&admin, &webhook.key).await.unwrap().failing_since.is_some());
        for seconds in [5, 6, 30] {
            app.platform.clock.advance(SignedDuration::from_secs(seconds));
            app.try_jobs().await;
        }
        assert_eq!(receiver.count(), 3, "after ten seconds, then twenty; a redirect is not followed");
        let body = receiver.checked(2, &secret);
        assert_eq!(body, receiver.checked(0, &secret), "the same message under the same identifier");
        assert_eq!(body["event"], "ticket.create");
        assert_eq!(body["object"], json!({"kind": "ticket", "id": key.id}));
        assert_eq!(body["beneficiary"], json!(key.beneficiary));
        assert!(!body.to_string().contains("Imprimante"), "no content leaves");
        let sent = log(&admin, &webhook).await;
        assert_eq!(
            (sent[0].state, sent[0].attempts, sent[0].status),
            (DeliveryState::Delivered, 3, Some(204))
        );
        let webhook = actions::get(&admin, &webhook.key).await.unwrap();
        assert_eq!((webhook.failing_since, webhook.last_success_at), (None, Some(app.platform.clock.now())));
        actions::replay(&admin, &webhook.key, &sent[0].id).await.unwrap();
        let twice = actions::replay(&admin, &webhook.key, &sent[0].id).await;
        assert!(matches!(twice, Err(Error::Refused(_))), "it waits already");
        actions::ping(&admin, &webhook.key).await.unwrap();
        app.run_jobs().await;
        assert_eq!(receiver.checked(3, &secret)["id"], body["id"]);
        assert_eq!(receiver.checked(4, &secret)["event"], "ping");
    })
    .await;
}

#[tokio::test]
async fn a_beneficiary_is_told_of_its_own_events_only() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let (receiver, address) = Receiver::start(&[]).await;
        let officer = world.ctx(&app, Role::Officer);
        let (webhook, secret) =
            actions::create(&officer, &form(address, &["ticket.create", "ticket.assign"])).await.unwrap();
        app.run_jobs().await;
        ticket_of(&app, world.person_at(Role::Requester, &world.rochebrune.id), "Chez les autres").await;
        let own = ticket_of(&app, world.person(Role::Requester), "Chez nous").await;
        app.run_jobs().await;
        assert_eq!(receiver.count(), 1);
        assert_eq!(receiver.checked(0, &secret)["object"]["id"], json!(own.id));
        let stranger = app.ctx(world.person_at(Role::Officer, &world.rochebrune.id).actor());
        assert!(matches!(actions::get(&stranger, &webhook.key).await, Err(Error::NotFound)));
        assert!(actions::list(&stranger).await.unwrap().is_empty());
        assert_eq!(actions::list(&world.ctx(&app, Role::Administrator)).await.unwrap().len(), 1);
        assert!(matches!(actions::list(&world.ctx(&app, Role::Technician)).await, Err(Error::Forbidden(_))));
        let unknown = WebhookForm { events: vec!["ticket.note".into()], ..form(address, &[]) };
        assert!(matches!(actions::create(&officer, &unknown).await, Err(Error::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn nothing_private_is_called_in_any_form() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (receiver, address) = Receiver::start(&[]).await;
        let port = address.port();
        let mut client = app.client_of(world.person(Role::Officer)).await;
        for host in
            ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1"]
        {
            let body = json!({"name": "Dedans", "url": format!("https://{host}:{port}/hook"), "events": ["ticket.create"]});
            let refused = client.json(Method::POST, "/api/v1/webhooks", &body).await.expect(422).json();
            assert_eq!(refused["errors"][0]["field"], "url", "{host}");
        }
        let typed = [("name", "Dedans"), ("url", "http://exemple.fr/hook"), ("events", "ticket.create")];
        let page = client.post("/webhooks", &typed).await.expect(422).text();
        assert!(page.contains("http://exemple.fr/hook") && page.contains("#field-url"), "what was typed is kept");
        // A name says nothing by itself: where it leads is seen when it is called.
        let officer = world.ctx(&app, Role::Officer);
        let named = WebhookForm { url: format!("https://localhost:{port}/hook"), ..form(address, &["ticket.create"]) };
        let (webhook, _) = actions::create(&officer, &named).await.unwrap();
        actions::ping(&officer, &webhook.key).await.unwrap();
        app.try_jobs().await;
        let sent = log(&officer, &webhook).await;
        let said = officer.lang.text(&Text::new("egress-inside").with("address", "X"));
        assert!(sent[0].excerpt.contains(said.split('X').next_back().unwrap()), "{}", sent[0].excerpt);
        assert_eq!((sent[0].status, receiver.count()), (None, 0));
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_nobody_answers_is_stopped_and_can_be_resumed() {
    both(async |app: TestApp| {
        let app = open(app);
        let world = World::new(&app).await;
        let (receiver, address) = Receiver::start(&[500; 200]).await;
        let admin = world.ctx(&app, Role::Administrator);
        let (webhook, _) = actions::create(&admin, &form(address, &["ticket.create"])).await.unwrap();
        app.run_jobs().await;
        desk::notifications::actions::follow(&app.system()).await.unwrap();
        for hour in 0..80 {
            if hour % 10 == 0 {
                ticket_of(&app, world.person(Role::Requester), "Encore").await;
            }
            app.try_jobs().await;
            app.platform.clock.advance(SignedDuration::from_hours(1));
        }
        let stopped = actions::get(&admin, &webhook.key).await.unwrap();
        assert_eq!(stopped.state, WebhookState::Disabled);
        let sent = log(&admin, &webhook).await;
        assert!(sent.iter().any(|one| one.state == DeliveryState::Failed && one.attempts == 15));
        let mut client = app.client_of(world.person(Role::Administrator)).await;
        let page = client.get(&webhook.key.path()).await.expect(200).text();
        assert!(page.contains("Ce crochet a été arrêté"));
        let failed = sent.iter().find(|one| one.attempts == 15).unwrap();
        assert_eq!(failed.log.len(), 15, "every attempt is kept");
        assert!(failed.log.iter().all(|attempt| attempt.status == Some(500)));
        assert!(page.contains("<details><summary>15"), "{page}");
        desk::notifications::actions::follow(&app.system()).await.unwrap();
        let told = client.get("/notifications").await.expect(200).text();
        assert_eq!(
            told.matches("<th scope=\"row\">Un de vos crochets est arrêté").count(),
            1,
            "its owner is told once: {told}"
        );
        let before = receiver.count();
        ticket_of(&app, world.person(Role::Requester), "Sans témoin").await;
        app.try_jobs().await;
        assert_eq!(receiver.count(), before, "nothing is sent any more");
        receiver.answer(&[]);
        client.post(&format!("{}/resumption", webhook.key.path()), &[]).await.location();
        client.post(&format!("{}/deliveries/{}/replay", webhook.key.path(), failed.id), &[]).await.location();
        app.try_jobs().await;
        assert!(receiver.count() > before);
        let again = log(&admin, &webhook).await.into_iter().find(|one| one.id == failed.id).unwrap();
        assert_eq!((again.state, again.attempts, again.log.len()), (DeliveryState::Delivered, 1, 16));
    })
    .await;
}

#[tokio::test]
async fn the_secret_is_shown_once_and_changes_are_held_to_their_version() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut client = app.client_of(world.person(Role::Officer)).await;
        let typed = [
            ("name", "Intranet"),
            ("url", "https://intranet.example/hook"),
            ("events", "ticket.create"),
            ("events", "ticket.move"),
        ];
        let page = client.post("/webhooks", &typed).await.expect(200).text();
        assert_eq!(page.matches("whsec_").count() / 2, 1, "{page}");
        let listed = client.get("/api/v1/webhooks").await.expect(200).json();
        let one = &listed["items"][0];
        assert_eq!(one["events"], json!(["ticket.create", "ticket.move"]));
        assert!(!listed.to_string().contains("whsec_") && one.get("secret").is_none());
        let path = format!("/webhooks/{}/{}", one["beneficiary"].as_str().unwrap(), one["webhook"].as_str().unwrap());
        assert!(!client.get(&path).await.expect(200).text().contains("whsec_"));
        let api = format!("/api/v1{path}");
        let mut body = json!({"name": "Intranet 2", "url": "https://intranet.example/hook", "events": ["ticket.move"], "version": 1});
        assert_eq!(client.json(Method::PUT, &api, &body).await.expect(200).json()["version"], 2);
        body["name"] = json!("Intranet 3");
        let stale = client.json(Method::PUT, &api, &body).await.expect(409).json();
        assert_eq!(stale["current_version"], 2);
        let renewed = client.json(Method::POST, &format!("{api}/secret"), &json!({})).await.expect(200).json();
        assert!(renewed["secret"].as_str().unwrap().starts_with("whsec_"));
        client.json(Method::DELETE, &api, &json!({})).await.expect(204);
        client.get(&path).await.expect(404);
    })
    .await;
}
