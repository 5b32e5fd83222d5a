//! Projects: the portfolio, how far each is, what could go wrong, what was decided, and what both sides say.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::projects::{Project, ProjectForm, ProjectState, StepForm, StepKind, Weather, WeatherForm, actions};
use jiff::{SignedDuration, civil::date};
use people::{Organisation, Role};
use platform::Ctx;
use serde_json::json;
use testkit::{TestApp, World, both};

fn form(body: &Organisation, name: &str) -> ProjectForm {
    ProjectForm {
        beneficiary: body.id.to_string(),
        name: name.into(),
        aim: "Couvrir les salles de réunion.\n\nPas les couloirs.".into(),
        sponsor: "Le directeur".into(),
        state: "running".into(),
        starts_on: "2026-02-02".into(),
        ends_on: "2026-05-29".into(),
        ..ProjectForm::default()
    }
}

async fn project(ctx: &Ctx, body: &Organisation, name: &str) -> Project {
    actions::create(ctx, &form(body, name)).await.unwrap()
}

async fn milestone(ctx: &Ctx, project: &Project, name: &str, planned_on: &str) -> desk::projects::Step {
    let form = StepForm {
        kind: StepKind::Milestone.as_str().into(),
        name: name.into(),
        planned_on: planned_on.into(),
        ..StepForm::default()
    };
    actions::add_step(ctx, &project.key, &form).await.unwrap()
}

#[tokio::test]
async fn a_project_is_led_by_the_provider_and_read_and_commented_by_both() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let own = world.valmont.id.to_string();
        let wrong = [
            ("beneficiary", own.as_str()),
            ("name", "Wi-Fi"),
            ("aim", ""),
            ("sponsor", "La mairie"),
            ("state", "running"),
        ];
        let refused = theo.post("/projects", &wrong).await.expect(422).text();
        assert!(refused.contains("Remplissez ce champ") && refused.contains("La mairie"), "{refused}");
        let typed = [
            ("beneficiary", own.as_str()),
            ("name", "Wi-Fi des salles"),
            ("aim", "Couvrir les salles"),
            ("sponsor", "La mairie"),
            ("state", "running"),
            ("ends_on", "2026-05-29"),
            ("key", "k1"),
        ];
        let path = theo.post("/projects", &typed).await.location();
        assert_eq!(theo.post("/projects", &typed).await.location(), path, "sent twice, made once");
        odile.post("/projects", &typed).await.expect(403);
        let weather = [("weather", "cloudy"), ("says", "Les bornes arrivent en retard")];
        theo.post(&format!("{path}/weather"), &weather).await.location();
        let phase = [("kind", "phase"), ("name", "Étude"), ("planned_on", "2026-03-10")];
        let refused = theo.post(&format!("{path}/steps"), &phase).await.expect(422).text();
        assert!(
            refused.contains("premier jour de la phase") && refused.contains("value=\"Étude\""),
            "{refused}"
        );
        let phase: Vec<_> = phase.into_iter().chain([("starts_on", "2026-02-02")]).collect();
        theo.post(&format!("{path}/steps"), &phase).await.location();
        let risk = [
            ("what", "Bornes en rupture"),
            ("probability", "3"),
            ("impact", "4"),
            ("owner", "Théo"),
            ("response", "Second fournisseur"),
        ];
        theo.post(&format!("{path}/risks"), &risk).await.location();
        let decision = [
            ("decision", "Retenir deux bornes par salle"),
            ("decided_by", "Comité technique"),
            ("decided_on", "2026-03-09"),
        ];
        theo.post(&format!("{path}/decisions"), &decision).await.location();
        theo.post(&format!("{path}/time"), &[("minutes", "1h30"), ("note", "Visite")]).await.location();
        odile.post(&format!("{path}/comments"), &[("body", " ")]).await.expect(422);
        for _ in 0..2 {
            odile
                .post(&format!("{path}/comments"), &[("body", "Pensez à la salle du conseil"), ("key", "c1")])
                .await
                .location();
        }
        let read = odile.get(&path).await.expect(200).text();
        for shown in [
            "En retard d’un jour",
            "12 sur 16",
            "Retenir deux bornes",
            "Les bornes arrivent en retard",
            "À surveiller",
        ] {
            assert!(read.contains(shown), "{shown}: {read}");
        }
        assert_eq!(read.matches("Pensez à la salle du conseil").count(), 1);
        assert!(
            !read.contains("Visite") && !read.contains(&format!("{path}/risks\"")),
            "time and forms are the provider's"
        );
        assert!(
            theo.get(&path).await.text().contains("1 h 30")
                || theo.get(&path).await.text().contains("1\u{a0}h")
        );
        let sheet = odile.get(&format!("{path}/sheet")).await.expect(200).text();
        assert!(
            sheet.contains("Fiche de projet")
                && sheet.contains("Bornes en rupture")
                && sheet.contains("class=\"sheet\"")
        );
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        for hidden in [path.clone(), format!("{path}/sheet"), format!("/api/v1{path}")] {
            other.get(&hidden).await.expect(404);
        }
        other.post(&format!("{path}/comments"), &[("body", "Coucou")]).await.expect(404);
        assert!(!other.get("/projects").await.expect(200).text().contains("Wi-Fi"));
        app.client_of(world.person(Role::Requester)).await.get("/projects").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn lateness_is_seen_against_the_day_agreed_and_said_plainly() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Technician);
        let wifi = project(&ctx, &world.valmont, "Wi-Fi").await;
        let calm = project(&ctx, &world.rochebrune, "Archives").await;
        let step = milestone(&ctx, &wifi, "Recette", "2026-03-20").await;
        milestone(&ctx, &calm, "Tri", "2026-12-01").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = format!("{}/steps/{}", wifi.key.path(), step.id);
        assert!(theo.get(&path).await.expect(200).text().contains("ne change pas"));
        let later = [("name", "Recette"), ("forecast_on", "2026-04-02"), ("version", "1")];
        theo.post(&path, &later).await.location();
        let stale = theo.post(&path, &later).await.expect(409).text();
        assert!(stale.contains("2026-04-02"), "what was typed is kept");
        let page = theo.get(&wifi.key.path()).await.text();
        assert!(page.contains("Repoussée de 13 jours") && page.contains("20\u{a0}mars\u{a0}2026"), "{page}");
        app.platform.clock.advance(SignedDuration::from_hours(24 * 25));
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let late = theo.get("/projects?late=on").await.expect(200).text();
        assert!(late.contains("Wi-Fi") && !late.contains("Archives"), "{late}");
        assert!(late.contains("En retard de 3 jours"), "{late}");
        let done =
            [("name", "Recette"), ("forecast_on", "2026-04-02"), ("done_on", "2026-04-04"), ("version", "2")];
        theo.post(&path, &done).await.location();
        assert!(theo.get(&wifi.key.path()).await.text().contains("Faite, 15 jours après la date convenue"));
        assert!(!theo.get("/projects?late=on").await.text().contains("Wi-Fi"));
        let future = [("name", "Recette"), ("done_on", "2027-01-01"), ("version", "3")];
        assert!(theo.post(&path, &future).await.expect(422).text().contains("dans le futur"));
        theo.post(&format!("{path}/removal"), &[]).await.location();
        theo.get(&path).await.expect(404);
        let whole = actions::read(&ctx, &wifi.key).await.unwrap();
        assert!(whole.steps.is_empty() && whole.project.ends_on == Some(date(2026, 5, 29)));
    })
    .await;
}

