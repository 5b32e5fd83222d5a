//! Committees: planned from the agreement, convened by mail, minutes that both sides validate, decisions and actions.

use agreements::versions;
use axum::http::Method;
use desk::outbox::{self, MailKind};
use governance::{
    action_items::{self, ActionForm, ActionState},
    decisions::{self, DecisionForm},
    meetings::{
        CommentForm, ItemForm, MeetingForm, MeetingKey, MeetingState, MinutesState, ParticipantForm, Source,
        SummaryForm, actions, store,
    },
};
use jiff::{SignedDuration, civil::date};
use kernel::Scope;
use people::Role;
use platform::{Ctx, Error, web::UploadedFile};
use serde_json::json;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

/// The world with the founding agreement for its first beneficiary.
async fn signed(app: &TestApp) -> World {
    let world = World::new(app).await;
    let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    versions::import(&app.system(), &world.valmont.id, &text, date(2022, 1, 1)).await.unwrap();
    world
}

fn form(world: &World, starts: &str, committee: &str) -> MeetingForm {
    MeetingForm {
        beneficiary: world.valmont.id.to_string(),
        committee: committee.into(),
        starts: starts.into(),
        place: "Salle du conseil".into(),
        ..MeetingForm::default()
    }
}

async fn version(ctx: &Ctx, key: &MeetingKey) -> i64 {
    actions::read(ctx, key).await.unwrap().meeting.version
}

/// A steering committee that was held this morning, with somebody of each side.
async fn held(app: &TestApp, world: &World) -> MeetingKey {
    let director = world.ctx(app, Role::Director);
    let key = actions::create(&director, &form(world, "2026-03-11T09:00", "steering")).await.unwrap();
    let seats = actions::read(&director, &key).await.unwrap().participants;
    for (seat, role) in [(&seats[0], Role::Officer), (&seats[2], Role::Director)] {
        let form = ParticipantForm {
            function: seat.function.clone(),
            person: world.person(role).id.to_string(),
            presence: "present".into(),
            ..ParticipantForm::default()
        };
        actions::set_participant(&director, &key, &seat.id, &form).await.unwrap();
    }
    actions::hold(&director, &key).await.unwrap();
    key
}

#[tokio::test]
async fn a_year_is_planned_from_the_agreement_and_its_compliance_explained() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        assert_eq!(actions::plan_year(&director, "VAL", 2026).await.unwrap(), 13, "what is still to come");
        assert_eq!(actions::plan_year(&director, "VAL", 2026).await.unwrap(), 0, "planned once");
        let year = actions::year(&director, "VAL", 2026).await.unwrap();
        let june =
            year.meetings.iter().find(|one| one.starts_at.to_string() == "2026-06-09T08:00:00Z").unwrap();
        let seats = actions::read(&director, &june.key).await.unwrap().participants;
        assert_eq!(seats.len(), 5, "the seats of the agreement");
        // January and February are over: a steering committee and two reviews are missing (R7.2).
        assert_eq!(year.compliance.value.rate().as_deref(), Some("0/3"));
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert_eq!(odile.get("/committees").await.location(), "/committees/VAL?year=2026");
        let page = odile.get("/committees/VAL?year=2026").await.expect(200).text();
        assert!(page.contains("Plan non respecté") && page.contains("Manquante"), "{page}");
        assert!(!page.contains("/committees/VAL/plan"), "the provider plans");
        odile.post("/committees/VAL/plan", &[("year", "2026")]).await.expect(403);
        odile.get("/committees/ROC?year=2026").await.expect(404);
        odile.get("/committees/VAL?year=12").await.expect(422);
        let api = odile.get("/api/v1/committees/VAL?year=2026").await.expect(200).json();
        assert_eq!((&api["rate"], api["meetings"].as_array().unwrap().len()), (&json!("0/3"), 13));
    })
    .await;
}

