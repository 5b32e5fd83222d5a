//! Signing in through the router: passwords, links, sessions, tokens.

use axum::{body::Body, http::Method};
use jiff::SignedDuration;
use kernel::Scope;
use people::{
    Person, Role, persons,
    sessions::links::{self, Purpose},
    tokens,
};
use testkit::{Client, PASSWORD, TestApp, World, both};

async fn link_for(app: &TestApp, person: &Person, purpose: Purpose) -> String {
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    let link = links::issue(&mut tx, &app.system(), &person.id, purpose).await.unwrap();
    tx.commit().await.unwrap();
    link.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

/// Gives a person the world's password through an invitation, and the browser used for it.
async fn welcomed(app: &TestApp, person: &Person) -> Client {
    let link = link_for(app, person, Purpose::Invitation).await;
    let mut browser = app.visitor();
    let answer = browser.post(&link, &[("password", PASSWORD)]).await;
    assert_eq!(answer.location(), "/");
    browser
}

async fn sign_in(browser: &mut Client, email: &str, password: &str) -> testkit::Answer {
    browser.post("/sign-in", &[("email", email), ("password", password), ("next", "/account")]).await
}

#[tokio::test]
async fn signs_in_with_the_right_password_only() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let officer = world.person(Role::Officer);
        welcomed(&app, officer).await;
        let mut browser = app.visitor();
        assert_eq!(browser.get("/account").await.location(), "/sign-in?next=/account");
        let wrong = sign_in(&mut browser, &officer.email, "Quatre platanes").await.expect(422).text();
        let unknown = sign_in(&mut browser, "nobody@val.example", PASSWORD).await.expect(422).text();
        assert_eq!(wrong.replace(&officer.email, ""), unknown.replace("nobody@val.example", ""));
        for blank in [("", ""), (officer.email.as_str(), ""), ("", PASSWORD)] {
            sign_in(&mut browser, blank.0, blank.1).await.expect(422);
        }
        sign_in(&mut browser, &officer.email, &"a".repeat(10_000)).await.expect(422);
        let answer = sign_in(&mut browser, &officer.email.to_uppercase(), PASSWORD).await;
        assert_eq!(answer.location(), "/account");
        let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(
            cookie.starts_with("sid=") && cookie.ends_with("; HttpOnly; SameSite=Lax; Path=/"),
            "{cookie}"
        );
        assert!(browser.get("/account").await.expect(200).text().contains(&officer.name));
    })
    .await;
}

#[tokio::test]
async fn failures_make_wait_and_never_lock_out() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let officer = world.person(Role::Officer);
        welcomed(&app, officer).await;
        let mut browser = app.visitor();
        for _ in 0..6 {
            sign_in(&mut browser, &officer.email, "wrong").await.expect(422);
            app.platform.clock.advance(SignedDuration::from_secs(1));
        }
        let refused = sign_in(&mut browser, &officer.email, PASSWORD).await.expect(429);
        assert!(refused.headers.contains_key("retry-after"));
        for email in ["x1@val.example"; 5] {
            sign_in(&mut browser, email, "wrong").await.expect(422);
        }
        sign_in(&mut browser, "x1@val.example", "wrong").await.expect(429); // unknown accounts wait alike
        app.platform.clock.advance(SignedDuration::from_secs(60));
        assert_eq!(sign_in(&mut browser, &officer.email, PASSWORD).await.location(), "/account");
    })
    .await;
}

#[tokio::test]
async fn every_sign_in_has_a_new_secret_and_ends_the_old_one() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let officer = world.person(Role::Officer);
        let mut browser = welcomed(&app, officer).await;
        let before = browser.cookie("sid").unwrap().to_owned();
        let mut thief = browser.clone();
        let page = browser.get("/account").await.expect(200).text();
        browser.csrf =
            page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(sign_in(&mut browser, &officer.email, PASSWORD).await.location(), "/account");
        assert_ne!(browser.cookie("sid").unwrap(), before);
        thief.get("/account").await.location();
        let mut planted = app.visitor().with_session("sid", "chosen-by-somebody-else", "");
        assert_eq!(sign_in(&mut planted, &officer.email, PASSWORD).await.location(), "/account");
        assert_ne!(planted.cookie("sid").unwrap(), "chosen-by-somebody-else");
    })
    .await;
}

#[tokio::test]
async fn sessions_end_idle_absolutely_by_hand_and_with_access() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let clock = &app.platform.clock;
        let technician = world.person(Role::Technician);
        let mut idle = app.client_of(technician).await;
        clock.advance(SignedDuration::from_mins(119));
        idle.get("/account").await.expect(200);
        clock.advance(SignedDuration::from_mins(119));
        idle.get("/account").await.expect(200);
        clock.advance(SignedDuration::from_mins(120));
        idle.get("/account").await.location();
        let mut busy = app.client_of(technician).await;
        for _ in 0..11 {
            clock.advance(SignedDuration::from_hours(1));
            busy.get("/account").await.expect(200);
        }
        clock.advance(SignedDuration::from_hours(1));
        busy.get("/account").await.location();
        let mut leaver = app.client_of(technician).await;
        leaver.get("/account").await.expect(200);
        persons::actions::disable(&world.ctx(&app, Role::Administrator), &technician.id).await.unwrap();
        leaver.get("/account").await.location();
        sign_in(&mut app.visitor(), &technician.email, PASSWORD).await.expect(422);
        let mut quitter = app.client_of(world.person(Role::Officer)).await;
        let secret = quitter.cookie("sid").unwrap().to_owned();
        assert_eq!(quitter.post("/sign-out", &[]).await.location(), "/sign-in");
        assert_eq!(quitter.cookie("sid"), None);
        app.visitor().with_session("sid", &secret, "").get("/account").await.location();
    })
    .await;
}