#[tokio::test]
async fn the_portfolio_is_filtered_and_taken_into_a_spreadsheet() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Technician);
        for n in 0..32 {
            project(&ctx, &world.valmont, &format!("Projet {n:02}")).await;
        }
        let storm = project(&ctx, &world.rochebrune, "Tempête =1+1").await;
        let says = WeatherForm { weather: "stormy".into(), says: "Plus de budget".into() };
        actions::set_weather(&ctx, &storm.key, &says).await.unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let first = theo.get("/projects").await.expect(200).text();
        assert!(first.contains("Projet 29") && !first.contains("Projet 30"), "thirty a page");
        let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = theo.get(&next.replace("&amp;", "&")).await.expect(200).text();
        assert!(
            second.contains("Projet 31") && second.contains("Tempête") && !second.contains("Projet 29"),
            "{second}"
        );
        let stormy = theo.get("/projects?weather=stormy").await.expect(200).text();
        assert!(stormy.contains("Plus de budget") && !stormy.contains("Projet 00"));
        theo.get("/projects?weather=snow").await.expect(422);
        let file = theo.get("/projects/export?format=csv").await.expect(200).text();
        assert_eq!(file.lines().count(), 34, "a line of titles and every project: {file}");
        assert!(file.contains("Plus de budget") && !file.contains(";=1"), "{file}");
        let book = theo.get("/projects/export?format=xlsx&weather=stormy").await.expect(200);
        assert!(book.bytes.starts_with(b"PK"));
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let own = odile.get("/projects/export?format=csv").await.expect(200).text();
        assert!(own.contains("Projet 31") && !own.contains("Tempête"));
        theo.get("/projects/export?format=pdf").await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn tickets_belong_to_a_project_of_the_same_beneficiary() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Technician);
        let key = ticket_of(&app, world.person(Role::Requester), "Poser une borne").await;
        let wifi = project(&ctx, &world.valmont, "Wi-Fi").await;
        let other = project(&ctx, &world.rochebrune, "Archives").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = wifi.key.path();
        theo.post(&format!("{path}/tickets"), &[("reference", "VAL-1")]).await.location();
        theo.post(&format!("{path}/tickets"), &[("reference", "VAL-1")]).await.location();
        let refused =
            theo.post(&format!("{path}/tickets"), &[("reference", "VAL-99")]).await.expect(422).text();
        assert!(refused.contains("VAL-99"));
        theo.post(&format!("{}/tickets", other.key.path()), &[("reference", "VAL-1")]).await.expect(422);
        assert!(theo.get(&path).await.text().contains("VAL-1 Poser une borne"));
        // The elected official reads projects and no ticket.
        let mut elected = app.client_of(world.person(Role::ElectedOfficial)).await;
        let read = elected.get(&path).await.expect(200).text();
        assert!(!read.contains("Poser une borne"), "{read}");
        assert!(elected.get(&format!("/api/v1{path}")).await.expect(200).json().get("linked").is_none());
        theo.post(&format!("{path}/tickets/{}/removal", key.id), &[]).await.location();
        theo.post(&format!("{path}/tickets/{}/removal", key.id), &[]).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_project_names_its_changes_to_the_provider_alone() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Technician);
        let wifi = project(&ctx, &world.valmont, "Wi-Fi").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let change = json!({"title": "Remplacer", "why": "Vieux", "kind": "normal", "impact": "low", "likelihood": "low",
            "services": ["network"], "places": [world.valmont.id], "from": "2026-03-20T18:00", "to": "2026-03-20T19:00",
            "plan": "Brancher", "back_out": "Débrancher", "test": "Ping"});
        let made = theo.json(Method::POST, "/api/v1/changes", &change).await.expect(201).json();
        let path = wifi.key.path();
        let refused = theo.post(&format!("{path}/changes"), &[("change", "CHG-9")]).await.expect(422).text();
        assert!(refused.contains("#field-change") && refused.contains("CHG-9"), "{refused}");
        theo.post(&format!("{path}/changes"), &[("change", "chg-1")]).await.location();
        theo.post(&format!("{path}/changes"), &[("change", "CHG-1")]).await.location();
        assert!(theo.get(&path).await.expect(200).text().contains("CHG-1 Remplacer"));
        let there = format!("/changes/{}", made["id"].as_str().unwrap());
        assert!(theo.get(&there).await.expect(200).text().contains(&path));
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert!(!odile.get(&path).await.expect(200).text().contains("CHG-1"));
        odile.post(&format!("{path}/changes"), &[("change", "CHG-1")]).await.expect(403);
        theo.post(&format!("{path}/changes/removal"), &[("change", "CHG-1")]).await.location();
        assert!(!theo.get(&path).await.text().contains("CHG-1"));
    })
    .await;
}