#[tokio::test]
async fn a_convocation_reaches_those_who_sit_with_an_invitation_and_its_changes() {
    both(async |app: TestApp| {
        let app = app.with_settings(|settings| settings.public_url = "https://socle.test".into());
        let world = signed(&app).await;
        let mut adel = app.client_of(world.person(Role::Director)).await;
        let body = world.valmont.id.to_string();
        let refused = adel
            .post(
                "/meetings",
                &[
                    ("beneficiary", &body),
                    ("committee", "steering"),
                    ("starts", "demain"),
                    ("place", "Mairie"),
                ],
            )
            .await
            .expect(422)
            .text();
        assert!(
            refused.contains("Indiquez le jour et l’heure") && refused.contains("value=\"Mairie\""),
            "{refused}"
        );
        let typed = [
            ("beneficiary", body.as_str()),
            ("committee", "steering"),
            ("starts", "2026-06-09T10:00"),
            ("key", "k1"),
        ];
        let path = adel.post("/meetings", &typed).await.location();
        assert_eq!(adel.post("/meetings", &typed).await.location(), path, "sent twice, made once");
        let director = world.ctx(&app, Role::Director);
        let key = key_of(&path);
        let seat = actions::read(&director, &key).await.unwrap().participants.remove(0);
        let place = format!("{path}/participants/{}", seat.id);
        let stranger = world.person_at(Role::Officer, &world.rochebrune.id).id.to_string();
        let refused =
            adel.post(&place, &[("function", "Élue"), ("person", &stranger)]).await.expect(422).text();
        assert!(refused.contains("Choisissez une personne de cette partie"), "{refused}");
        let officer = world.person(Role::Officer).id.to_string();
        adel.post(&place, &[("function", "Élue"), ("person", &officer)]).await.location();
        adel.post(&format!("{path}/convocation"), &[]).await.location();
        let moved =
            [("starts", "2026-06-10T14:00"), ("version", &version(&director, &key).await.to_string())];
        adel.post(&format!("{path}/edit"), &moved).await.location();
        adel.post(&format!("{path}/edit"), &[("starts", "2026-06-11T14:00"), ("version", "1")])
            .await
            .expect(409);
        adel.post(&format!("{path}/cancellation"), &[("reason", "")]).await.expect(422);
        adel.post(&format!("{path}/cancellation"), &[("reason", "Quorum impossible")]).await.location();
        let mails = mails(&app).await;
        assert_eq!(mails.len(), 3);
        assert!(mails.iter().all(|mail| mail.to.address == world.person(Role::Officer).email));
        let methods: Vec<&str> = mails
            .iter()
            .map(|mail| mail.invitation.lines().find_map(|l| l.strip_prefix("METHOD:")).unwrap())
            .collect();
        assert_eq!(methods, ["REQUEST", "REQUEST", "CANCEL"]);
        assert!(mails[1].invitation.contains("DTSTART:20260610T120000Z"), "{}", mails[1].invitation);
        assert!(mails[1].invitation.contains("SEQUENCE:2"), "{}", mails[1].invitation);
        assert!(mails[2].invitation.contains("STATUS:CANCELLED"), "{}", mails[2].invitation);
        assert!(mails[2].text.contains("Quorum impossible"), "{}", mails[2].text);
        let uid = |index: usize| {
            mails[index].invitation.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned()
        };
        assert!(uid(0) == uid(1) && uid(1) == uid(2), "one meeting");
        let refused = adel.post(&format!("{path}/convocation"), &[]).await.expect(409).text();
        assert!(refused.contains("Rien n’a été changé"), "{refused}");
    })
    .await;
}

fn key_of(path: &str) -> MeetingKey {
    let mut parts = path.trim_start_matches("/meetings/").split('/').map(str::to_owned);
    MeetingKey { beneficiary: parts.next().unwrap().into(), id: parts.next().unwrap().into() }
}

