//! Knowledge: who reads what, four eyes, versions, answers proposed before anything is asked, reminders.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::{
    knowledge::{Article, ArticleForm, ArticleId, Stage, Verdict, actions, store},
    tickets::{Transition, actions as tickets},
};
use jiff::SignedDuration;
use people::{Organisation, Role};
use platform::{Ctx, Error};
use serde_json::json;
use testkit::{Client, TestApp, World, both};

const BODY: &str = "# Vérifier\n\nÉteignez **l’imprimante**, attendez dix secondes, rallumez-la.\n\n- Le voyant est vert ?\n- Le papier est là ?";

fn form(title: &str, audience: &str) -> ArticleForm {
    ArticleForm {
        title: title.into(),
        body: BODY.into(),
        audience: audience.into(),
        ..ArticleForm::default()
    }
}

/// Written by the technician, published by the administrator.
async fn published(app: &TestApp, world: &World, form: &ArticleForm) -> Article {
    let (author, reviewer) = (world.ctx(app, Role::Technician), world.ctx(app, Role::Administrator));
    let draft = actions::create(&author, form).await.unwrap();
    publish(&author, &reviewer, &draft.id).await
}

async fn publish(author: &Ctx, reviewer: &Ctx, id: &ArticleId) -> Article {
    let version = actions::read(author, id).await.unwrap().article.version;
    let version = actions::submit(author, id, version).await.unwrap().version;
    actions::decide(reviewer, id, version, Verdict::Published, "").await.unwrap()
}

async fn named(app: &TestApp, world: &World, title: &str, body: &Organisation) -> Article {
    let form = ArticleForm { beneficiaries: vec![body.id.to_string()], ..form(title, "named") };
    published(app, world, &form).await
}

async fn indexed(app: &TestApp) {
    app::search::jobs::catch_up(&app.platform).await.unwrap();
}

async fn page(client: &mut Client, path: &str) -> String {
    client.get(path).await.expect(200).text()
}

#[tokio::test]
async fn an_article_is_published_by_somebody_else_and_keeps_its_versions() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let wrong = [("title", " "), ("body", "Mon texte"), ("audience", "everybody")];
        let refused = theo.post("/knowledge", &wrong).await.expect(422).text();
        assert!(refused.contains("Donnez un titre") && refused.contains("Mon texte"), "{refused}");
        let typed = [("title", "Mon imprimante"), ("body", BODY), ("audience", "everybody"), ("key", "k1")];
        let path = theo.post("/knowledge", &typed).await.location();
        assert_eq!(theo.post("/knowledge", &typed).await.location(), path, "sent twice, made once");
        rose.get(&path).await.expect(404);
        theo.post(&format!("{path}/submission"), &[("version", "1")]).await.location();
        let own = [("version", "2"), ("verdict", "published")];
        let refused = theo.post(&format!("{path}/decision"), &own).await.expect(409).text();
        assert!(refused.contains("une autre personne doit"), "{refused}");
        let back = [("version", "2"), ("verdict", "returned"), ("remark", "Dites où est le bouton.")];
        ada.post(&format!("{path}/decision"), &back).await.location();
        assert!(page(&mut theo, &path).await.contains("Dites où est le bouton."));
        let better = BODY.replace("dix secondes", "vingt secondes");
        let again =
            [("title", "Mon imprimante"), ("body", &better), ("audience", "everybody"), ("version", "3")];
        theo.post(&format!("{path}/text"), &again).await.location();
        let stale = theo.post(&format!("{path}/text"), &again).await.expect(409).text();
        assert!(stale.contains("vingt secondes"), "what was typed is kept");
        theo.post(&format!("{path}/submission"), &[("version", "4")]).await.location();
        ada.post(&format!("{path}/decision"), &[("version", "5"), ("verdict", "published")]).await.location();
        let read = page(&mut rose, &path).await;
        assert!(read.contains("<h2>Vérifier</h2>") && read.contains("vingt secondes"), "{read}");
        assert!(!read.contains("Théo"), "who wrote it is the provider's matter");
        rose.get(&format!("{path}/versions")).await.expect(403);
        let changes = page(&mut theo, &format!("{path}/versions/2")).await;
        assert!(changes.contains("<del>dix</del><ins>vingt</ins>"), "{changes}");
        // A new draft leaves what is read as it is; it can be given up, and an old version taken up again.
        let draft =
            [("title", "Mon imprimante"), ("body", "Brouillon"), ("audience", "internal"), ("version", "6")];
        theo.post(&format!("{path}/text"), &draft).await.location();
        assert!(page(&mut rose, &path).await.contains("vingt secondes"));
        theo.post(&format!("{path}/discard"), &[("version", "7")]).await.location();
        theo.post(&format!("{path}/versions/1/return"), &[]).await.location();
        let id = ArticleId::from(path.rsplit('/').next().unwrap());
        let article = actions::read(&world.ctx(&app, Role::Technician), &id).await.unwrap().article;
        assert_eq!((article.published, article.latest, article.stage), (Some(2), 4, Stage::Draft));
        ada.post(&format!("{path}/retirement"), &[]).await.location();
        rose.get(&path).await.expect(404);
        ada.post(&format!("{path}/restoration"), &[]).await.location();
        assert!(page(&mut rose, &path).await.contains("vingt secondes"));
    })
    .await;
}

