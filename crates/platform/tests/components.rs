//! What the components promise to those who cannot see, and to those who send them strange words.

use kernel::{Cents, Exact, Explanation, Figure, Rounding, Text};
use maud::{Render as _, html};
use platform::{
    i18n::Lang,
    web::components::{
        Clock, DataTable, Emphasis, Field, FieldError, Head, NavGroup, NavLink, PostForm, Shell, clock_tag,
        error_summary, explained, explanation, submit, text,
    },
};

fn plain(html: &str) -> String {
    html.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn a_field_is_tied_to_its_label_hint_and_error_and_keeps_what_was_typed() {
    let field = Field::email(Lang::Fr, "contact[email]", "Adresse")
        .hint("La vôtre")
        .error(Some("Adresse incomplète"))
        .value("a@\"><script>")
        .required()
        .render()
        .into_string();
    assert!(field.contains("<label for=\"field-contact-email-\">"), "{field}");
    assert!(
        field.contains("aria-describedby=\"field-contact-email--hint field-contact-email--error\""),
        "{field}"
    );
    assert!(field.contains("aria-invalid=\"true\""));
    assert!(field.contains("(obligatoire)"), "the mark is in words");
    assert!(field.contains("value=\"a@&quot;&gt;&lt;script&gt;\""), "{field}");
}

#[test]
fn a_password_never_comes_back() {
    let field = Field::password(Lang::En, "password", "Password").value("secret").render().into_string();
    assert!(!field.contains("secret"));
}

#[test]
fn the_error_summary_leads_to_the_fields_and_takes_the_focus() {
    let errors = [FieldError { field: "start".into(), message: "Indiquez une date à venir".into() }];
    let summary = error_summary(Lang::Fr, &errors).into_string();
    assert!(summary.contains("<a href=\"#field-start\">Indiquez une date à venir</a>"));
    assert!(summary.contains("autofocus") && summary.contains("1 réponse est à corriger"));
    assert!(Field::date(Lang::Fr, "start", "Début").render().into_string().contains("id=\"field-start\""));
    assert!(error_summary(Lang::Fr, &[]).into_string().is_empty());
}

#[test]
fn every_form_carries_the_token() {
    let form = PostForm::new("/x", "t0k3n").body(submit(Emphasis::Primary, "Envoyer")).render().into_string();
    assert!(form.contains("method=\"post\"") && form.contains("name=\"csrf\" value=\"t0k3n\""));
}

#[test]
fn a_table_names_its_rows_and_columns() {
    let table = DataTable::new("Factures").column("Numéro").figures("Montant").row([text("42"), text("1 €")]);
    let table = table.render().into_string();
    assert!(table.contains("<caption>Factures</caption>"));
    assert_eq!(table.matches("scope=\"col\"").count(), 2);
    assert!(table.contains("<th scope=\"row\">42</th>"), "{table}");
    assert!(table.contains("data-label=\"Montant\""));
}

#[test]
fn an_explanation_shows_rule_inputs_links_steps_and_rounding() {
    let mut story = Explanation::of("R1.5", "art. 8", Text::new("explain-title"));
    let price = Figure::Money(Cents(105_000));
    story.input(Text::new("explain-steps"), price.clone(), Some("/prices/1".into()));
    let exact = Exact::parse("1.0476").unwrap();
    story.round(Text::new("explain-result"), "0.15 + 0.85 × 1.056", &exact, Rounding::Up, 3);
    let whole = plain(&explanation(Lang::Fr, "why", &story).into_string());
    let folded = plain(&explained(Lang::Fr, "du poste", &price, &story).into_string());
    for html in [&whole, &folded] {
        for part in ["R1.5", "art. 8", "href=\"/prices/1\"", "1 050,00 €", "0,15 + 0,85 × 1,056"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(
            html.contains("valeur exacte : 1,0476") && html.contains("arrondi au supérieur, au millième")
        );
        assert!(html.contains("1,048"));
    }
    assert!(!folded.contains("<h2") && !folded.contains("<h3"), "the folded form can stand in a table");
}

#[test]
fn a_clock_says_its_state_in_words() {
    let due = "2026-11-23T16:00:00Z".parse().unwrap();
    let running = |left| Clock::Running { left, due, runs_until: None };
    let words = |clock: &Clock| plain(&clock_tag(Lang::Fr, clock, 3_600).into_string());
    assert!(words(&running(9_059)).contains("Reste 2 h 30 min"));
    assert!(words(&running(9_059)).contains("tag info"));
    assert!(words(&running(600)).contains("tag warning"));
    assert!(words(&running(-1_860)).contains("Dépassé de 31 min"));
    let paused = Clock::Paused { left: 5_400, reason: "en attente du demandeur".into() };
    assert!(words(&paused).contains("Suspendu, reste 1 h 30 min") && words(&paused).contains("en attente"));
}

#[test]
fn the_shell_titles_the_page_and_marks_where_one_is() {
    let link =
        |label: &str, href: &str, is_current| NavLink { label: label.into(), href: href.into(), is_current };
    let nav = [
        NavGroup { label: "Assistance".into(), links: vec![link("Demandes", "/tickets", true)] },
        NavGroup {
            label: "Finances".into(),
            links: vec![link("Factures", "/invoices", false), link("Indices", "/indices", false)],
        },
    ];
    let shell = Shell {
        lang: Lang::En,
        authority: "Vallespine",
        product: "Socle",
        nav: &nav,
        person: Some("Officer"),
        unread: 0,
        csrf: "t",
        path: "/tickets?page=2",
        demo_banner: None,
        theme: None,
        logo: None,
        screen: platform::Screen::default(),
        hears_calls: false,
    };
    let head = Head::new("Ticket 42", "Desk").has_errors(true);
    let page = shell.page(&head, html! { p { "body" } }).into_string();
    assert!(page.contains("<title>Error: Ticket 42 – Desk – Socle</title>"));
    assert!(page.contains("<h1>Ticket 42</h1>") && page.contains("<html lang=\"en\">"));
    assert!(
        page.contains("<a href=\"/tickets\" aria-current=\"page\">Demandes</a>"),
        "a group of one is its page"
    );
    assert!(
        page.contains("<a class=\"group\" href=\"/invoices\">Finances</a>"),
        "a group leads to its first page"
    );
    assert!(!page.contains("Assistance") && !page.contains("group-nav"));
    assert!(page.contains("name=\"next\" value=\"/tickets?page=2\""));
    assert!(page.find("class=\"skip\"").unwrap() < page.find("<header").unwrap(), "the skip link is first");
}