#[tokio::test]
async fn forged_forms_are_refused() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let client = app.client_of(world.person(Role::Officer)).await;
        for csrf in ["", "wrong"] {
            let mut forged = client.clone();
            forged.csrf = csrf.to_owned();
            forged.post("/account/tokens", &[("name", "x"), ("days", "1")]).await.expect(403);
        }
        let mut foreign = client.clone();
        let headers =
            [("origin", "https://evil.test"), ("content-type", "application/x-www-form-urlencoded")];
        let body = Body::from(format!("csrf={}&name=x&days=1", client.csrf));
        let answer = foreign.send(Method::POST, "/account/tokens", &headers, body).await.expect(403);
        assert!(answer.text().contains("<h1"), "the refusal is a page");
        assert_eq!(app.count("api_token").await, 0);
    })
    .await;
}

#[tokio::test]
async fn links_work_once_in_time_for_their_purpose() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let officer = world.person(Role::Officer);
        let link = link_for(&app, officer, Purpose::Invitation).await;
        let mut browser = app.visitor();
        for _ in 0..3 {
            browser.get(&link).await.expect(200);
        }
        for bad in ["", "short", "odile val et compagnie"] {
            browser.post(&link, &[("password", bad)]).await.expect(422);
        }
        browser.post(&link, &[("password", PASSWORD)]).await.location();
        app.visitor().get(&link).await.expect(404);
        app.visitor().post(&link, &[("password", "Une autre phrase longue")]).await.expect(404);
        for unknown in ["/link/", "/link/%20", "/link/abc"] {
            app.visitor().get(unknown).await.expect(404);
        }
        let late = link_for(&app, officer, Purpose::Reset).await;
        app.platform.clock.advance(SignedDuration::from_mins(30));
        app.visitor().post(&late, &[("password", "Une autre phrase longue")]).await.expect(404);
        let demonstration = link_for(&app, officer, Purpose::Demonstration).await;
        app.visitor().get(&demonstration).await.expect(404);
        app.visitor().post(&demonstration, &[]).await.expect(404);
        let first = link_for(&app, officer, Purpose::Reset).await;
        let second = link_for(&app, officer, Purpose::Reset).await;
        app.visitor().get(&first).await.expect(404);
        persons::actions::disable(&app.system(), &officer.id).await.unwrap();
        app.visitor().get(&second).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_reset_ends_every_session() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let officer = world.person(Role::Officer);
        let mut old = welcomed(&app, officer).await;
        let link = links::invite(&world.ctx(&app, Role::Administrator), &officer.id).await.unwrap();
        let link = link.strip_prefix("http://127.0.0.1:8080").unwrap();
        app.visitor().post(link, &[("password", "Une autre phrase longue")]).await.location();
        old.get("/account").await.location();
        sign_in(&mut app.visitor(), &officer.email, PASSWORD).await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn tokens_open_the_api_until_revoked_or_expired() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Officer);
        for days in [0, 366, -1] {
            assert!(tokens::actions::create(&ctx, "x", days).await.is_err(), "{days}");
        }
        let (token, secret) = tokens::actions::create(&ctx, "Export", 30).await.unwrap();
        let mut program = app.visitor().with_token(&secret);
        let seen = program.get("/api/v1/organisations").await.expect(200).json();
        assert_eq!(seen.as_array().unwrap().len(), 1);
        assert_eq!(seen[0]["id"], world.valmont.id.as_str());
        let stranger = world.person_at(Role::Officer, &world.rochebrune.id);
        program.get(&format!("/api/v1/persons/{}", stranger.id)).await.expect(404);
        program.get(&format!("/api/v1/organisations/{}", world.rochebrune.id)).await.expect(404);
        let log = program.get("/api/v1/audit").await.expect(200).text();
        assert!(log.contains("token.create") && !log.contains("ROC") && !log.contains("Rochebrune"), "{log}");
        program.get("/account").await.location(); // pages are not for tokens
        app.visitor().with_token("socle_wrong").get("/api/v1/organisations").await.expect(401);
        app.visitor().get("/api/v1/organisations").await.expect(401);
        let (_, second) = tokens::actions::create(&ctx, "Autre", 30).await.unwrap();
        let other = world.ctx(&app, Role::Requester);
        assert!(tokens::actions::revoke(&other, &token.id).await.is_err());
        tokens::actions::revoke(&ctx, &token.id).await.unwrap();
        program.get("/api/v1/organisations").await.expect(401);
        app.platform.clock.advance(SignedDuration::from_hours(30 * 24));
        app.visitor().with_token(&second).get("/api/v1/organisations").await.expect(401);
    })
    .await;
}