#[tokio::test]
async fn what_is_for_one_beneficiary_or_inside_never_shows_elsewhere() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let all = published(&app, &world, &form("Imprimante pour tous", "everybody")).await;
        let own = named(&app, &world, "Imprimante de Valmont", &world.valmont).await;
        let foreign = named(&app, &world, "Imprimante de Rochebrune", &world.rochebrune).await;
        let inside = published(&app, &world, &form("Imprimante, côté technique", "internal")).await;
        indexed(&app).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        for path in [&all, &own].map(Article::path) {
            rose.get(&path).await.expect(200);
        }
        for path in [&foreign, &inside].map(Article::path) {
            rose.get(&path).await.expect(404);
            rose.post(&format!("{path}/opinion"), &[("helpful", "yes")]).await.expect(404);
            rose.post(&format!("{path}/answered"), &[]).await.expect(404);
            rose.get(&format!("/api/v1{path}")).await.expect(404);
        }
        let places = [
            "/knowledge",
            "/knowledge?q=imprimante",
            "/knowledge/suggestions?q=mon+imprimante+est+en+panne",
            "/search?q=imprimante",
            "/palette?q=imprimante",
            "/api/v1/knowledge",
            "/api/v1/knowledge/suggestions?q=imprimante",
            "/api/v1/search?q=imprimante",
        ];
        for place in places {
            let shown = page(&mut rose, place).await;
            assert!(shown.contains("pour tous") && shown.contains("de Valmont"), "{place}: {shown}");
            for hidden in ["Rochebrune", "côté technique", "technique"] {
                assert!(!shown.contains(hidden), "{place} tells {hidden}: {shown}");
            }
        }
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let shown = page(&mut theo, "/search?q=imprimante&kind=article").await;
        assert_eq!(shown.matches("href=\"/knowledge/").count(), 4, "each once: {shown}");
        let mut come = app.client_of(world.person(Role::Contractor)).await;
        let shown = page(&mut come, "/knowledge").await;
        assert!(shown.contains("pour tous") && !shown.contains("de Valmont"), "{shown}");
        come.get(&inside.path()).await.expect(404);
        actions::retire(&world.ctx(&app, Role::Technician), &own.id, true).await.unwrap();
        indexed(&app).await;
        assert!(!page(&mut rose, "/search?q=imprimante").await.contains("de Valmont"));
    })
    .await;
}

