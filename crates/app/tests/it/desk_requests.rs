//! Requests by a form: scope, answers, approvals with delegation, tasks, go-live, departure.

use axum::http::Method;
use desk::{
    approvals::{self, Decision, Waiting},
    request_forms::actions::{self as forms, Import},
    requests::{self, intake, intake::Ask},
    tasks,
    tickets::{Channel, TicketKey},
};
use jiff::{SignedDuration, civil::date};
use kernel::id::PersonId;
use people::{Organisation, Person, Role, persons};
use platform::{Ctx, Error};
use serde_json::json;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
const FORMS: [&str; 4] = [
    include_str!("../../../../forms/arrival.toml"),
    include_str!("../../../../forms/departure.toml"),
    include_str!("../../../../forms/network.toml"),
    include_str!("../../../../forms/application.toml"),
];

pub(super) async fn furnish(app: &TestApp, world: &World) -> [String; 2] {
    let mut sites = vec![];
    for body in [&world.valmont, &world.rochebrune] {
        let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1);
        let source = source.replacen("\"PMPB\"", &format!("\"{}\"", body.code), 1);
        agreements::versions::import(&app.system(), &body.id, &source, date(2022, 1, 1)).await.unwrap();
        let form = estate::sites::SiteForm {
            beneficiary: body.id.to_string(),
            name: format!("Mairie {}", body.code),
            fibre: "connected".into(),
            ..estate::sites::SiteForm::default()
        };
        sites.push(estate::sites::actions::create(&app.system(), &form).await.unwrap().id.to_string());
    }
    for form in FORMS {
        assert!(matches!(forms::import(&app.system(), form).await.unwrap(), Import::Created(_)));
    }
    [sites[0].clone(), sites[1].clone()]
}

fn ask(person: &Person, form: &str, answers: &[(&str, &str)]) -> Ask {
    Ask {
        beneficiary: person.beneficiary.clone().unwrap(),
        requester: None,
        form: form.to_owned(),
        answers: answers.iter().map(|(code, answer)| ((*code).to_owned(), (*answer).to_owned())).collect(),
        files: vec![],
        channel: Channel::Portal,
        idempotency_key: None,
    }
}

pub(super) async fn arrival(app: &TestApp, world: &World, site: &str, manager: &PersonId) -> TicketKey {
    let answers = [
        ("name", "Ada Fictive"),
        ("arrives_on", "2026-04-01"),
        ("site", site),
        ("manager", manager.as_str()),
        ("workstation", "laptop"),
        ("phone", "none"),
        ("access", "no"),
    ];
    let rose = world.person(Role::Requester);
    intake::ask(&app.ctx(rose.actor()), ask(rose, "arrival", &answers)).await.unwrap()
}

pub(super) async fn waiting(ctx: &Ctx) -> Vec<Waiting> {
    approvals::actions::waiting(&mut ctx.read().await.unwrap(), ctx).await.unwrap()
}

pub(super) async fn request(ctx: &Ctx, key: &TicketKey) -> requests::Whole {
    requests::actions::read(ctx, key).await.unwrap().0.unwrap()
}

