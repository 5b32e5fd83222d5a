//! Changes: weighed, agreed to, carried out; freeze periods and conflicts; maintenance announced to those concerned.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::{
    changes::{
        ChangeForm, ChangeId, Kind, State, actions,
        forms::{DecideForm, EndForm, SubmitForm},
    },
    maintenance::{self, NoticeKind},
};
use jiff::SignedDuration;
use people::{Organisation, Person, Role};
use platform::Error;
use serde_json::json;
use testkit::{Client, TestApp, World, both};

async fn site_of(app: &TestApp, body: &Organisation, name: &str) -> String {
    let form = estate::sites::SiteForm {
        beneficiary: body.id.to_string(),
        name: name.into(),
        fibre: "connected".into(),
        ..estate::sites::SiteForm::default()
    };
    estate::sites::actions::create(&app.system(), &form).await.unwrap().id.to_string()
}

/// A change of the network at one site, in the evening of a day.
fn form(place: &str, day: &str) -> ChangeForm {
    ChangeForm {
        title: "Remplacer le commutateur".into(),
        why: "Il redémarre seul.".into(),
        kind: "normal".into(),
        impact: "medium".into(),
        likelihood: "low".into(),
        services: vec!["network".into()],
        places: vec![place.into()],
        from: format!("{day}T18:00"),
        to: format!("{day}T20:00"),
        plan: "Débrancher, brancher.".into(),
        back_out: "Remettre l’ancien.".into(),
        test: "Un appel de chaque poste.".into(),
        public_title_fr: "Coupure du réseau le soir".into(),
        public_text_fr: "Ni réseau ni téléphone pendant deux heures.".into(),
        ..ChangeForm::default()
    }
}

async fn approved(app: &TestApp, world: &World, form: &ChangeForm) -> ChangeId {
    let (theo, diane) = (world.ctx(app, Role::Technician), world.ctx(app, Role::Director));
    let change = actions::create(&theo, form).await.unwrap();
    let approvers = vec![world.person(Role::Director).id.to_string()];
    let submitted = actions::submit(&theo, &change.id, &SubmitForm { approvers, version: 1 }).await.unwrap();
    let yes = DecideForm { decision: "accepted".into(), reason: String::new(), revision: submitted.revision };
    let agreed = actions::decide(&diane, &change.id, &yes).await.unwrap();
    assert_eq!(agreed.state, State::Approved);
    change.id
}

fn fields(form: &ChangeForm) -> Vec<(&str, &str)> {
    let mut fields = vec![
        ("title", form.title.as_str()),
        ("why", &form.why),
        ("kind", &form.kind),
        ("impact", &form.impact),
        ("likelihood", &form.likelihood),
        ("from", &form.from),
        ("to", &form.to),
        ("plan", &form.plan),
        ("back_out", &form.back_out),
        ("test", &form.test),
        ("public_title_fr", &form.public_title_fr),
        ("public_text_fr", &form.public_text_fr),
        ("conflict_reason", &form.conflict_reason),
    ];
    fields.extend(form.services.iter().map(|one| ("services", one.as_str())));
    fields.extend(form.places.iter().map(|one| ("places", one.as_str())));
    fields
}

async fn client(app: &TestApp, world: &World, role: Role) -> Client {
    app.client_of(world.person(role)).await
}