#[tokio::test]
async fn an_answer_is_proposed_before_anything_is_asked_and_closes_the_form() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let article = published(&app, &world, &form("Mon imprimante ne répond plus", "everybody")).await;
        published(&app, &world, &form("Poser ses congés", "everybody")).await;
        indexed(&app).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let home = page(&mut rose, "/").await;
        assert!(home.contains("data-suggest=\"field-description\"") && home.contains("Chercher une réponse"));
        let typed = [("kind", "incident"), ("description", "L’imprimante du hall ne répond plus du tout")];
        let answers = rose.upload("/requests/answers", &typed, &[]).await.expect(200).text();
        assert!(
            answers.contains("Mon imprimante ne répond plus") && answers.contains("du hall"),
            "{answers}"
        );
        assert!(!answers.contains("congés") && answers.contains("attendez dix secondes"));
        let nothing = [("kind", "incident"), ("description", "Zzz")];
        let nothing = rose.upload("/requests/answers", &nothing, &[]).await.expect(200).text();
        assert!(nothing.contains("Aucun article ne répond") && nothing.contains("Zzz"), "{nothing}");
        let path = rose.post(&format!("{}/answered", article.path()), &typed).await.location();
        let thanks = page(&mut rose, &path).await;
        assert!(thanks.contains("Rien n’a été envoyé"), "{thanks}");
        assert_eq!(app.count("ticket").await, 0);
        rose.get(&article.path()).await.expect(200);
        rose.post(&format!("{}/opinion", article.path()), &[("helpful", "no"), ("remark", "Quel bouton ?")])
            .await
            .location();
        rose.post(&format!("{}/opinion", article.path()), &[("helpful", "yes"), ("remark", "")])
            .await
            .location();
        let served = actions::read(&world.ctx(&app, Role::Technician), &article.id).await.unwrap();
        let served = served.inside.unwrap().served;
        assert_eq!((served.reads, served.answered, served.helpful, served.unhelpful), (1, 1, 1, 0));
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.post(&format!("{}/opinion", article.path()), &[("helpful", "yes")]).await.expect(409);
        let unread = page(&mut theo, "/knowledge?view=unread").await;
        assert!(unread.contains("congés") && !unread.contains("imprimante"), "{unread}");
        theo.get("/knowledge?view=secret").await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn an_article_goes_into_an_answer_and_a_resolved_ticket_becomes_one() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.ctx(&app, Role::Technician));
        let key = ticket_of(&app, rose, "Imprimante muette").await;
        let all = published(&app, &world, &form("Imprimante pour tous", "everybody")).await;
        let inside = published(&app, &world, &form("Imprimante, côté technique", "internal")).await;
        let foreign = named(&app, &world, "Imprimante de Rochebrune", &world.rochebrune).await;
        indexed(&app).await;
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let shown = page(&mut client, &key.path()).await;
        assert!(shown.contains("Insérer le texte") && !shown.contains("Faire un article"), "{shown}");
        let put = |article: &Article, insert: &'static str| {
            [
                ("version", "1".to_owned()),
                ("body", "Bonjour".into()),
                ("article", article.id.to_string()),
                ("insert", insert.into()),
            ]
        };
        let path = format!("{}/article", key.path());
        for (insert, expected) in [("text", "- Le papier est là ?"), ("link", all.path().as_str())] {
            let fields = put(&all, insert);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let page = client.upload(&path, &fields, &[]).await.expect(200).text();
            assert!(page.contains("Bonjour") && page.contains(expected), "{insert}: {page}");
        }
        for hidden in [&inside, &foreign] {
            let fields = put(hidden, "text");
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            client.upload(&path, &fields, &[]).await.expect(404);
        }
        tickets::move_state(&theo, &key, 1, Transition::Resolve, "Pilote réinstallé").await.unwrap();
        assert!(page(&mut client, &key.path()).await.contains("Faire un article de ce ticket"));
        let new = format!("/knowledge/new?ticket={}/{}", key.beneficiary, key.id);
        let begun = page(&mut client, &new).await;
        assert!(begun.contains("Imprimante muette") && begun.contains("Pilote réinstallé"), "{begun}");
        let source = format!("{}/{}", key.beneficiary, key.id);
        let typed = [
            ("title", "Imprimante muette"),
            ("body", "Réinstallez"),
            ("audience", "internal"),
            ("ticket", &source),
        ];
        let made = client.post("/knowledge", &typed).await.location();
        assert!(page(&mut client, &made).await.contains(&key.path()));
        assert!(page(&mut client, &key.path()).await.contains(&made));
    })
    .await;
}

