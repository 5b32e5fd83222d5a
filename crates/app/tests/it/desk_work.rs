//! Work on tickets: teams and their queues, taking, watchers, duplicates, splitting, links, corrections.

use crate::desk_tickets::{incoming, ticket_of};
use axum::http::Method;
use desk::{
    categories::{self, CategoryForm},
    links::{self, LinkForm, MergeForm, SplitForm},
    teams::{self, Rule, TeamForm},
    tickets::{
        Kind, State, TicketKey,
        actions::{self, Correction, Say},
    },
    watchers,
};
use people::{Person, Role};
use platform::{Ctx, Error, web::UploadedFile};
use serde_json::json;
use testkit::{TestApp, World, both};

fn words(version: i64, body: &str) -> Say {
    let (is_internal, then, files, idempotency_key) = (false, None, vec![], None);
    Say { version, body: body.to_owned(), is_internal, then, files, idempotency_key }
}

async fn team(ctx: &Ctx, name: &str, members: &[&Person], takes: Vec<Rule>) -> teams::Team {
    let members = members.iter().map(|person| person.id.to_string()).collect();
    let form = TeamForm { name: name.to_owned(), members, ..TeamForm::default() };
    let made = teams::actions::create(ctx, &form).await.unwrap();
    teams::actions::set_rules(ctx, &made.id, takes).await.unwrap()
}

async fn state_of(ctx: &Ctx, key: &TicketKey) -> State {
    actions::read(ctx, key).await.unwrap().thread.ticket.state
}

fn refused(error: &Error, key: &str) -> bool {
    match error {
        Error::Refused(text) => text.key == key,
        Error::Invalid(problems) => problems.0.iter().any(|problem| problem.text.key == key),
        _ => false,
    }
}

#[tokio::test]
async fn a_new_ticket_waits_in_the_queue_of_the_team_that_takes_it() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let rochebrune = world.person_at(Role::Requester, &world.rochebrune.id);
        let admin = world.ctx(&app, Role::Administrator);
        let own = Rule { beneficiary: Some(world.valmont.id.to_string()), ..Rule::default() };
        let contractor = world.person(Role::Contractor);
        team(&admin, "Réseau", &[theo], vec![own]).await;
        team(&admin, "Reste", &[contractor], vec![Rule::default()]).await;
        let key = ticket_of(&app, rose, "Plus de réseau").await;
        let elsewhere = ticket_of(&app, rochebrune, "Plus de son").await;
        let mut client = app.client_of(theo).await;
        let queue = client.get("/tickets?team=mine&assignee=nobody").await.expect(200).text();
        assert!(queue.contains("Plus de réseau") && !queue.contains("Plus de son"));
        let list = client.get("/teams").await.expect(200).text();
        assert!(list.contains("Réseau") && list.contains("1 ticket en attente"), "{list}");
        // A contractor sees what is handed to the own team, and nothing else.
        let riverside = app.ctx(contractor.actor());
        assert!(actions::read(&riverside, &elsewhere).await.is_ok());
        assert!(matches!(actions::read(&riverside, &key).await, Err(Error::NotFound)));
        let mut theirs = app.client_of(contractor).await;
        let queue = theirs.get("/tickets?team=mine").await.expect(200).text();
        assert!(queue.contains("Plus de son") && !queue.contains("Plus de réseau"));
        let reading = actions::read(&app.ctx(theo.actor()), &key).await.unwrap();
        let id = reading.thread.ticket.team.unwrap().0;
        let stolen = theirs.get(&format!("/tickets?team={id}")).await.expect(200).text();
        assert!(!stolen.contains("Plus de réseau"), "another team's queue stays closed");
    })
    .await;
}