#[tokio::test]
async fn a_change_is_agreed_to_by_others_and_goes_back_to_them_when_it_is_edited() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        app.run_jobs().await;
        let site = site_of(&app, &world.valmont, "Mairie").await;
        let place = format!("{}/{site}", world.valmont.id);
        let form = form(&place, "2026-03-20");
        let mut theo = client(&app, &world, Role::Technician).await;
        let page = theo.get("/changes/new").await.expect(200).text();
        assert!(
            page.contains("Mairie — Commune de Valmont") && page.contains("Tout : Commune de Rochebrune")
        );
        let wrong = ChangeForm { back_out: String::new(), ..form.clone() };
        let wrong = theo.post("/changes", &fields(&wrong)).await.expect(422).text();
        assert!(wrong.contains("Remplacer le commutateur") && wrong.contains("Débrancher, brancher."));
        let path = theo.post("/changes", &fields(&form)).await.location();
        let id = ChangeId::from(path.rsplit('/').next().unwrap());
        let page = theo.get(&path).await.expect(200).text();
        assert!(
            page.contains("CHG-1 Remplacer") && page.contains("brouillon") && page.contains("2 × 1"),
            "{page}"
        );
        let (me, diane) =
            (world.person(Role::Technician).id.clone(), world.person(Role::Director).id.clone());
        let submission = format!("{path}/submission");
        let own = [("approvers", me.as_str()), ("version", "1")];
        assert!(theo.post(&submission, &own).await.expect(422).text().contains("l’auteur"));
        theo.post(&submission, &[("version", "1")]).await.expect(422);
        theo.post(&submission, &[("approvers", diane.as_str()), ("version", "1")]).await.location();
        theo.post(&format!("{path}/start"), &[]).await.expect(409);
        app.run_jobs().await;
        app.run_jobs().await;
        let mut director = client(&app, &world, Role::Director).await;
        assert!(director.get("/approvals").await.expect(200).text().contains("CHG-1 Remplacer"));
        let page = director.get(&path).await.expect(200).text();
        assert!(
            page.contains("Votre accord est demandé")
                && !theo.get(&path).await.text().contains("Votre accord est demandé")
        );
        let bell = director.get("/notifications").await.expect(200).text();
        assert!(bell.contains("demande votre accord"), "{bell}");
        let decision = format!("{path}/decision");
        director.post(&decision, &[("decision", "refused"), ("revision", "1")]).await.expect(422);
        let late = [("decision", "accepted"), ("revision", "0")];
        director.post(&decision, &late).await.expect(409);
        director.post(&decision, &[("decision", "accepted"), ("revision", "1")]).await.location();
        let read = async || actions::read(&world.ctx(&app, Role::Technician), &id).await.unwrap();
        assert_eq!(read().await.change.state, State::Approved);
        // What was agreed to is not edited silently.
        let version = read().await.change.version.to_string();
        let edited = ChangeForm { plan: "Tout débrancher.".into(), ..form.clone() };
        let mut typed = fields(&edited);
        typed.push(("version", version.as_str()));
        theo.post(&path, &typed).await.location();
        let whole = read().await;
        assert_eq!((whole.change.state, whole.change.revision), (State::AwaitingApproval, 2));
        assert!(
            theo.post(&path, &typed).await.expect(409).text().contains("Tout débrancher."),
            "typed on an old page"
        );
        theo.post(&format!("{path}/start"), &[]).await.expect(409);
        director.post(&decision, &[("decision", "accepted"), ("revision", "1")]).await.expect(409);
        director.post(&decision, &[("decision", "accepted"), ("revision", "2")]).await.location();
        let happened: Vec<String> = read().await.history.into_iter().map(|one| one.action).collect();
        assert_eq!(happened[0], "change.accept");
        assert!(
            ["change.create", "change.submit", "change.edit"]
                .iter()
                .all(|verb| happened.iter().any(|h| h == verb))
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_is_carried_out_looked_back_upon_and_becomes_standard() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let place = world.valmont.id.to_string();
        let id = approved(&app, &world, &form(&place, "2026-03-20")).await;
        let (mut theo, mut diane) =
            (client(&app, &world, Role::Technician).await, client(&app, &world, Role::Director).await);
        let path = format!("/changes/{id}");
        theo.post(&format!("{path}/start"), &[]).await.location();
        let mute = [("end", "done"), ("outcome", " ")];
        theo.post(&format!("{path}/end"), &mute).await.expect(422);
        theo.post(&format!("{path}/end"), &[("end", "done"), ("outcome", "En vingt minutes.")])
            .await
            .location();
        theo.post(&format!("{path}/template"), &[]).await.expect(409);
        let review = [("review", "as_planned"), ("text", "Prévoir deux personnes.")];
        theo.post(&format!("{path}/review"), &review).await.location();
        let page = theo.get(&path).await.expect(200).text();
        assert!(page.contains("Prévoir deux personnes.") && page.contains("En vingt minutes."));
        // Said too early to be over: taken up again, then over again.
        theo.post(&format!("{path}/reopening"), &[]).await.location();
        theo.post(&format!("{path}/end"), &[("end", "done"), ("outcome", "Cette fois oui.")])
            .await
            .location();
        assert_eq!(diane.post(&format!("{path}/template"), &[]).await.location(), "/change-templates");
        let templates = actions::templates(&world.ctx(&app, Role::Technician)).await.unwrap();
        let follow = ChangeForm {
            kind: "standard".into(),
            template: templates[0].id.to_string(),
            plan: "Autre chose".into(),
            ..form(&place, "2026-04-20")
        };
        let ctx = world.ctx(&app, Role::Technician);
        let standard = actions::create(&ctx, &follow).await.unwrap();
        assert_eq!(
            (standard.content.kind, standard.content.plan.as_str()),
            (Kind::Standard, "Débrancher, brancher.")
        );
        let ready =
            actions::submit(&ctx, &standard.id, &SubmitForm { approvers: vec![], version: 1 }).await.unwrap();
        assert_eq!(ready.state, State::Approved, "the template stands for the agreement");
        let template = templates[0].id.clone();
        actions::set_archived(&world.ctx(&app, Role::Director), &template, true).await.unwrap();
        assert!(matches!(actions::create(&ctx, &follow).await, Err(Error::Invalid(_))), "no longer proposed");
        // Given up, then taken up again as a draft.
        let other = actions::create(&ctx, &form(&place, "2026-05-20")).await.unwrap();
        let path = other.path();
        theo.post(&format!("{path}/cancellation"), &[("reason", "")]).await.expect(422);
        theo.post(&format!("{path}/cancellation"), &[("reason", "Plus utile")]).await.location();
        theo.post(&format!("{path}/reopening"), &[]).await.location();
        assert_eq!(actions::read(&ctx, &other.id).await.unwrap().change.state, State::Draft);
    })
    .await;
}

