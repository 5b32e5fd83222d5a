//! Availability from its rows: the vectors of R5.13, maintenance told by the desk, carriers' links, the scoreboard, the
//! roll-out.

use crate::estate_outages::{outage, site};
use agreements::versions;
use axum::http::Method;
use desk::{
    changes::{
        self, ChangeForm,
        forms::{DecideForm, SubmitForm},
    },
    maintenance::AnnounceForm,
    notifications::{EventKind, Ways, actions as notifications},
};
use estate::{
    blind_times::{self, BlindTimeForm},
    connections::{self, ConnectionForm},
    outages,
    sites::{self, Site, SiteForm, SiteKey},
};
use jiff::{Timestamp, civil::date};
use kernel::Exact;
use people::Role;
use serde_json::{Value, json};
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
const MARCH: &str = "from=2026-03-01&to=2026-03-31";

/// The present: April 2026. Valmont has its agreement since 2022.
async fn april(app: &TestApp) -> World {
    let world = World::new(app).await;
    let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    versions::import(&app.system(), &world.valmont.id, &source, date(2022, 1, 1)).await.unwrap();
    app.platform.clock.set("2026-04-15T10:00:00Z".parse::<Timestamp>().unwrap());
    world
}

/// March's outages of a site, each with its local times and its share.
async fn cut(app: &TestApp, site: &Site, spans: &[(&str, &str, &str)]) {
    for (from, to, percent) in spans {
        let mut form = outage(site, &format!("2026-03-{from}"), &format!("2026-03-{to}"));
        form.percent = (*percent).to_owned();
        form.factor_reason = "Une partie des postes".into();
        outages::actions::report(&app.system(), &form).await.unwrap();
    }
}

async fn measured(app: &TestApp, world: &World) -> Value {
    let mut client = app.client_of(world.person(Role::Officer)).await;
    client.get(&format!("/api/v1/availability/VAL?{MARCH}")).await.expect(200).json()["measured"].clone()
}