#[tokio::test]
async fn an_arrival_is_agreed_to_step_by_step_then_goes_live() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let [site, _] = furnish(&app, &world).await;
        let manager = world.person(Role::BeneficiaryFinance);
        let key = arrival(&app, &world, &site, &manager.id).await;
        let (boss, officer) = (app.ctx(manager.actor()), world.ctx(&app, Role::Officer));
        let technician = world.ctx(&app, Role::Technician);
        assert!(waiting(&officer).await.is_empty(), "the second step is not open yet");
        let early = requests::actions::go_live(&technician, &key, Some(app.platform.clock.now())).await;
        assert!(matches!(early, Err(Error::Refused(_))), "not accepted yet");
        let seat = waiting(&boss).await[0].seat.clone();
        let of = &key.beneficiary;
        let stranger = world.ctx(&app, Role::Requester);
        let foreign = approvals::actions::decide(&stranger, of, &seat, Decision::Accepted, "").await;
        assert!(matches!(foreign, Err(Error::NotFound)), "nobody answers for somebody else");
        approvals::actions::decide(&boss, of, &seat, Decision::Accepted, "").await.unwrap();
        let twice = approvals::actions::decide(&boss, of, &seat, Decision::Refused, "non").await;
        assert!(matches!(twice, Err(Error::Refused(_))));
        assert!(request(&technician, &key).await.request.accepted_at.is_none());
        app.platform.clock.advance(SignedDuration::from_hours(1));
        let seat = waiting(&officer).await[0].seat.clone();
        approvals::actions::decide(&officer, of, &seat, Decision::Accepted, "").await.unwrap();
        let whole = request(&technician, &key).await;
        let accepted = whole.request.accepted_at.unwrap();
        assert_eq!(accepted, app.platform.clock.now());
        let titles: Vec<_> = whole.tasks.iter().map(|task| task.title.as_str()).collect();
        assert_eq!(titles, ["Créer le compte de Ada Fictive", "Préparer le poste de travail de Ada Fictive"]);
        app.platform.clock.advance(SignedDuration::from_hours(30));
        let live = app.platform.clock.now();
        let before = accepted - SignedDuration::from_secs(1);
        let refused = requests::actions::go_live(&technician, &key, Some(before)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        requests::actions::go_live(&technician, &key, Some(live)).await.unwrap();
        let mut client = app.client_of(world.person(Role::Requester)).await;
        let page = client.get(&key.path()).await.expect(200).text();
        assert!(page.contains("Ada Fictive") && page.contains("annexe 1 A, G.3"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_says_why_and_ends_the_request() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let [site, _] = furnish(&app, &world).await;
        let officer = world.person(Role::Officer);
        let key = arrival(&app, &world, &site, &officer.id).await;
        let mut client = app.client_of(officer).await;
        let page = client.get("/approvals").await.expect(200).text();
        assert!(page.contains("VAL-1") && page.contains("Ada Fictive"));
        let seat = waiting(&app.ctx(officer.actor())).await[0].seat.clone();
        let target = format!("/approvals/{}/{seat}", key.beneficiary);
        let silent =
            client.post(&target, &[("decision", "refused"), ("reason", " ")]).await.expect(422).text();
        assert!(silent.contains("Dites pourquoi"));
        let why = [("decision", "refused"), ("reason", "Budget non voté")];
        assert_eq!(client.post(&target, &why).await.location(), "/approvals");
        let whole = request(&world.ctx(&app, Role::Technician), &key).await;
        assert!(whole.request.refused_at.is_some() && whole.request.accepted_at.is_none());
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        assert!(rose.get(&key.path()).await.expect(200).text().contains("Budget non voté"));
    })
    .await;
}

#[tokio::test]
async fn nobody_approves_an_own_request_and_a_delegate_answers_on_those_days() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let [site, _] = furnish(&app, &world).await;
        let rose = world.person(Role::Requester);
        let key = arrival(&app, &world, &site, &rose.id).await;
        assert!(waiting(&app.ctx(rose.actor())).await.is_empty(), "the requester is not asked");
        let officer = world.ctx(&app, Role::Officer);
        let seat = waiting(&officer).await[0].clone();
        let deputy = world.person(Role::ElectedOfficial);
        let stranger = world.person_at(Role::Officer, &world.rochebrune.id);
        let days = (Some(date(2026, 3, 12)), Some(date(2026, 3, 13)));
        let outside = approvals::actions::delegate(&officer, &stranger.id, days.0, days.1).await;
        assert!(matches!(outside, Err(Error::Invalid(_))), "only inside the organisation");
        approvals::actions::delegate(&officer, &deputy.id, days.0, days.1).await.unwrap();
        let deputy = app.ctx(deputy.actor());
        assert!(waiting(&deputy).await.is_empty(), "tomorrow only");
        app.platform.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(waiting(&deputy).await.len(), 1);
        approvals::actions::decide(&deputy, &key.beneficiary, &seat.seat, Decision::Accepted, "")
            .await
            .unwrap();
        let mut tx = deputy.read().await.unwrap();
        let seats = approvals::store::seats(&mut tx, &key).await.unwrap();
        assert_eq!(seats[0].decided_by_name.as_deref(), Some(deputy.actor.name.as_str()));
        assert_ne!(seats[0].person_name, deputy.actor.name);
    })
    .await;
}

