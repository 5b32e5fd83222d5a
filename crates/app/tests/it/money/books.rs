//! What leaves for the books: revenue orders by a mapping, the ledger, the cut-off.

use super::*;
use finance::{
    collection::{OrderForm, actions::record_order},
    exports::{
        CutOffKind,
        actions::{self, Import},
        command::{Export, check_file, export},
        mapping::EXAMPLE,
    },
};
use platform::{i18n::Lang, sheet::Format};

#[tokio::test]
async fn revenue_orders_are_written_by_the_mapping_one_line_a_document() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (invoice, key) = money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        let note = drafting::credit(&clerk, money.valmont(), &invoice.id, "Erreur").await.unwrap();
        money.approve(&note).await;
        money.issue(&note).await.unwrap();
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let file = client.get("/accounting/orders?year=2026&format=csv").await.expect(200);
        assert_eq!(file.headers["content-type"], "text/csv; charset=windows-1252");
        let text: String = file.bytes.iter().map(|byte| char::from(*byte)).collect();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[1].starts_with("2026;01;70878;FA;FA-VAL-2026-0001;11/03/2026;10/04/2026;"), "{text}");
        assert!(
            lines[1].contains(";44100,00;8820,00;52920,00;")
                && lines[2].contains(";-44100,00;-8820,00;-52920,00;")
        );
        let missing = client.get("/accounting/orders?year=2026&format=csv&orders=missing").await.expect(200);
        assert_eq!(missing.bytes, file.bytes);
        let order = OrderForm {
            order_number: "118".into(),
            slip_number: "12".into(),
            ordered_on: "2026-03-11".into(),
            ..OrderForm::default()
        };
        record_order(&clerk, &key, &order).await.unwrap();
        let missing = client.get("/accounting/orders?year=2026&format=csv&orders=missing").await.expect(200);
        assert_eq!(missing.bytes.split(|byte| *byte == b'\n').count(), 3, "the credit note only");
        let all = client.get("/api/v1/accounting/orders?year=2026&format=csv").await.expect(200);
        let text: String = all.bytes.iter().map(|byte| char::from(*byte)).collect();
        assert!(text.contains(";118;12;11/03/2026;SOCLE"), "{text}");
        let workbook = client.get("/accounting/orders?year=2026&format=xlsx").await.expect(200);
        assert!(workbook.bytes.starts_with(b"PK"));
        client.get("/accounting/orders?year=2026&format=doc").await.expect(422);
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        officer.get("/accounting/orders?year=2026&format=csv").await.expect(403);
        // The command line gives the same bytes.
        let system = money.app.system();
        let bytes = export(&system, Export::Orders { only_missing: false }, Format::Csv, 2026).await.unwrap();
        assert_eq!(bytes, all.bytes);
    })
    .await;
}