async fn scoreboard(app: &TestApp, world: &World, code: &str) -> Value {
    let mut client = app.client_of(world.person(Role::Officer)).await;
    let board = client.get(&format!("/api/v1/scoreboards/VAL?{MARCH}")).await.expect(200).json();
    board["indicators"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap().clone()
}

/// Beginning, end and factor of an outage, days of March 2026.
type Cut = (&'static str, &'static str, &'static str);

/// Outages of one site in March 2026, with the down seconds, the value and the verdict that R5.13 gives.
const VECTORS: [(&[Cut], &str, &str, &str); 4] = [
    (&[("03T09:00", "03T10:00", ""), ("03T09:30", "03T10:30", "")], "5400", "99,318 %", "missed"),
    (&[("03T18:00", "04T08:00", "")], "0", "100,000 %", "met"),
    (&[("03T09:00", "03T10:06", "")], "3960", "99,500 %", "met"),
    (&[("03T09:00", "03T10:06:01", "")], "3961", "99,499 %", "missed"),
];

#[tokio::test]
async fn the_month_of_the_vectors_is_measured_from_its_rows() {
    for (spans, down, value, verdict) in VECTORS {
        both(async |app: TestApp| {
            let world = april(&app).await;
            let hall = site(&app, &world.valmont.id, "Mairie").await;
            cut(&app, &hall, spans).await;
            let found = measured(&app, &world).await;
            let one = &found["sites"][0];
            assert_eq!(
                (&one["base_seconds"], &one["down_seconds"]),
                (&json!(792_000), &json!(down)),
                "{found}"
            );
            let line = scoreboard(&app, &world, "A.1a").await;
            assert_eq!(
                (shown(&line).as_str(), line["verdict"].as_str().unwrap()),
                (value, verdict),
                "{line}"
            );
            if down == "0" {
                let always = found["availability_around_the_clock"].as_str().unwrap();
                assert_eq!(Exact::parse(always).unwrap(), Exact::ratio(743 - 14, 743).unwrap());
            }
        })
        .await;
    }
}

/// The value as people read it, its spaces plain.
fn shown(line: &Value) -> String {
    plain(line["value_text"].as_str().unwrap())
}

/// A text with its spaces plain.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// A change of one site, agreed to and announced at an instant: what counts is what was told.
async fn maintenance(app: &TestApp, world: &World, site: &Site, told: &str, (from, to): (&str, &str)) {
    let now = app.platform.clock.now();
    app.platform.clock.set(told.parse::<Timestamp>().unwrap());
    let (agent, director) = (world.ctx(app, Role::Technician), world.ctx(app, Role::Director));
    let form = ChangeForm {
        title: "Remplacer le commutateur".into(),
        why: "Il est vieux".into(),
        kind: "normal".into(),
        impact: "low".into(),
        likelihood: "low".into(),
        services: vec!["network".into()],
        places: vec![format!("{}/{}", site.beneficiary, site.id)],
        from: from.into(),
        to: to.into(),
        plan: "Brancher".into(),
        back_out: "Débrancher".into(),
        test: "Ping".into(),
        public_title_fr: "Travaux".into(),
        public_text_fr: "Le site est coupé".into(),
        ..ChangeForm::default()
    };
    let change = changes::actions::create(&agent, &form).await.unwrap();
    let approvers = vec![world.person(Role::Director).id.to_string()];
    let asked = SubmitForm { approvers, version: change.version };
    changes::actions::submit(&agent, &change.id, &asked).await.unwrap();
    let yes = DecideForm { decision: "accepted".into(), revision: 1, ..DecideForm::default() };
    let agreed = changes::actions::decide(&director, &change.id, &yes).await.unwrap();
    let late_reason = "La panne menace".into();
    let form = AnnounceForm { version: agreed.version, late_reason };
    desk::maintenance::actions::announce(&agent, &change.id, &form).await.unwrap();
    app.platform.clock.set(now);
}

#[tokio::test]
async fn maintenance_announced_in_time_leaves_both_sides() {
    both(async |app: TestApp| {
        let world = april(&app).await;
        let (hall, school) =
            (site(&app, &world.valmont.id, "Mairie").await, site(&app, &world.valmont.id, "École").await);
        // Told five working days ahead for the town hall, the day before for the school.
        let (early, late) = ("2026-03-04T08:00:00Z", "2026-03-16T08:00:00Z");
        let span = ("2026-03-17T09:00", "2026-03-17T11:00");
        maintenance(&app, &world, &hall, early, span).await;
        maintenance(&app, &world, &school, late, span).await;
        for one in [&hall, &school] {
            cut(&app, one, &[("17T10:30", "17T11:30", "")]).await;
            cut(&app, one, &[("17T09:10", "17T09:20", "")]).await;
        }
        let found = measured(&app, &world).await;
        let sites = found["sites"].as_array().unwrap();
        let of = |name: &str| sites.iter().find(|one| one["name"] == name).unwrap();
        let planned = of("Mairie");
        assert_eq!((&planned["base_seconds"], &planned["down_seconds"]), (&json!(784_800), &json!("1800")));
        assert_eq!(planned["cuts"], 1, "one lies wholly in what was announced");
        let late = of("École");
        assert_eq!((&late["base_seconds"], &late["down_seconds"]), (&json!(792_000), &json!("4200")));
        assert_eq!(
            (&late["cuts"], &found["cuts"], &found["cuts_in_window"]),
            (&json!(2), &json!(3), &json!(3))
        );
        let share = Exact::parse(planned["availability"].as_str().unwrap()).unwrap() * Exact::from(100);
        assert_eq!(share.to_decimal_cut(3), "99.770");
        // Nobody watched the school while it was down: that time leaves both sides.
        let blind = BlindTimeForm {
            place: format!("{}/{}", school.beneficiary, school.id),
            from: "2026-03-17T09:00".into(),
            to: "2026-03-17T12:00".into(),
            reason: "Supervision arrêtée".into(),
        };
        blind_times::actions::record(&app.system(), &blind).await.unwrap();
        let found = measured(&app, &world).await;
        let sites = found["sites"].as_array().unwrap();
        let late = sites.iter().find(|one| one["name"] == "École").unwrap();
        assert_eq!((&late["base_seconds"], &late["down_seconds"]), (&json!(781_200), &json!("0")));
        let mut client = app.client_of(world.person(Role::Requester)).await;
        let page = client.get(&format!("/availability/VAL?{MARCH}")).await.expect(200).text();
        assert!(
            ["Mairie", "id=\"calendar\"", "id=\"timeline\""].iter().all(|word| page.contains(word)),
            "{page}"
        );
        let story =
            client.get(&format!("/availability/VAL/sites/{}?{MARCH}", hall.id)).await.expect(200).text();
        assert!(story.contains("784") && story.contains("R5.5"), "{story}");
        let file = client.get(&format!("/availability/VAL/file.csv?{MARCH}")).await.expect(200).text();
        assert!(file.contains("784800") && file.contains("Mairie"), "{file}");
        let foreign = world.person_at(Role::Requester, &world.rochebrune.id);
        let mut foreign = app.client_of(foreign).await;
        foreign.get(&format!("/availability/VAL?{MARCH}")).await.expect(404);
        foreign.get(&format!("/availability/VAL/sites/{}?{MARCH}", hall.id)).await.expect(404);
    })
    .await;
}

async fn connect(app: &TestApp, site: &Site, form: ConnectionForm) {
    let key = SiteKey { beneficiary: site.beneficiary.clone(), id: site.id.clone() };
    connections::actions::record(&app.system(), &key, &form).await.unwrap();
}

#[tokio::test]
async fn weights_partial_outages_and_carriers_links_are_told_apart() {
    both(async |app: TestApp| {
        let world = april(&app).await;
        let heavy = SiteForm {
            beneficiary: world.valmont.id.to_string(),
            name: "Mairie".into(),
            fibre: "connected".into(),
            weight: "3".into(),
            ..SiteForm::default()
        };
        let heavy = sites::actions::create(&app.system(), &heavy).await.unwrap();
        let light = site(&app, &world.valmont.id, "École").await;
        let far = site(&app, &world.valmont.id, "Refuge").await;
        let carrier = ConnectionForm {
            from_on: "2026-03-01".into(),
            state: "carrier".into(),
            carrier: "Opérateur".into(),
            repair_hours: "4".into(),
            ..ConnectionForm::default()
        };
        connect(&app, &far, carrier).await;
        cut(&app, &heavy, &[("03T09:00", "03T10:00", "")]).await;
        cut(&app, &light, &[("04T09:00", "04T13:00", "50")]).await;
        cut(&app, &far, &[("05T09:00", "05T13:00", ""), ("06T09:00", "06T13:00:01", "")]).await;
        let found = measured(&app, &world).await;
        // (3 × 3 600 + 1 × 7 200) of (3 + 1) × 792 000; R5.13's own base is 792 000 s too: 175/176.
        let expected = Exact::from(1) - Exact::ratio(3 * 3600 + 7200, 4 * 792_000).unwrap();
        assert_eq!(Exact::parse(found["availability"].as_str().unwrap()).unwrap(), expected);
        assert_eq!(found["worst"], "École");
        let link = &found["carriers"][0];
        assert_eq!(
            (&link["site"], &link["respected"], &link["judged"]),
            (&json!("Refuge"), &json!(1), &json!(2))
        );
        assert_eq!(found["cuts"], 4, "the carrier's count as cuts");
        let page =
            app.client_of(world.person(Role::Officer)).await.get(&format!("/availability/VAL?{MARCH}")).await;
        let page = page.expect(200).text();
        assert!(page.contains("délai de rétablissement garanti") && page.contains("Refuge"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_scoreboard_says_what_availability_measured() {
    both(async |app: TestApp| {
        let world = april(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        assert_eq!(scoreboard(&app, &world, "A.2").await["verdict"], "no_data", "no incident, no mean");
        cut(&app, &hall, &[("03T09:00", "03T10:00", ""), ("10T17:00", "11T09:00", "")]).await;
        // Begun in February, ended in March: whole in the mean of March, no cut of March.
        let long = outage(&hall, "2026-02-27T17:00", "2026-03-02T09:00");
        outages::actions::report(&app.system(), &long).await.unwrap();
        // Still open: in no mean.
        let open = outage(&hall, "2026-03-31T12:00", "");
        outages::actions::report(&app.system(), &open).await.unwrap();
        let cuts = scoreboard(&app, &world, "A.1b").await;
        assert_eq!((&cuts["value_text"], &cuts["verdict"]), (&json!("3"), &json!("not_contractual")));
        let mean = scoreboard(&app, &world, "A.2").await;
        let hours = (1 + 16 + 64) * 3600 / 3;
        assert_eq!(
            mean["value"]["value"].as_i64().or(mean["value"]["seconds"].as_i64()),
            Some(hours),
            "{mean}"
        );
        let found = measured(&app, &world).await;
        assert_eq!(found["open_outages"].as_array().unwrap().len(), 1);
        // In service time: 1 h, 2 h, 2 h.
        assert_eq!(
            Exact::parse(found["mean_repair_in_window"].as_str().unwrap()).unwrap(),
            Exact::from(6000)
        );
    })
    .await;
}

#[tokio::test]
async fn the_roll_out_counts_what_was_connected_in_the_year_and_what_is_left() {
    both(async |app: TestApp| {
        let world = april(&app).await;
        let found = site(&app, &world.valmont.id, "Mairie").await;
        let joined = SiteForm { fibre: "planned".into(), ..of(&world, "École") };
        let joined = sites::actions::create(&app.system(), &joined).await.unwrap();
        let waits = SiteForm { fibre: "none".into(), ..of(&world, "Gymnase") };
        let waits = sites::actions::create(&app.system(), &waits).await.unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = format!("/sites/{}/{}/connections", joined.beneficiary, joined.id);
        let late = [("state", "connected"), ("from_on", "2026-05-01")];
        let refused = theo.post(&path, &late).await.expect(422).text();
        assert!(refused.contains("#field-from-on") && refused.contains("2026-05-01"), "{refused}");
        app.platform.clock.set("2026-06-01T10:00:00Z".parse::<Timestamp>().unwrap());
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.post(&path, &[("state", "connected"), ("from_on", "2026-05-01")]).await.location();
        let study = json!({"state": "study", "expected_on": "2027-01-15"});
        let other = format!("/api/v1/sites/{}/{}/connections", waits.beneficiary, waits.id);
        theo.json(Method::POST, &other, &study).await.expect(201);
        let page = theo.get(&format!("/sites/{}/{}", joined.beneficiary, joined.id)).await.expect(200).text();
        assert!(page.contains("Raccordé en fibre") && page.contains("État trouvé"), "{page}");
        let count = theo.get("/api/v1/rollout?from=2026-01-01&to=2026-12-31").await.expect(200).json();
        let own =
            count.as_array().unwrap().iter().find(|one| one["beneficiary"] == joined.beneficiary.as_str());
        let own = own.unwrap();
        assert_eq!((&own["buildings"], &own["connected"]), (&json!(3), &json!(2)));
        assert_eq!(
            own["connected_in_period"],
            json!([joined.id]),
            "how {} was found is no connection",
            found.name
        );
        assert_eq!(own["remaining"], json!([waits.id]));
        let page = theo.get("/rollout?from=2026-01-01&to=2026-12-31").await.expect(200).text();
        assert!(
            page.contains("Gymnase") && page.contains("À l’étude") && plain(&page).contains("15 janv. 2027"),
            "{page}"
        );
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        officer.post(&path, &[("state", "none")]).await.expect(403);
        let board =
            officer.get("/api/v1/scoreboards/VAL?from=2026-01-01&to=2026-12-31").await.expect(200).json();
        let line = board["indicators"].as_array().unwrap().iter().find(|one| one["code"] == "A.3").unwrap();
        assert_eq!(line["value_text"], "1");
        // The state recorded by mistake goes, the one found does not.
        let history =
            theo.get(&format!("/api/v1/sites/{}/{}/connections", joined.beneficiary, joined.id)).await.json();
        let id = |place: usize| history[place]["id"].as_str().unwrap().to_owned();
        theo.post(&format!("{path}/{}/removal", id(0)), &[]).await.expect(409);
        theo.post(&format!("{path}/{}/removal", id(1)), &[]).await.location();
        let now =
            theo.get(&format!("/api/v1/sites/{}/{}", joined.beneficiary, joined.id)).await.expect(200).json();
        assert_eq!(now["fibre"], "planned");
    })
    .await;
}

fn of(world: &World, name: &str) -> SiteForm {
    SiteForm { beneficiary: world.valmont.id.to_string(), name: name.into(), ..SiteForm::default() }
}

#[tokio::test]
async fn the_status_says_what_is_cut_off_and_tells_those_who_asked_by_mail() {
    both(async |app: TestApp| {
        let world = april(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        assert_eq!(rose.get("/status").await.location(), "/status/VAL");
        assert!(rose.get("/status/VAL").await.expect(200).text().contains("Aucune coupure connue"));
        let choices = rose.get("/account/notifications").await.expect(200).text();
        assert!(choices.contains("Une coupure du réseau commence ou finit"), "{choices}");
        app.run_jobs().await;
        let ctx = world.ctx(&app, Role::Requester);
        let mut chosen = notifications::choices(&ctx).await.unwrap();
        for (event, ways) in &mut chosen.ways {
            if *event == EventKind::Outage {
                *ways = Ways { by_mail: true, on_screen: true };
            }
        }
        notifications::choose(&ctx, &chosen).await.unwrap();
        let open = outage(&hall, "2026-04-15T11:00", "");
        let open = outages::actions::report(&app.system(), &open).await.unwrap();
        let past = outage(&hall, "2026-03-03T09:00", "2026-03-03T10:00");
        outages::actions::report(&app.system(), &past).await.unwrap();
        let page = plain(&rose.get("/status/VAL").await.expect(200).text());
        let words = ["Une coupure en cours", "depuis le", "3 mars 2026", "id=\"calendar\""];
        assert!(words.iter().all(|word| page.contains(word)), "{page}");
        app.run_jobs().await;
        app.run_jobs().await;
        let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
        let mails = "select count(*) as value from outbox where subject = 'Coupure : Mairie'";
        let told: i64 = tx.value(platform::db::query(mails)).await.unwrap();
        drop(tx);
        assert_eq!(told, 1, "the one who chose it, of what lasts");
        let roc = world.person_at(Role::Requester, &world.rochebrune.id);
        let mut roc = app.client_of(roc).await;
        roc.get("/status/VAL").await.expect(404);
        let status = rose.get("/api/v1/status/VAL").await.expect(200).json();
        assert_eq!(
            (&status["open"][0]["id"], status["past"].as_array().unwrap().len()),
            (&json!(open.id), 1)
        );
    })
    .await;
}