/// The mails about meetings, the oldest first, with their words.
async fn mails(app: &TestApp) -> Vec<outbox::Mail> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let last = (jiff::Timestamp::MAX, "z".to_owned());
    let listed = outbox::store::list(&mut tx, None, &last, 50).await.unwrap();
    let mut all = vec![];
    for mail in listed.iter().rev().filter(|mail| mail.kind == MailKind::Meeting) {
        let key = outbox::MailKey { beneficiary: mail.beneficiary.clone(), id: mail.id.clone() };
        all.push(outbox::store::find(&mut tx, &key).await.unwrap().unwrap());
    }
    all
}

#[tokio::test]
async fn the_agenda_fills_itself_once_and_both_sides_propose() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let first = held(&app, &world).await;
        let action = ActionForm {
            body: "Livrer le plan de reprise".into(),
            side: "provider".into(),
            owner: "Chef de projet".into(),
            due_on: "2026-05-01".into(),
            ..ActionForm::default()
        };
        action_items::actions::add(&director, &first, &action).await.unwrap();
        let key = actions::create(&director, &form(&world, "2026-06-09T10:00", "steering")).await.unwrap();
        let found = Box::pin(actions::fill(&director, &key)).await.unwrap();
        assert!(found >= 2, "an overdue action and what June is for: {found}");
        assert_eq!(Box::pin(actions::fill(&director, &key)).await.unwrap(), 0, "nothing twice");
        let items = actions::read(&director, &key).await.unwrap().items;
        assert_eq!(
            (items[0].source, items[1].source),
            (Source::Action, Source::Plan),
            "overdue actions open it (R7.4)"
        );
        let officer = world.ctx(&app, Role::Officer);
        let form = ItemForm { title: "Le Wi-Fi des écoles".into(), ..ItemForm::default() };
        actions::add_item(&officer, &key, &form).await.unwrap();
        let foreign = app.ctx(world.person_at(Role::Officer, &world.rochebrune.id).actor());
        assert!(matches!(actions::add_item(&foreign, &key, &form).await, Err(Error::NotFound)));
        // The point of the officer is taken first; two secretaries then write of it at once.
        let items = actions::read(&director, &key).await.unwrap().items;
        let last = items.last().unwrap().clone();
        let typed =
            ItemForm { title: last.title.clone(), place: "1".into(), version: 1, ..ItemForm::default() };
        actions::change_item(&director, &key, &last.id, &typed).await.unwrap();
        let items = actions::read(&director, &key).await.unwrap().items;
        assert_eq!(items[0].id, last.id);
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let place = format!("{}/agenda/{}", key.path(), last.id);
        let mine = [("title", "Le Wi-Fi des écoles"), ("minutes", "Dix bornes en mai"), ("version", "2")];
        theo.post(&place, &mine).await.location();
        let yours = [("title", "Le Wi-Fi des écoles"), ("minutes", "À étudier"), ("version", "2")];
        let both_texts = theo.post(&place, &yours).await.expect(409).text();
        assert!(both_texts.contains("Dix bornes en mai") && both_texts.contains("À étudier"), "{both_texts}");
        let again =
            [("title", "Le Wi-Fi des écoles"), ("minutes", "Dix bornes en mai, à étudier"), ("version", "3")];
        theo.post(&place, &again).await.location();
        let items = actions::read(&director, &key).await.unwrap().items;
        assert_eq!(items[0].minutes, "Dix bornes en mai, à étudier");
    })
    .await;
}

