//! The shipped mapping, and every mistake of one with its place.

use super::*;
use jiff::civil::date;

pub(in crate::exports) fn issued(kind: InvoiceKind) -> Issued {
    Issued {
        beneficiary: "b".into(),
        beneficiary_code: "PMPB".into(),
        beneficiary_name: "Pôle".into(),
        id: "i".to_owned().into(),
        kind,
        number: format!("{}-PMPB-2024-0001", kind.prefix()),
        offer: "SOCLE".into(),
        year: 2024,
        object: "Bloc socle,\nredevance annuelle 2024".into(),
        issued_on: date(2024, 12, 9),
        due_on: Some(date(2025, 1, 8)),
        from: date(2024, 1, 1),
        to: date(2024, 12, 31),
        siret: "98765432400019".into(),
        service_code: "NUM".into(),
        commitment_number: "ENG 7".into(),
        agreement: "CC-2022-01".into(),
        net: Cents(4_626_090),
        vat: Cents(925_218),
        gross: Cents(5_551_308),
        order_number: None,
        slip_number: None,
        ordered_on: None,
        fiscal_year: None,
        digest: String::new(),
    }
}

#[test]
fn the_shipped_example_is_right_and_gives_one_row_an_invoice() {
    let report = check(EXAMPLE);
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let mapping = report.document.unwrap();
    let cells = mapping.cells(&issued(InvoiceKind::Invoice)).unwrap();
    assert_eq!(
        cells.join("|"),
        "2024|01|70878|FA|FA-PMPB-2024-0001|09/12/2024|08/01/2025|98765432400019|Pôle|Bloc socle, redevance annuelle 2024\
         |46260,90|9252,18|55513,08|NUM|ENG 7|CC-2022-01||||SOCLE"
    );
    let credit = mapping.cells(&issued(InvoiceKind::CreditNote)).unwrap();
    assert_eq!(&credit[10..13], ["-46260,90", "-9252,18", "-55513,08"]);
}

fn problems(change: &[(&str, &str)]) -> Vec<(usize, usize, String)> {
    let mut text = EXAMPLE.to_owned();
    for (from, to) in change {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    check(&text).problems.into_iter().map(|p| (p.line, p.column, p.message.key)).collect()
}

#[test]
fn every_mistake_has_its_line_and_column() {
    let line = |text: &str| EXAMPLE.lines().position(|line| line == text).unwrap() + 1;
    let one = |change: &[(&str, &str)], at: usize, key: &str| {
        let found = problems(change);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].2.as_str()), (at, key), "{found:?}");
    };
    one(&[("%d/%m/%Y", "%d/%m")], line("date_format = \"%d/%m/%Y\""), "mapping-check-date");
    one(&[("\"semicolon\"", "\"comma\"")], line("decimal_mark = \"comma\""), "mapping-check-mark");
    one(&[("format = 1", "format = 2")], line("format = 1"), "agreement-check-format");
    one(
        &[("value = \"siret\"", "value = \"siret\"\ntext = \"x\"")],
        line("title = \"TIERS_SIRET\"") - 1,
        "mapping-check-value",
    );
    let twice = problems(&[("title = \"BUDGET\"", "title = \"EXERCICE\"")]);
    assert_eq!(twice[0].2, "agreement-check-code-twice");
    let hidden = problems(&[(
        "imputation = \"70878\"",
        "imputation = \"70878\"\n[[accounts]]\noffer = \"D\"\nbudget = \"1\"\nimputation = \"2\"",
    )]);
    assert_eq!(hidden[0].2, "mapping-check-general");
    let word = problems(&[("\"windows_1252\"", "\"latin\"")]);
    assert_eq!(word.len(), 1, "{word:?}");
    assert_eq!(word[0].0, line("encoding = \"windows_1252\""));
}

#[test]
fn an_offer_without_account_is_named() {
    let text = EXAMPLE.replacen("[[accounts]]\n", "[[accounts]]\noffer = \"D\"\n", 1);
    let mapping = check(&text).document.unwrap();
    let told = mapping.cells(&issued(InvoiceKind::Invoice)).unwrap_err();
    assert_eq!((told.key.as_str(), told.args["offer"].as_str()), ("mapping-error-account", "SOCLE"));
}

#[test]
fn cents_may_stand_without_a_mark() {
    let text = EXAMPLE.replacen("decimal_mark = \"comma\"", "decimal_mark = \"none\"", 1);
    let mapping = check(&text).document.unwrap();
    assert_eq!(mapping.cells(&issued(InvoiceKind::Invoice)).unwrap()[12], "5551308");
}