#[tokio::test]
async fn what_is_out_of_scope_is_said_and_recorded() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let [site, _] = furnish(&app, &world).await;
        let rose = world.person(Role::Requester);
        let mut client = app.client_of(rose).await;
        let form = client.get("/requests/forms/network").await.expect(200).text();
        assert!(
            form.contains("Câbler un bureau") && form.contains("Hors périmètre"),
            "said before it is sent"
        );
        assert!(form.contains("Seulement si"), "a condition is said without script");
        let fields = [
            ("answers.site", site.as_str()),
            ("answers.need", "cabling"),
            ("answers.offices", "3"),
            ("beneficiary", ""),
            ("key", "k1"),
        ];
        let path = client.upload("/requests/forms/network", &fields, &[]).await.location();
        assert_eq!(
            client.upload("/requests/forms/network", &fields, &[]).await.location(),
            path,
            "sent twice"
        );
        assert_eq!(app.count("service_request").await, 1);
        for role in [Role::Requester, Role::Technician, Role::Officer] {
            let page = app.client_of(world.person(role)).await.get(&path).await.expect(200).text();
            assert!(page.contains("Hors périmètre") && page.contains("art. 2, I-A"), "{role:?}");
        }
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        assert_eq!(theo.post(&format!("{path}/scope"), &[("line", "A-INV-C2")]).await.location(), path);
        let page = client.get(&path).await.expect(200).text();
        assert!(page.contains("Dans le périmètre"), "a nursery is cabled by the provider");
        client.post(&format!("{path}/scope"), &[("line", "A-INV-P4")]).await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn wrong_answers_are_named_one_by_one_and_kept() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let [_, foreign_site] = furnish(&app, &world).await;
        let rose = world.person(Role::Requester);
        let mut client = app.client_of(rose).await;
        let fields = [("answers.name", "Ada à garder"), ("answers.arrives_on", "2020-01-01"), ("key", "k")];
        let page = client.upload("/requests/forms/arrival", &fields, &[]).await.expect(422).text();
        assert!(page.contains("Ada à garder") && page.contains("Cette date est passée"));
        let body = json!({"form": "network", "answers": {"site": foreign_site, "need": "cabling", "offices": "0", "x": "1"}});
        let answer = client.json(Method::POST, "/api/v1/requests", &body).await.expect(422).text();
        for field in ["answers.offices", "answers.x", "answers.site"] {
            assert!(answer.contains(field), "{field}: {answer}");
        }
        let of_nobody = json!({"form": "network", "answers": {"site": "none", "need": "wifi"}});
        let of_other = json!({"form": "network", "answers": {"site": foreign_site, "need": "wifi"}});
        let mut said = vec![];
        for body in [of_nobody, of_other] {
            said.push(client.json(Method::POST, "/api/v1/requests", &body).await.expect(422).json()["errors"].clone());
        }
        assert_eq!(said[0], said[1], "a site of somebody else does not exist");
        assert_eq!(app.count("ticket").await, 0);
        client.get("/requests/forms/lost").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_departure_takes_access_away_on_its_day() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        furnish(&app, &world).await;
        let leaving = world.person(Role::DataProtectionOfficer);
        let answers = [("person", leaving.id.as_str()), ("leaves_on", "2026-03-12"), ("mailbox", "close")];
        let rose = world.person(Role::Requester);
        let key = intake::ask(&app.ctx(rose.actor()), ask(rose, "departure", &answers)).await.unwrap();
        let (officer, technician) = (world.ctx(&app, Role::Officer), world.ctx(&app, Role::Technician));
        let task = request(&technician, &key).await.tasks[0].id.clone();
        let early = tasks::actions::set_done(&technician, &key, &task, true).await;
        assert!(matches!(early, Err(Error::Refused(_))), "nobody agreed yet");
        let seat = waiting(&officer).await[0].seat.clone();
        approvals::actions::decide(&officer, &key.beneficiary, &seat, Decision::Accepted, "").await.unwrap();
        let early = tasks::actions::set_done(&technician, &key, &task, true).await;
        assert!(matches!(early, Err(Error::Refused(_))), "the last day has not come");
        let mut client = app.client_of(leaving).await;
        client.get("/account").await.expect(200);
        app.platform.clock.advance(SignedDuration::from_hours(24));
        tasks::actions::set_done(&technician, &key, &task, true).await.unwrap();
        let mut tx = technician.read().await.unwrap();
        let gone = persons::store::find(&mut tx, &leaving.id).await.unwrap().unwrap();
        assert!(gone.disabled_at.is_some());
        assert!(client.get("/account").await.status.is_redirection(), "the session has ended");
    })
    .await;
}