#[tokio::test]
async fn minutes_are_sent_commented_validated_by_both_and_never_change_again() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let (director, officer) = (world.ctx(&app, Role::Director), world.ctx(&app, Role::Officer));
        let key = held(&app, &world).await;
        let summary = |text: &str, version| SummaryForm { summary: text.into(), version };
        let now = version(&director, &key).await;
        actions::summarise(&director, &key, &summary("Année satisfaisante.", now)).await.unwrap();
        let stale = actions::summarise(&director, &key, &summary("Autre", now)).await;
        assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");
        let early =
            actions::comment(&officer, &key, &CommentForm { body: "Trop tôt".into(), key: String::new() })
                .await;
        assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
        assert_eq!(actions::send(&director, &key).await.unwrap(), 2, "both who sit are told");
        let late = actions::summarise(&director, &key, &summary("Trop tard", now + 2)).await;
        assert!(matches!(late, Err(Error::Refused(_))), "{late:?}");
        let said = CommentForm { body: "Il manque la coupure de mars".into(), key: "c1".into() };
        actions::comment(&officer, &key, &said).await.unwrap();
        actions::comment(&officer, &key, &said).await.unwrap();
        assert_eq!(actions::read(&officer, &key).await.unwrap().comments.len(), 1, "said once");
        Box::pin(actions::validate(&director, &key)).await.unwrap();
        // Written again: whoever had agreed is asked again.
        actions::reopen(&director, &key).await.unwrap();
        let now = version(&director, &key).await;
        actions::summarise(&director, &key, &summary("Une coupure en mars.", now)).await.unwrap();
        actions::send(&director, &key).await.unwrap();
        Box::pin(actions::validate(&officer, &key)).await.unwrap();
        let theo = world.ctx(&app, Role::Technician);
        assert!(matches!(Box::pin(actions::validate(&theo, &key)).await, Err(Error::Forbidden(_))));
        assert!(actions::read(&officer, &key).await.unwrap().meeting.validated_at.is_none());
        Box::pin(actions::validate(&director, &key)).await.unwrap();
        let all = actions::read(&officer, &key).await.unwrap();
        assert_eq!((all.meeting.minutes_state, all.validations.len()), (MinutesState::Validated, 2));
        let (_, frozen) = Box::pin(actions::pdf(&officer, &key)).await.unwrap();
        assert_eq!(platform::Digest::of(&frozen), all.meeting.minutes_digest.clone().unwrap());
        assert!(matches!(actions::reopen(&director, &key).await, Err(Error::Refused(_))));
        for table in ["meeting", "agenda_item", "meeting_participant", "minutes_validation"] {
            let sql: &'static str = format!("delete from {table} where beneficiary_id = $1").leak();
            let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
            let refused = tx.execute(platform::db::query(sql).bind(&key.beneficiary)).await;
            assert!(refused.is_err() || table == "agenda_item", "{table} is frozen by the database itself");
        }
        let fix = CommentForm { body: "Lire : deux coupures.".into(), key: String::new() };
        actions::correct(&director, &key, &fix).await.unwrap();
        assert_eq!(actions::read(&officer, &key).await.unwrap().errata.len(), 1);
        let (_, same) = Box::pin(actions::pdf(&officer, &key)).await.unwrap();
        assert!(same == frozen, "an erratum stands beside");
    })
    .await;
}

