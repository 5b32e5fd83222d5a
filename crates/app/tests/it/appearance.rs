//! The authority's name, colours and logo: on every page, in versions, and never unreadable.

use axum::http::Method;
use people::{Role, appearance};
use platform::appearance::Presented;
use serde_json::json;
use testkit::{TestApp, World, both};

#[tokio::test]
async fn an_authority_shows_its_name_colours_and_logo_and_unreadable_colours_are_refused() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        let mut visitor = app.visitor();
        assert!(visitor.get("/sign-in").await.text().contains("Communauté d’essai"));
        visitor.get("/appearance/logo").await.expect(404);
        let pale = [("name", "Agglomération des Rives"), ("colour", "#ffcc00"), ("version", "0")];
        let refused = root.upload("/appearance", &pale, &[]).await.expect(422).text();
        assert!(refused.contains("contraste de") && refused.contains("Agglomération des Rives"), "{refused}");
        let good = [("name", "Agglomération des Rives"), ("colour", "#7a1f5c"), ("version", "0")];
        let svg = [("logo", "logo.svg", b"<svg/>".as_slice())];
        let refused = root.upload("/appearance", &good, &svg).await.expect(422).text();
        assert!(refused.contains("PNG, JPEG ou WebP"), "{refused}");
        let png = [("logo", "logo.png", b"\x89PNG\r\n\x1a\nfin".as_slice())];
        assert_eq!(root.upload("/appearance", &good, &png).await.location(), "/appearance");
        root.upload("/appearance", &good, &[]).await.expect(409);
        let page = visitor.get("/sign-in").await.expect(200).text();
        assert!(
            page.contains("Agglomération des Rives") && page.contains("/appearance/theme.css?v=1"),
            "{page}"
        );
        let sheet = visitor.get("/appearance/theme.css?v=1").await.expect(200);
        assert_eq!(sheet.headers["content-type"], "text/css; charset=utf-8");
        assert!(sheet.text().contains("--accent: #7a1f5c") && !sheet.text().contains("dark"));
        let logo = visitor.get("/appearance/logo?v=1").await.expect(200);
        assert_eq!(logo.headers["content-type"], "image/png");
        let body = json!({"name": "", "colour": "", "dark_colour": "", "without_logo": "on", "version": 1});
        let api = root.json(Method::PUT, "/api/v1/appearance", &body).await.expect(200).json();
        assert_eq!((&api["version"], &api["logo"]), (&json!(2), &json!(null)));
        let page = visitor.get("/sign-in").await.text();
        assert!(page.contains("Communauté d’essai") && !page.contains("theme.css"), "{page}");
        // Another process finds the version that counts.
        let mut other = app.platform.clone();
        other.appearance = Presented::default();
        appearance::actions::load(&other).await.unwrap();
        assert_eq!(other.appearance.now().version, 2);
        app.client_of(world.person(Role::Director)).await.get("/appearance").await.expect(403);
        let log = root.get("/api/v1/audit").await.text();
        assert!(log.contains("appearance.change"), "{log}");
    })
    .await;
}