#[tokio::test]
async fn an_emergency_begins_at_once_and_is_agreed_to_afterwards() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Technician);
        let mut urgent = ChangeForm {
            kind: "emergency".into(),
            impact: "high".into(),
            likelihood: "medium".into(),
            ..form(world.valmont.id.as_str(), "2026-03-11")
        };
        assert!(matches!(actions::create(&ctx, &urgent).await, Err(Error::Invalid(_))), "no reason");
        urgent.emergency_reason = "Faille exploitée".into();
        let change = actions::create(&ctx, &urgent).await.unwrap();
        let asked = |persons: &[&Person]| SubmitForm {
            approvers: persons.iter().map(|person| person.id.to_string()).collect(),
            version: 1,
        };
        let (diane, samir) = (world.person(Role::Director), world.person(Role::Security));
        let one = actions::submit(&ctx, &change.id, &asked(&[diane])).await;
        assert!(matches!(one, Err(Error::Invalid(_))), "a high risk asks for two");
        actions::submit(&ctx, &change.id, &asked(&[diane, samir])).await.unwrap();
        assert_eq!(actions::start(&ctx, &change.id).await.unwrap().state, State::InProgress);
        let end = EndForm { end: "done".into(), outcome: "Fermé".into() };
        actions::finish(&ctx, &change.id, &end).await.unwrap();
        let answer =
            |decision: &str| DecideForm { decision: decision.into(), reason: "Vu".into(), revision: 1 };
        actions::decide(&world.ctx(&app, Role::Director), &change.id, &answer("accepted")).await.unwrap();
        let again = actions::decide(&world.ctx(&app, Role::Director), &change.id, &answer("refused")).await;
        assert!(matches!(again, Err(Error::Refused(_))), "one answer each");
        let after =
            actions::decide(&world.ctx(&app, Role::Security), &change.id, &answer("refused")).await.unwrap();
        assert_eq!(after.state, State::Done, "what is done is done; the refusal is kept");
        let ada =
            actions::decide(&world.ctx(&app, Role::Administrator), &change.id, &answer("accepted")).await;
        assert!(matches!(ada, Err(Error::Refused(_))), "who was not asked does not answer");
    })
    .await;
}