#[tokio::test]
async fn decisions_are_numbered_and_rule_once_the_minutes_are_validated() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let (director, officer) = (world.ctx(&app, Role::Director), world.ctx(&app, Role::Officer));
        let key = held(&app, &world).await;
        let target = DecisionForm {
            kind: "target".into(),
            decision: "Répondre à temps".into(),
            effective_on: "2026-04-01".into(),
            commitment: "G.2b".into(),
            operator: "at_least".into(),
            value: "90".into(),
        };
        let past = DecisionForm { effective_on: "2026-03-01".into(), ..target.clone() };
        assert!(matches!(decisions::actions::add(&director, &key, &past).await, Err(Error::Invalid(_))));
        let first = decisions::actions::add(&director, &key, &target).await.unwrap();
        let withdrawn = DecisionForm {
            kind: "arbitration".into(),
            decision: "À revoir".into(),
            ..DecisionForm::default()
        };
        let second = decisions::actions::add(&director, &key, &withdrawn).await.unwrap();
        decisions::actions::withdraw(&director, &key, &second.id).await.unwrap();
        let third = decisions::actions::add(&director, &key, &withdrawn).await.unwrap();
        assert_eq!(
            [first.reference(), second.reference(), third.reference()],
            ["2026-1", "2026-2", "2026-3"],
            "a number is never given twice"
        );
        let day = date(2026, 4, 1);
        let ruling = async |ctx: &Ctx| {
            let mut tx = ctx.read().await.unwrap();
            decisions::store::targets(&mut tx, &key.beneficiary, day, app.platform.clock.now())
                .await
                .unwrap()
                .len()
        };
        assert_eq!(ruling(&director).await, 0, "the minutes are not validated");
        actions::send(&director, &key).await.unwrap();
        assert!(matches!(
            decisions::actions::withdraw(&director, &key, &first.id).await,
            Err(Error::Refused(_))
        ));
        Box::pin(actions::validate(&director, &key)).await.unwrap();
        Box::pin(actions::validate(&officer, &key)).await.unwrap();
        assert_eq!(ruling(&director).await, 1);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get("/decisions").await.expect(200).text();
        assert!(page.contains("2026-1") && page.contains("À venir") && page.contains("Retirée"), "{page}");
        odile.get("/decisions?kind=x").await.expect(422);
        let csv = odile.get("/exports/decisions?format=csv").await.expect(200).text();
        assert!(csv.contains("Répondre à temps") && !csv.contains("2026-2"), "{csv}");
        let mut there = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        assert!(
            there.get("/api/v1/decisions").await.expect(200).json()["items"].as_array().unwrap().is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_program_runs_a_meeting_from_the_plan_to_the_validated_minutes() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let mut adel = app.client_of(world.person(Role::Director)).await;
        let body = json!({"beneficiary": world.valmont.id, "committee": "operational", "starts": "2026-03-11T09:30"});
        let made = adel.json(Method::POST, "/api/v1/meetings", &body).await.expect(201).json();
        let path = format!("/api/v1/meetings/{}/{}", made["beneficiary"].as_str().unwrap(), made["id"].as_str().unwrap());
        adel.json(Method::POST, &format!("{path}/convocation"), &json!({})).await.expect(200);
        adel.json(Method::POST, &format!("{path}/holding"), &json!({})).await.expect(200);
        let director = world.ctx(&app, Role::Director);
        let key = key_of(&path.replacen("/api/v1", "", 1));
        let rate = async || {
            app.platform.clock.advance(SignedDuration::ZERO);
            actions::year(&director, "VAL", 2026).await.unwrap().compliance.value.rate()
        };
        assert_eq!(rate().await.as_deref(), Some("0/3"), "a review counts only with its report (R7.2)");
        let file = UploadedFile {
            name: "rapport.pdf".into(),
            media_type: "application/pdf".into(),
            bytes: b"%PDF-1.7".to_vec(),
        };
        actions::present(&director, &key, Some(file)).await.unwrap();
        assert_eq!(rate().await.as_deref(), Some("1/4"));
        let action = json!({"body": "Relancer", "side": "beneficiary", "owner": "Le directeur", "due_on": "2026-03-20"});
        let action = adel.json(Method::POST, &format!("{path}/actions"), &action).await.expect(201).json();
        adel.json(Method::POST, &format!("{path}/minutes/sending"), &json!({})).await.expect(200);
        adel.json(Method::POST, &format!("{path}/minutes/validation"), &json!({})).await.expect(200);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let done = odile.json(Method::POST, &format!("{path}/minutes/validation"), &json!({})).await.expect(200).json();
        assert_eq!(done["minutes_state"], "validated");
        // What was agreed lives on after the minutes are frozen.
        let place = format!("/api/v1/actions/{}/{}", world.valmont.id, action["id"].as_str().unwrap());
        let told = json!({"body": "Relancer", "side": "beneficiary", "owner": "Le directeur", "due_on": "2026-03-20",
            "state": "done", "outcome": "Fait le 15", "version": 1});
        let told = adel.json(Method::PUT, &place, &told).await.expect(200).json();
        assert_eq!(told["state"], ActionState::Done.as_str());
        adel.json(Method::PUT, &place, &json!({"body": "x", "side": "provider", "owner": "y", "due_on": "2026-03-20", "version": 1}))
            .await
            .expect(409);
        let state = store::find(&mut director.read().await.unwrap(), &key).await.unwrap().unwrap().state;
        assert_eq!(state, MeetingState::Held);
    })
    .await;
}