#[tokio::test]
async fn setup_gives_one_link_and_no_default_account() {
    both(async |app: TestApp| {
        let ctx = app.system();
        assert!(people::setup(&ctx, "Agglomération de Hautevive", "not an address").await.is_err());
        assert_eq!(app.count("organisation").await, 0);
        let lost = people::setup(&ctx, "Agglomération de Hautevive", "admin@agh.example").await.unwrap();
        let link = people::setup(&ctx, "Agglomération de Hautevive", "admin@agh.example").await.unwrap();
        let path = |link: &str| link.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
        app.visitor().get(&path(&lost)).await.expect(404);
        app.visitor().post(&path(&link), &[("password", PASSWORD)]).await.location();
        sign_in(&mut app.visitor(), "admin@agh.example", PASSWORD).await.location();
        assert!(people::setup(&ctx, "X", "admin@agh.example").await.is_err());
        assert!(people::setup(&ctx, "X", "other@agh.example").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_language_follows_the_choice() {
    both(async |app: TestApp| {
        let mut browser = app.visitor();
        assert!(browser.get("/sign-in").await.text().contains("<html lang=\"fr\""));
        assert!(browser.get("/sign-in?lang=en").await.text().contains("<html lang=\"en\""));
        assert!(browser.get("/sign-in").await.text().contains("<html lang=\"en\""), "remembered");
        let answer = browser.post("/language", &[("lang", "fr"), ("next", "//evil.test")]).await;
        assert_eq!(answer.location(), "/");
        assert!(browser.get("/sign-in").await.text().contains("<html lang=\"fr\""));
    })
    .await;
}

#[tokio::test]
async fn failures_from_one_address_slow_that_address_down() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let officer = world.person(Role::Officer);
        welcomed(&app, officer).await;
        let mut attacker = app.visitor().from_address("203.0.113.7");
        // A new account each time: no account is slowed down, the address is.
        for n in 0..30 {
            let _ = sign_in(&mut attacker, &format!("nobody{n}@val.example"), PASSWORD).await.expect(422);
        }
        let refused = sign_in(&mut attacker, &officer.email, PASSWORD).await.expect(429);
        assert_eq!(refused.headers["retry-after"], "1");
        // Neighbours are not held up, nor is the address for ever.
        let mut neighbour = app.visitor().from_address("2001:db8::7");
        assert_eq!(sign_in(&mut neighbour, &officer.email, PASSWORD).await.location(), "/account");
        app.platform.clock.advance(SignedDuration::from_secs(1));
        let mut colleague = app.visitor().from_address("203.0.113.7");
        assert_eq!(sign_in(&mut colleague, &officer.email, PASSWORD).await.location(), "/account");
        let page = colleague.get("/account").await.expect(200).text();
        assert!(
            page.contains("203.0.113.7") && page.contains("2001:db8::7"),
            "one sees where sessions come from"
        );
    })
    .await;
}

#[tokio::test]
async fn cookies_are_for_our_host_and_for_encrypted_connections_under_https() {
    both(async |app: TestApp| {
        let app = app.with_settings(|settings| settings.public_url = "https://socle.example".to_owned());
        let world = World::new(&app).await;
        let mut browser = app.visitor();
        let link = links::invite(&app.system(), &world.person(Role::Officer).id).await.unwrap();
        let link = link.strip_prefix("https://socle.example").unwrap();
        let answer = browser.post(link, &[("password", PASSWORD)]).await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        assert!(pair.starts_with("__Host-sid="), "{cookie}");
        let mut attributes: Vec<&str> = attributes.split("; ").collect();
        attributes.sort_unstable();
        assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
        let _ = browser.get("/account").await.expect(200);
        // A cookie of the plain name, which any neighbour host could plant, is not looked at.
        let secret = browser.cookie("__Host-sid").unwrap().to_owned();
        app.visitor().with_session("sid", &secret, "").get("/account").await.location();
        let answer = browser.post("/language", &[("lang", "en"), ("next", "/")]).await;
        assert_eq!(answer.status, 403, "the token of the session is asked for");
    })
    .await;
}

#[tokio::test]
async fn the_language_chosen_is_the_persons() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let officer = world.person(Role::Officer);
        let mut browser = app.client_of(officer).await;
        let before = app.count("audit_entry").await;
        for _ in 0..2 {
            browser.post("/language", &[("lang", "en"), ("next", "/account")]).await.location();
        }
        assert_eq!(app.count("audit_entry").await, before + 1, "the second choice changes nothing");
        let mut elsewhere = app.client_of(officer).await;
        assert!(elsewhere.get("/account").await.text().contains("<html lang=\"en\""));
        // Another language for one look is not a choice.
        let _ = elsewhere.get("/account?lang=fr").await.expect(200);
        assert!(app.client_of(officer).await.get("/account").await.text().contains("<html lang=\"en\""));
    })
    .await;
}