#[tokio::test]
async fn a_free_ticket_is_taken_with_one_post_whatever_happened_to_it() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Écran noir").await;
        actions::say(&app.ctx(rose.actor()), &key, words(1, "Toujours noir")).await.unwrap();
        let mut client = app.client_of(theo).await;
        let path = key.path();
        assert_eq!(client.post(&format!("{path}/taking"), &[("version", "1")]).await.location(), path);
        let mut other = app.client_of(world.person(Role::Administrator)).await;
        let page = other.post(&format!("{path}/taking"), &[("version", "1")]).await.expect(409).text();
        assert!(page.contains(&theo.name), "who has it already is shown");
        let admin = world.ctx(&app, Role::Administrator);
        let made = team(&admin, "Postes", &[theo], vec![]).await;
        let agent = app.ctx(theo.actor());
        let version = actions::read(&agent, &key).await.unwrap().thread.ticket.version;
        let version = teams::actions::give(&agent, &key, version, Some(made.id.clone())).await.unwrap();
        let ticket = actions::read(&agent, &key).await.unwrap().thread.ticket;
        assert_eq!((ticket.assignee, ticket.team.map(|t| t.1)), (None, Some("Postes".to_owned())));
        teams::actions::give(&agent, &key, version, None).await.unwrap();
        assert!(actions::read(&agent, &key).await.unwrap().thread.ticket.team.is_none(), "given back");
        teams::actions::set_archived(&admin, &made.id, true).await.unwrap();
        let late = teams::actions::give(&agent, &key, version + 1, Some(made.id)).await.unwrap_err();
        assert!(refused(&late, "team-error-unknown"), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn a_team_form_says_what_is_wrong_and_keeps_what_was_typed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut admin = app.client_of(world.person(Role::Administrator)).await;
        let rose = world.person(Role::Requester).id.to_string();
        let typed = [("name", ""), ("description", "Tout le réseau"), ("rank", "premier")];
        let page = admin.post("/teams", &typed).await.expect(422).text();
        assert!(page.contains("Tout le réseau") && page.contains("premier"));
        assert!(page.contains("#field-name") && page.contains("#field-rank"));
        let page = admin.post("/teams", &[("name", "X"), ("members", &rose)]).await.expect(422).text();
        assert!(page.contains("#field-members"), "a requester is no member");
        let path = admin.post("/teams", &[("name", "Réseau")]).await.location();
        admin.post("/teams", &[("name", "RESEAU")]).await.expect(422).text();
        admin.post(&format!("{path}/rules"), &[("kind", "incident")]).await.location();
        assert!(admin.get(&path).await.expect(200).text().contains("Incident"));
        admin.post(&path, &[("name", "Autre"), ("version", "1")]).await.expect(409).text();
        admin.post(&format!("{path}/rules/removal"), &[("rule", "0")]).await.location();
        assert!(admin.get(&path).await.expect(200).text().contains("Aucune règle"));
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.post("/teams", &[("name", "Y")]).await.expect(403).text();
    })
    .await;
}

#[tokio::test]
async fn a_watcher_reads_the_ticket_but_never_a_note_and_only_within_the_body() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, elue) = (world.person(Role::Requester), world.person(Role::ElectedOfficial));
        let stranger = world.person_at(Role::Officer, &world.rochebrune.id);
        let agent = world.ctx(&app, Role::Technician);
        let key = ticket_of(&app, rose, "Salle du conseil sans micro").await;
        actions::say(&agent, &key, Say { is_internal: true, ..words(0, "Entre nous") }).await.unwrap();
        let watching = app.ctx(elue.actor());
        assert!(matches!(actions::read(&watching, &key).await, Err(Error::NotFound)));
        watchers::actions::add(&agent, &key, elue.id.as_str()).await.unwrap();
        watchers::actions::add(&agent, &key, elue.id.as_str()).await.unwrap();
        let mut client = app.client_of(elue).await;
        let page = client.get(&key.path()).await.expect(200).text();
        assert!(page.contains("Salle du conseil") && !page.contains("Entre nous"));
        let foreign = watchers::actions::add(&agent, &key, stranger.id.as_str()).await.unwrap_err();
        assert!(refused(&foreign, "watcher-error-person"), "{foreign:?}");
        // Who only follows chooses nobody else, and may stop.
        let other = watchers::actions::add(&watching, &key, rose.id.as_str()).await;
        assert!(matches!(other, Err(Error::Forbidden(_))), "{other:?}");
        let api = format!("/api/v1{}/watchers", key.path());
        let listed = client.get(&api).await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        client.json(Method::POST, &format!("{api}/removal"), &json!({})).await.expect(200).text();
        client.get(&key.path()).await.expect(404).text();
        assert_eq!(app.count("ticket_watcher").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_duplicate_goes_on_in_its_main_ticket_and_can_be_separated_until_something_happens() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, odile) = (world.person(Role::Requester), world.person(Role::Officer));
        let agent = world.ctx(&app, Role::Technician);
        let main = ticket_of(&app, odile, "Messagerie en panne").await;
        let twin = ticket_of(&app, rose, "Je ne reçois plus de courriels").await;
        let form = |version| MergeForm { version, into: "val-1".to_owned() };
        let asker = app.ctx(rose.actor());
        assert!(matches!(actions::read(&asker, &main).await, Err(Error::NotFound)));
        assert_eq!(links::actions::merge(&agent, &twin, &form(1)).await.unwrap(), main);
        assert_eq!(state_of(&asker, &twin).await, State::Closed);
        let told = actions::read(&asker, &twin).await.unwrap().thread.messages;
        assert!(told.len() == 1 && told[0].body.contains("VAL-1"), "told once: {told:?}");
        // Undone while nothing happened: it stands where it stood, and the main ticket is out of sight again.
        links::actions::unmerge(&agent, &twin).await.unwrap();
        assert_eq!(state_of(&asker, &twin).await, State::New);
        assert!(matches!(actions::read(&asker, &main).await, Err(Error::NotFound)));
        let version = actions::read(&agent, &twin).await.unwrap().thread.ticket.version;
        links::actions::merge(&agent, &twin, &form(version)).await.unwrap();
        // A late message finds the main ticket, whatever version its writer had read.
        actions::say(&asker, &twin, words(1, "Et toujours rien ce soir")).await.unwrap();
        let bodies = actions::read(&agent, &main).await.unwrap().thread.messages;
        assert!(bodies.iter().any(|m| m.body == "Et toujours rien ce soir"));
        let late = links::actions::unmerge(&agent, &twin).await.unwrap_err();
        assert!(refused(&late, "link-error-undo"), "{late:?}");
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let page = client.get(&main.path()).await.expect(200).text();
        assert!(page.contains("Doublon VAL-2") && page.contains("Je ne reçois plus de courriels"));
        let page = client.get(&twin.path()).await.expect(200).text();
        assert!(page.contains("Ce ticket a été joint") && !page.contains("Séparer de nouveau"));
    })
    .await;
}