#[tokio::test]
async fn what_was_agreed_stays_and_what_was_taken_off_does_not_come_back() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let first = held(&app, &world).await;
        let agreed = ActionForm {
            body: "Livrer le plan de reprise".into(),
            side: "provider".into(),
            owner: "Chef de projet".into(),
            due_on: "2026-05-01".into(),
            ..ActionForm::default()
        };
        let action = action_items::actions::add(&director, &first, &agreed).await.unwrap();
        actions::send(&director, &first).await.unwrap();
        let key = action_items::ActionKey { beneficiary: first.beneficiary.clone(), id: action.id };
        let change = async |form: ActionForm| action_items::actions::change(&director, &key, &form).await;
        let reworded = ActionForm { body: "Autre chose".into(), version: 1, ..agreed.clone() };
        assert!(matches!(change(reworded).await, Err(Error::Invalid(_))), "the other side has read it");
        let done = ActionForm { state: "done".into(), version: 1, ..agreed.clone() };
        assert_eq!(change(done).await.unwrap().state, ActionState::Done);
        // A point typed first, then the filling: the overdue action still opens the agenda, and a point taken off stays off.
        let open = ActionForm { state: "open".into(), version: 2, ..agreed };
        change(open).await.unwrap();
        let next = actions::create(&director, &form(&world, "2026-06-09T10:00", "steering")).await.unwrap();
        let typed = ItemForm { title: "Le Wi-Fi".into(), ..ItemForm::default() };
        actions::add_item(&director, &next, &typed).await.unwrap();
        Box::pin(actions::fill(&director, &next)).await.unwrap();
        let items = actions::read(&director, &next).await.unwrap().items;
        assert_eq!((items[0].source, items[1].source), (Source::Action, Source::Typed), "{items:?}");
        actions::remove_item(&director, &next, &items[0].id).await.unwrap();
        assert_eq!(Box::pin(actions::fill(&director, &next)).await.unwrap(), 0);
        // A decision holds its meeting to its own day: it would take effect before it was taken.
        let decision =
            DecisionForm { kind: "arbitration".into(), decision: "Suivre".into(), ..DecisionForm::default() };
        decisions::actions::add(&director, &next, &decision).await.unwrap();
        let version = version(&director, &next).await;
        let later = MeetingForm { starts: "2026-06-10T10:00".into(), version, ..MeetingForm::default() };
        assert!(matches!(actions::change(&director, &next, &later).await, Err(Error::Invalid(_))));
        let earlier = MeetingForm { starts: "2026-06-08T10:00".into(), version, ..MeetingForm::default() };
        actions::change(&director, &next, &earlier).await.unwrap();
        // A seat given to somebody else bears the name of who sits there now.
        let seat = actions::read(&director, &next).await.unwrap().participants.remove(2);
        let sits = |role, name: &str| ParticipantForm {
            function: seat.function.clone(),
            person: world.person(role).id.to_string(),
            name: name.into(),
            ..ParticipantForm::default()
        };
        actions::set_participant(&director, &next, &seat.id, &sits(Role::Director, "")).await.unwrap();
        let before = world.person(Role::Director).name.clone();
        actions::set_participant(&director, &next, &seat.id, &sits(Role::Technician, &before)).await.unwrap();
        let sat = actions::read(&director, &next).await.unwrap().participants.remove(2);
        assert_eq!(sat.name, world.person(Role::Technician).name);
    })
    .await;
}