#[tokio::test]
async fn an_owner_is_reminded_once_of_an_article_to_read_again() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let late = ArticleForm { review_by: "2026-03-20".into(), ..form("Mot de passe", "everybody") };
        let late = published(&app, &world, &late).await;
        desk::notifications::actions::follow(&app.system()).await.unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        assert!(!page(&mut theo, "/knowledge?view=due").await.contains(&late.path()));
        app.platform.clock.advance(SignedDuration::from_hours(24 * 12));
        for _ in 0..2 {
            actions::remind(&app.system()).await.unwrap();
            desk::notifications::actions::follow(&app.system()).await.unwrap();
        }
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let told = page(&mut theo, "/notifications").await;
        assert!(told.contains("est à relire"), "{told}");
        assert_eq!(app.count("notification").await, 1, "told once");
        assert!(page(&mut theo, "/knowledge?view=due").await.contains(&late.path()));
        let version =
            actions::read(&world.ctx(&app, Role::Technician), &late.id).await.unwrap().article.version;
        theo.post(&format!("{}/confirmation", late.path()), &[("version", &version.to_string())])
            .await
            .location();
        assert!(!page(&mut theo, "/knowledge?view=due").await.contains(&late.path()));
    })
    .await;
}

#[tokio::test]
async fn those_who_may_review_are_told_that_an_article_waits_and_its_author_is_not() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        desk::notifications::actions::follow(&app.system()).await.unwrap();
        let author = world.ctx(&app, Role::Technician);
        let draft = actions::create(&author, &form("Imprimer", "everybody")).await.unwrap();
        actions::submit(&author, &draft.id, 1).await.unwrap();
        desk::notifications::actions::follow(&app.system()).await.unwrap();
        for (role, is_told) in
            [(Role::Administrator, true), (Role::Technician, false), (Role::FinanceOfficer, false)]
        {
            let mut client = app.client_of(world.person(role)).await;
            let told = page(&mut client, "/notifications").await;
            assert_eq!(told.contains("attend que quelqu’un d’autre"), is_told, "{role:?}: {told}");
        }
    })
    .await;
}

#[tokio::test]
async fn programs_write_review_and_read_articles() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let body = json!({"title": "Réserver une salle", "body": "Ouvrez l’agenda.", "audience": "named",
            "beneficiaries": [world.valmont.id.to_string()]});
        let made = theo.json(Method::POST, "/api/v1/knowledge", &body).await.expect(201).json();
        let path = format!("/api/v1/knowledge/{}", made["id"].as_str().unwrap());
        theo.json(Method::POST, &format!("{path}/submission"), &json!({"version": 1})).await.expect(200);
        let decision = json!({"version": 2, "verdict": "published"});
        ada.json(Method::POST, &format!("{path}/decision"), &decision).await.expect(200);
        let read = rose.get(&path).await.expect(200).json();
        assert_eq!(read["article"]["shown"]["title"], "Réserver une salle");
        assert!(read.get("served").is_none(), "counts are the provider's");
        rose.json(Method::PUT, &format!("{path}/opinion"), &json!({"helpful": true})).await.expect(200);
        rose.json(Method::PUT, &path, &body).await.expect(403);
        let unknown = json!({"title": "T", "body": "B", "audience": "named", "beneficiaries": ["nobody"]});
        let refused = theo.json(Method::POST, "/api/v1/knowledge", &unknown).await.expect(422).text();
        assert!(refused.contains("beneficiaries"));
        ada.json(Method::PUT, &format!("{path}/retired"), &json!({"retired": true})).await.expect(200);
        rose.get(&path).await.expect(404);
        let listed = theo.get("/api/v1/knowledge?view=retired").await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    })
    .await;
}

/// What was written stays word for word, whatever program asks.
#[tokio::test]
async fn a_written_version_is_frozen() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let article = published(&app, &world, &form("Gelé", "internal")).await;
        for change in [
            "update article_version set body = 'autre'",
            "delete from article_version",
            "delete from article_review",
        ] {
            let mut tx = app.system().begin().await.unwrap();
            assert!(tx.execute(platform::db::query(change)).await.is_err(), "{change}");
        }
        let other = actions::read(&world.ctx(&app, Role::Requester), &article.id).await;
        assert!(matches!(other, Err(Error::NotFound)));
        let mut tx = app.system().read().await.unwrap();
        assert_eq!(store::version(&mut tx, &article.id, 1).await.unwrap().unwrap().body, BODY);
    })
    .await;
}