#[tokio::test]
async fn a_mapping_is_checked_line_by_line_and_rules_once_imported() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        let (said, is_good) = check_file(Lang::Fr, "m.toml", EXAMPLE);
        assert!(is_good, "{said}");
        let wrong = EXAMPLE.replacen("value = \"siret\"", "value = \"sirett\"", 1);
        let (said, is_good) = check_file(Lang::Fr, "m.toml", &wrong);
        let line = wrong.lines().position(|line| line.contains("sirett")).unwrap() + 1;
        assert!(!is_good && said.contains(&format!("m.toml:{line}:9:")), "{said}");
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let sent = [("source", wrong.as_str()), ("mode", "import")];
        let page = client.post("/accounting/mapping", &sent).await.expect(422).text();
        assert!(page.contains("sirett") && page.contains("#field-source"), "what was typed is kept");
        assert_eq!(money.app.count("export_mapping").await, 0);
        let plain = EXAMPLE.replacen("windows_1252", "utf8", 1).replacen("70878", "706888", 1);
        let checked = [("source", plain.as_str()), ("mode", "check")];
        client.post("/accounting/mapping", &checked).await.expect(200);
        assert_eq!(money.app.count("export_mapping").await, 0, "only checked");
        assert!(matches!(actions::import(&clerk, &plain).await.unwrap(), Import::Created(1)));
        assert!(matches!(actions::import(&clerk, &plain).await.unwrap(), Import::Unchanged(1)));
        let file = client.get("/accounting/orders?year=2026&format=csv").await.expect(200);
        assert!(file.text().contains(";706888;"), "{}", file.text());
        let body = json!({"source": wrong});
        let refused = client.json(axum::http::Method::PUT, "/api/v1/accounting/mapping", &body).await;
        let refused = refused.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], json!(format!("source:{line}:9")));
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        officer.get("/accounting/mapping").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn the_ledger_runs_to_its_totals_and_each_side_sees_its_own() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (invoice, _) = money.claimed().await;
        money.approved_price(2023).await;
        money.issued(2023).await;
        let clerk = money.ctx(Role::FinanceOfficer);
        let note = drafting::credit(&clerk, money.valmont(), &invoice.id, "Erreur").await.unwrap();
        money.approve(&note).await;
        money.issue(&note).await.unwrap();
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let body = officer.get("/api/v1/accounting/ledger?year=2026").await.expect(200).json();
        // 52 920.00 + 55 513.08 − 52 920.00
        assert_eq!(body["totals"]["gross"], json!(5_551_308));
        let running: Vec<i64> = body["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| l["running"]["gross"].as_i64().unwrap())
            .collect();
        assert_eq!(running, [5_292_000, 10_843_308, 5_551_308]);
        let page = officer.get("/accounting/ledger?year=2026").await.expect(200).text();
        assert!(page.contains("55\u{202f}513,08") && page.contains("AV-VAL-2026-0001"), "{page}");
        let csv = officer.get("/accounting/ledger?year=2026&format=csv").await.expect(200).text();
        assert_eq!(csv.lines().count(), 4);
        assert!(csv.contains("-52920,00"), "{csv}");
        officer.get("/accounting?year=x").await.expect(422);
        let stranger = money.world.person_at(Role::Officer, &money.world.rochebrune.id);
        let mut stranger = money.app.client_of(stranger).await;
        let page = stranger.get("/accounting/ledger?year=2026").await.expect(200).text();
        assert!(!page.contains("FA-VAL") && !page.contains("Valmont"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn on_31_december_every_day_of_an_invoice_is_in_its_year() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        // 2022 was issued in March 2026: whole of it is billed later, seen from the end of 2022.
        let of_2022 = actions::cut_off(&clerk, 2022).await.unwrap();
        assert_eq!((of_2022.ahead, of_2022.later), (Cents::ZERO, Cents(4_410_000)));
        assert_eq!(of_2022.lines[0].kind, CutOffKind::BilledLater);
        assert!(of_2022.lines[0].explanation.is_some());
        // 2023 is not billed: nobody approved its price, and that is what is missing.
        let of_2023 = actions::cut_off(&clerk, 2023).await.unwrap();
        let unbilled = of_2023.lines.iter().find(|line| line.number.is_none()).unwrap();
        assert_eq!(
            (unbilled.amount, unbilled.missing.as_ref().unwrap().key.as_str()),
            (None, "invoice-no-revision")
        );
        money.approved_price(2023).await;
        let of_2023 = actions::cut_off(&clerk, 2023).await.unwrap();
        // 42 × 1050.00 of 2022, still not billed then, and 42 × 1101.45.
        assert_eq!(of_2023.later, Cents(4_410_000 + 4_626_090));
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let page = officer.get("/accounting/cut-off?year=2022").await.expect(200).text();
        assert!(page.contains("Charges à payer") && page.contains("44\u{202f}100,00"), "{page}");
        let mut finance = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let page = finance.get("/accounting/cut-off?year=2022").await.expect(200).text();
        assert!(page.contains("Produits à recevoir"), "{page}");
        let csv = finance.get("/accounting/cut-off?year=2022&format=csv").await.expect(200).text();
        assert!(csv.contains("44100,00"), "{csv}");
        let told = finance.get("/api/v1/accounting/cut-off?year=2022").await.expect(200).json();
        assert_eq!(told["later"], json!(4_410_000));
    })
    .await;
}