#[tokio::test]
async fn merges_that_make_no_sense_are_refused() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let agent = world.ctx(&app, Role::Technician);
        let elsewhere = world.person_at(Role::Requester, &world.rochebrune.id);
        ticket_of(&app, elsewhere, "Ailleurs").await;
        let (one, two) = (ticket_of(&app, rose, "Un").await, ticket_of(&app, rose, "Deux").await);
        let three = ticket_of(&app, rose, "Trois").await;
        let merge = async |key: &TicketKey, into: &str, version| {
            let into = into.to_owned();
            links::actions::merge(&agent, key, &MergeForm { version, into }).await
        };
        for (into, why) in
            [("ROC-1", "link-error-unknown"), ("99", "link-error-unknown"), ("1", "link-error-self")]
        {
            let error = merge(&one, into, 1).await.unwrap_err();
            assert!(refused(&error, why), "{into}: {error:?}");
        }
        merge(&one, "2", 1).await.unwrap();
        let error = merge(&three, "1", 1).await.unwrap_err();
        assert!(refused(&error, "link-error-main-merged"), "{error:?}");
        assert!(matches!(merge(&three, "2", 7).await, Err(Error::Stale(1))));
        assert_eq!(app.count("ticket_merge").await, 1);
        // A chain leads to its end.
        merge(&two, "3", 2).await.unwrap();
        actions::say(&app.ctx(rose.actor()), &one, words(1, "Du nouveau")).await.unwrap();
        let thread = actions::read(&agent, &three).await.unwrap().thread;
        assert!(thread.messages.iter().any(|message| message.body == "Du nouveau"));
    })
    .await;
}

#[tokio::test]
async fn a_message_becomes_a_ticket_of_its_author_once_with_its_files() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, odile) = (world.person(Role::Requester), world.person(Role::Officer));
        let agent = world.ctx(&app, Role::Technician);
        let key = ticket_of(&app, rose, "Imprimante").await;
        let file = UploadedFile {
            name: "vue.png".into(),
            media_type: "image/png".into(),
            bytes: b"\x89PNG".to_vec(),
        };
        let say = Say { files: vec![file], ..words(1, "Et le Wi-Fi de l’école ?") };
        actions::say(&app.ctx(odile.actor()), &key, say).await.unwrap();
        let message = actions::read(&agent, &key).await.unwrap().thread.messages[0].id.to_string();
        let form = SplitForm { message, title: String::new() };
        let made = links::actions::split(&agent, &key, &form).await.unwrap();
        assert_eq!(links::actions::split(&agent, &key, &form).await.unwrap(), made, "once");
        let thread = actions::read(&agent, &made).await.unwrap().thread;
        assert_eq!(thread.ticket.requester.name, odile.name);
        assert_eq!((thread.ticket.title.as_str(), thread.attachments.len()), ("Et le Wi-Fi de l’école ?", 1));
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let links = client.get(&format!("/api/v1{}/links", made.path())).await.expect(200).json();
        assert_eq!(links["links"][0]["kind"], "split_from");
        actions::say(&agent, &key, Say { is_internal: true, ..words(0, "Entre nous") }).await.unwrap();
        let note = actions::read(&agent, &key).await.unwrap().thread.messages[1].id.to_string();
        let error =
            links::actions::split(&agent, &key, &SplitForm { message: note, title: String::new() }).await;
        assert!(refused(&error.unwrap_err(), "link-error-message"), "a note is not published");
    })
    .await;
}