#[tokio::test]
async fn a_freeze_or_another_change_in_the_way_is_shown_before_saving_and_asks_for_a_reason() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let site = site_of(&app, &world.valmont, "Mairie").await;
        let place = format!("{}/{site}", world.valmont.id);
        let mut theo = client(&app, &world, Role::Technician).await;
        let freeze = [
            ("title", "Élections"),
            ("reason", "Remontée des résultats"),
            ("from", "2026-03-20T00:00"),
            ("to", "2026-03-23T00:00"),
        ];
        theo.post("/freeze-periods", &[("title", "Élections")]).await.expect(422);
        theo.post("/freeze-periods", &freeze).await.location();
        let form = form(&place, "2026-03-20");
        let shown = theo.post("/changes", &fields(&form)).await.expect(422).text();
        assert!(shown.contains("Élections") && shown.contains("Remplacer le commutateur"), "{shown}");
        assert_eq!(app.count("change").await, 0, "nothing is saved");
        let reasoned = ChangeForm { conflict_reason: "Sans lui, pas de résultats".into(), ..form.clone() };
        let first = theo.post("/changes", &fields(&reasoned)).await.location();
        assert!(theo.get(&first).await.text().contains("Sans lui, pas de résultats"));
        let listed = theo.get("/api/v1/freeze-periods").await.expect(200).json();
        let lift = format!("/freeze-periods/{}/cancellation", listed[0]["id"].as_str().unwrap());
        theo.post(&lift, &[]).await.location();
        let whole = ChangeForm { places: vec![world.valmont.id.to_string()], ..form.clone() };
        let shown = theo.post("/changes", &fields(&whole)).await.expect(422).text();
        assert!(
            shown.contains("CHG-1 Remplacer") && !shown.contains("Élections"),
            "the lifted freeze counts no more: {shown}"
        );
        let elsewhere = ChangeForm { places: vec![world.rochebrune.id.to_string()], ..form };
        theo.post("/changes", &fields(&elsewhere)).await.location();
        for address in [
            "/changes/calendar?day=2026-03-18",
            "/changes/calendar?view=week&day=2026-03-18",
            "/changes/calendar?view=list&day=2026-03-18",
        ] {
            let page = theo.get(address).await.expect(200).text();
            assert!(
                page.contains("CHG-1 Remplacer") && page.contains("CHG-2 Remplacer"),
                "{address}: {page}"
            );
        }
        assert!(!theo.get("/changes/calendar?view=week&day=2026-04-18").await.text().contains("CHG-1"));
        theo.get("/changes/calendar?day=9999-12-31").await.expect(200);
        let page = theo.get("/changes?state=draft").await.expect(200).text();
        assert!(page.contains("CHG-1") && !theo.get("/changes?state=done").await.text().contains("CHG-1"));
    })
    .await;
}