#[tokio::test]
async fn forms_are_versions_and_the_catalogue_follows_the_agreement() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        furnish(&app, &world).await;
        let system = app.system();
        assert!(matches!(forms::import(&system, FORMS[2]).await.unwrap(), Import::Unchanged(_)));
        let printing = FORMS[2].replace("blocks = [\"SOCLE-A\"]", "blocks = [\"ANNEXE-B\"]");
        let Import::Created(form) = forms::import(&system, &printing).await.unwrap() else {
            panic!("no version")
        };
        assert_eq!(form.version, 2);
        let mut client = app.client_of(world.person(Role::Requester)).await;
        let page = client.get("/catalogue").await.expect(200).text();
        assert!(page.contains("Arrivée d’un agent") && !page.contains("Réseau d’un bâtiment"));
        client.get("/requests/forms/network").await.expect(404);
        let mut admin = app.client_of(world.person(Role::Administrator)).await;
        let wrong = FORMS[2].replace("type = \"number\"", "type = \"numbre\"");
        let refused = admin.upload("/forms", &[("source", &wrong)], &[]).await.expect(422).text();
        assert!(
            refused.contains("number") && refused.contains("numbre"),
            "the text is kept, the fix is said"
        );
        forms::retire(&system, &form.id).await.unwrap();
        assert!(
            matches!(forms::import(&system, FORMS[2]).await.unwrap(), Import::Created(_)),
            "offered again"
        );
        client.get("/requests/forms/network").await.expect(200);
    })
    .await;
}

/// The other beneficiary has the same; what is one's own stays there.
#[tokio::test]
async fn approvals_and_requests_stay_with_their_beneficiary() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let [site, _] = furnish(&app, &world).await;
        let key = arrival(&app, &world, &site, &world.person(Role::Officer).id).await;
        let other: &Organisation = &world.rochebrune;
        let ctx = app.ctx(world.person_at(Role::Officer, &other.id).actor());
        assert!(waiting(&ctx).await.is_empty());
        assert!(matches!(requests::actions::read(&ctx, &key).await, Err(Error::NotFound)));
        let seat = waiting(&world.ctx(&app, Role::Officer)).await[0].seat.clone();
        let foreign = approvals::actions::decide(&ctx, &key.beneficiary, &seat, Decision::Accepted, "").await;
        assert!(matches!(foreign, Err(Error::NotFound)));
    })
    .await;
}