#[tokio::test]
async fn a_link_shows_at_both_ends_only_to_those_who_see_both() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, odile) = (world.person(Role::Requester), world.person(Role::Officer));
        let agent = world.ctx(&app, Role::Technician);
        let (mine, other) =
            (ticket_of(&app, rose, "Poste lent").await, ticket_of(&app, odile, "Paie secrète").await);
        let form = LinkForm { kind: "blocks".to_owned(), other: "VAL-2".to_owned() };
        links::actions::link(&agent, &mine, &form).await.unwrap();
        links::actions::link(&agent, &mine, &form).await.unwrap();
        assert_eq!(app.count("ticket_link").await, 1);
        let mut officer = app.client_of(odile).await;
        assert!(officer.get(&other.path()).await.expect(200).text().contains("est bloqué par"));
        let mut asker = app.client_of(rose).await;
        assert!(!asker.get(&mine.path()).await.expect(200).text().contains("Paie secrète"));
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let wrong = [("kind", "blocks"), ("other", "ROC-77")];
        let page = theo.post(&format!("{}/links", mine.path()), &wrong).await.expect(422).text();
        assert!(page.contains("ROC-77") && page.contains("#field-other"), "what was typed is kept");
        links::actions::unlink(&agent, &other, &LinkForm { other: "1".to_owned(), ..form }).await.unwrap();
        assert_eq!(app.count("ticket_link").await, 0, "ended from the other end");
    })
    .await;
}

#[tokio::test]
async fn a_correction_keeps_what_was_there_and_moves_the_clock_it_concerns() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, odile) = (world.person(Role::Requester), world.person(Role::Officer));
        let (agent, admin) = (world.ctx(&app, Role::Technician), world.ctx(&app, Role::Administrator));
        let form = CategoryForm { name: "Comptes".to_owned(), ..CategoryForm::default() };
        let category = categories::actions::create(&admin, &form).await.unwrap();
        let rule = Rule { category: Some(category.id.to_string()), ..Rule::default() };
        team(&admin, "Comptes", &[], vec![rule]).await;
        let key =
            actions::create(&app.ctx(rose.actor()), incoming(rose, "Un accès à la paie")).await.unwrap();
        let to = Correction {
            kind: Kind::Request,
            administrative: true,
            title: "Accès à la paie".to_owned(),
            requester: odile.id.clone(),
            site: None,
            category: Some(category.id.to_string()),
        };
        let version = actions::correct(&agent, &key, 1, to.clone()).await.unwrap();
        let thread = actions::read(&agent, &key).await.unwrap().thread;
        let ticket = &thread.ticket;
        assert_eq!((ticket.kind, ticket.is_administrative, ticket.version), (Kind::Request, true, 2));
        assert_eq!(ticket.due.map(|(clock, _)| clock.as_str()), Some("administrative"));
        assert_eq!(ticket.team.as_ref().map(|(_, name)| name.as_str()), Some("Comptes"), "routed at last");
        assert_eq!(thread.changes.len(), 5, "one row for each thing corrected: {:?}", thread.changes);
        assert!(thread.changes.iter().any(|change| change.before == "Un accès à la paie"));
        actions::correct(&agent, &key, version, to.clone()).await.unwrap();
        assert_eq!(
            actions::read(&agent, &key).await.unwrap().thread.changes.len(),
            5,
            "the same leaves no trace"
        );
        let foreign = world.person_at(Role::Requester, &world.rochebrune.id);
        let wrong = Correction { requester: foreign.id.clone(), ..to.clone() };
        let error = actions::correct(&agent, &key, 3, wrong).await.unwrap_err();
        assert!(refused(&error, "desk-error-requester"), "{error:?}");
        let wrong = Correction { kind: Kind::Incident, ..to };
        let error = actions::correct(&agent, &key, 3, wrong).await.unwrap_err();
        assert!(refused(&error, "desk-error-administrative-incident"), "{error:?}");
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let page = client.get(&format!("{}/correction", key.path())).await.expect(200).text();
        assert!(page.contains("Accès à la paie"));
    })
    .await;
}