#[tokio::test]
async fn maintenance_is_told_in_time_to_those_concerned_only_and_told_again_when_it_moves() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        app.run_jobs().await;
        let site = site_of(&app, &world.valmont, "Mairie").await;
        let place = format!("{}/{site}", world.valmont.id);
        // Wednesday 11 March; five working days lead to Wednesday 18.
        let id = approved(&app, &world, &form(&place, "2026-03-20")).await;
        let (mut theo, mut rose) =
            (client(&app, &world, Role::Technician).await, client(&app, &world, Role::Requester).await);
        let mut other = app.client_of(world.person_at(Role::Requester, &world.rochebrune.id)).await;
        let path = format!("/changes/{id}");
        let ctx = world.ctx(&app, Role::Technician);
        let version = async || actions::read(&ctx, &id).await.unwrap().change.version.to_string();
        assert!(theo.get(&path).await.expect(200).text().contains("5 jours ouvrés"));
        theo.post(&format!("{path}/announcement"), &[("version", &version().await)]).await.location();
        theo.post(&format!("{path}/announcement"), &[("version", &version().await)]).await.expect(409);
        for page in ["/", "/maintenance", "/requests/new"] {
            let shown = rose.get(page).await.expect(200).text();
            assert!(
                shown.contains("Coupure du réseau le soir") && shown.contains("Mairie"),
                "{page}: {shown}"
            );
            assert!(
                !shown.contains("Débrancher") && !shown.contains("CHG-"),
                "{page}: only what it was told"
            );
            assert!(!other.get(page).await.text().contains("Coupure du réseau le soir"), "{page}");
        }
        // The same in the calendar that one subscribes to, and only for those concerned.
        let calendar = json!({"part": "works"});
        for (reader, sees) in [(&mut rose, true), (&mut other, false)] {
            let made = reader.json(Method::POST, "/api/v1/calendars", &calendar).await.expect(201).json();
            let address = made["address"].as_str().unwrap();
            let feed =
                app.visitor().get(&address[address.find("/calendar/").unwrap()..]).await.expect(200).text();
            assert_eq!(feed.contains("SUMMARY:Coupure du réseau le soir"), sees, "{feed}");
        }
        app.run_jobs().await;
        app.run_jobs().await;
        let mails = theo_sees_mail(&app, &world).await;
        assert!(mails.contains("Coupure du réseau le soir") && !mails.contains("@roc.example"), "{mails}");
        let told = maintenance::store::of_change(&mut ctx.read().await.unwrap(), &id).await.unwrap();
        let notice = &told[0].notice;
        assert_eq!(
            (told.len(), notice.kind, notice.is_in_time, notice.notice_days),
            (1, NoticeKind::Planned, true, 5)
        );
        assert!(notice.told.iter().any(|one| one.name == world.person(Role::Requester).name));
        // Moved: at once it no longer holds; once agreed to again it is announced again, too late this time.
        let moved = ChangeForm { version: version().await.parse().unwrap(), ..form(&place, "2026-03-16") };
        actions::change(&ctx, &id, &moved).await.unwrap();
        let shown = rose.get("/").await.text();
        assert!(shown.contains("Reporté, nouvelle date à venir"), "{shown}");
        let early = theo.post(&format!("{path}/announcement"), &[("version", &version().await)]).await;
        early.expect(409);
        let yes = DecideForm { decision: "accepted".into(), reason: String::new(), revision: 2 };
        actions::decide(&world.ctx(&app, Role::Director), &id, &yes).await.unwrap();
        let late =
            theo.post(&format!("{path}/announcement"), &[("version", &version().await)]).await.expect(422);
        assert!(late.text().contains("5 jours ouvrés"), "a late announcement asks why");
        let reasoned = [("version", version().await), ("late_reason", "Il lâche".to_owned())];
        let reasoned: Vec<(&str, &str)> =
            reasoned.iter().map(|(name, value)| (*name, value.as_str())).collect();
        theo.post(&format!("{path}/announcement"), &reasoned).await.location();
        let planned =
            actions::calendar(&world.ctx(&app, Role::Requester), at("2026-03-01"), at("2026-04-01"))
                .await
                .unwrap();
        let notice = &planned[0].notice;
        assert_eq!(
            (planned.len(), notice.number, notice.kind, notice.is_in_time),
            (1, 3, NoticeKind::Moved, false)
        );
        let roc = app.ctx(world.person_at(Role::Requester, &world.rochebrune.id).actor());
        assert!(actions::calendar(&roc, at("2026-03-01"), at("2026-04-01")).await.unwrap().is_empty());
        theo.post(&format!("{path}/cancellation"), &[("reason", "Matériel non livré")]).await.location();
        assert!(rose.get("/").await.text().contains("Annulé : Coupure du réseau le soir"));
        let span = kernel::Interval::new(at("2026-03-01"), at("2026-04-01")).unwrap();
        let counted = maintenance::store::planned(&mut ctx.read().await.unwrap(), &world.valmont.id, span)
            .await
            .unwrap();
        assert!(counted.is_empty(), "what was cancelled is no maintenance");
        app.platform.clock.advance(SignedDuration::from_hours(24 * 30));
        let mut rose = client(&app, &world, Role::Requester).await;
        assert!(rose.get("/maintenance").await.expect(200).text().contains("Passées"));
    })
    .await;
}