#[tokio::test]
async fn programs_lead_projects_too() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let body = serde_json::to_value(form(&world.valmont, "Dématérialiser les actes")).unwrap();
        let made = theo.json(Method::POST, "/api/v1/projects", &body).await.expect(201).json();
        let path = format!("/api/v1/projects/{}/{}", world.valmont.id, made["id"].as_str().unwrap());
        let step = json!({"kind": "milestone", "name": "Recette", "planned_on": "2026-04-01"});
        let step = theo.json(Method::POST, &format!("{path}/steps"), &step).await.expect(201).json();
        let moved = json!({"name": "Recette", "forecast_on": "2026-04-08", "version": 1});
        let step_path = format!("{path}/steps/{}", step["id"].as_str().unwrap());
        theo.json(Method::PUT, &step_path, &moved).await.expect(200);
        theo.json(Method::PUT, &step_path, &moved).await.expect(409);
        let risk = json!({"what": "Retard", "probability": "2", "impact": "2", "owner": "Théo", "response": "Relancer"});
        let risk_made = theo.json(Method::POST, &format!("{path}/risks"), &risk).await.expect(201).json();
        let closed = json!({"what": "Retard", "probability": "2", "impact": "2", "owner": "Théo", "response": "Livré", "closed": "on", "version": 1});
        theo.json(Method::PUT, &format!("{path}/risks/{}", risk_made["id"].as_str().unwrap()), &closed).await.expect(200);
        let decision = json!({"decision": "Partir", "decided_by": "Comité de pilotage"});
        theo.json(Method::POST, &format!("{path}/decisions"), &decision).await.expect(201);
        theo.json(Method::PUT, &format!("{path}/weather"), &json!({"weather": "fair", "says": "À l’heure"})).await.expect(200);
        let mut change = form(&world.valmont, "Dématérialiser les actes");
        (change.state, change.version) = ("done".into(), 1);
        theo.json(Method::PUT, &path, &serde_json::to_value(&change).unwrap()).await.expect(200);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.json(Method::POST, &format!("{path}/comments"), &json!({"body": "Merci"})).await.expect(201);
        odile.json(Method::PUT, &format!("{path}/weather"), &json!({"weather": "stormy", "says": "Non"})).await.expect(403);
        let whole = odile.get(&path).await.expect(200).json();
        assert_eq!(whole["state"], json!(ProjectState::Done));
        assert_eq!((&whole["weather"], &whole["foreseen_end"]), (&json!(Weather::Fair), &json!("2026-04-08")));
        assert!(whole.get("minutes").is_none(), "time is the provider's");
        let listed = odile.get("/api/v1/projects").await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    })
    .await;
}