fn at(day: &str) -> jiff::Timestamp {
    format!("{day}T00:00:00Z").parse().unwrap()
}

/// Every mail of the outbox, as who looks after the instance reads them.
async fn theo_sees_mail(app: &TestApp, world: &World) -> String {
    client(app, world, Role::Administrator).await.get("/api/v1/outbox").await.expect(200).text()
}

#[tokio::test]
async fn changes_stay_with_the_provider_and_are_linked_to_tickets() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let key = ticket_of(&app, world.person(Role::Requester), "Réseau instable").await;
        let mut theo = client(&app, &world, Role::Technician).await;
        let page = theo.get(&key.path()).await.expect(200).text();
        assert!(page.contains("/changes/new?ticket=VAL-1"));
        let new = theo.get("/changes/new?ticket=VAL-1").await.expect(200).text();
        assert!(new.contains("Lié au ticket VAL-1"));
        let change = json!({"title": "Remplacer", "why": "Vieux", "kind": "normal", "impact": "low", "likelihood": "low",
            "services": ["network"], "places": [world.valmont.id], "from": "2026-03-20T18:00", "to": "2026-03-20T19:00",
            "plan": "Brancher", "back_out": "Débrancher", "test": "Ping", "ticket": "VAL-1"});
        let made = theo.json(Method::POST, "/api/v1/changes", &change).await.expect(201).json();
        assert_eq!((made["reference"].as_str(), made["tickets"][0]["reference"].as_str()), (Some("CHG-1"), Some("VAL-1")));
        assert!(theo.get(&key.path()).await.text().contains("CHG-1 Remplacer"));
        app::search::jobs::catch_up(&app.platform).await.unwrap();
        assert!(theo.get("/search?q=remplacer").await.expect(200).text().contains("CHG-1"));
        let mut odile = client(&app, &world, Role::Officer).await;
        assert!(!odile.get("/search?q=remplacer").await.expect(200).text().contains("CHG-1"), "the provider's alone");
        assert!(theo.get("/exports/changes?format=csv").await.expect(200).text().contains("CHG-1;Remplacer;"));
        odile.get("/exports/changes?format=csv").await.expect(403);
        let path = format!("/changes/{}", made["id"].as_str().unwrap());
        theo.post(&format!("{path}/tickets/removal"), &[("tickets", "VAL-1")]).await.location();
        let links = format!("{}/changes", key.path());
        theo.post(&links, &[("change", "CHG-9")]).await.expect(422);
        assert_eq!(theo.post(&links, &[("change", "chg-1")]).await.location(), path);
        theo.post(&format!("{path}/tickets"), &[("tickets", "VAL-99")]).await.expect(422);
        for role in [Role::Requester, Role::Officer, Role::Contractor, Role::FinanceOfficer] {
            let mut reader = client(&app, &world, role).await;
            for address in ["/changes", "/changes/calendar", "/freeze-periods", "/change-templates", path.as_str()] {
                reader.get(address).await.expect(403);
            }
        }
        let mut rose = client(&app, &world, Role::Requester).await;
        let page = rose.get(&key.path()).await.expect(200).text();
        assert!(!page.contains("CHG-1"), "a requester learns nothing of the change: {page}");
        let listed = theo.get("/api/v1/changes?state=draft").await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        theo.json(Method::POST, "/api/v1/changes", &json!({"title": "x", "surprise": 1})).await.expect(422);
    })
    .await;
}
