//! The errors people make when they write a file: each is found where it stands, with what to do.

use crate::{INVENTED, REAL};
use agreements::document::{Problem, Report, Severity, check};
use platform::i18n::Lang;
use proptest::prelude::*;

/// The real file with one edit, its report, and the line and column where the edit begins.
fn after(from: &str, to: &str) -> (Report, (usize, usize)) {
    let at = REAL.find(from).unwrap_or_else(|| panic!("«{from}» is not in the file"));
    let edited = REAL.replacen(from, to, 1);
    let line = REAL[..at].matches('\n').count() + 1;
    let column = REAL[..at].chars().rev().take_while(|c| *c != '\n').count() + 1;
    (check(&edited), (line, column))
}

fn worst(report: &Report) -> &Problem {
    let found = report.problems.iter().min_by_key(|p| (p.severity, p.line, p.column));
    found.unwrap_or_else(|| panic!("nothing found"))
}

/// Each row: what is written, what is written instead, the message, and the key concerned.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    // the TOML
    ("\"CCAG-TIC\"", "CCAG-TIC", "syntax-unquoted", ""),
    ("years = 5", "years = 5\nyears = 6", "syntax-duplicate", ""),
    ("\"Syntec\"", "\"Syntec", "syntax-unclosed", ""),
    ("roll = true", "roll true", "syntax", ""),
    // the form
    ("tacit_renewal", "tacit_renewel", "unknown-key", "term.tacit_renewel"),
    ("years = 5", "years = \"cinq\"", "expects-integer", "term.years"),
    ("years = 5", "years = 300", "integer-range", "term.years"),
    ("roll = true", "roll = \"oui\"", "expects-boolean", "term.notice.roll"),
    ("start = 2022-01-01", "start = \"1er janvier\"", "date", "term.start"),
    ("1050.00", "1050.005", "euros", "price.initial_price"),
    ("1050.00", "\"1 050,00\"", "euros", "price.initial_price"),
    ("fixed_share = 0.125", "fixed_share = 1.25e-1", "decimal", "price.formula.fixed_share"),
    ("\"2022-06\"", "\"juin 2022\"", "year-month", "price.month_zero"),
    ("\"08:00\"", "\"8h\"", "clock-time", "service_window.slots[1].open"),
    ("\"given_from_year\"", "\"given_from_years\"", "unknown-word", "term.notice.reading"),
    ("name = \"Syntec\"", "name = \"\"", "empty", "price.index.name"),
    ("legal_basis = [", "legal_basis = \"CGCT\"\nautres = [", "expects-list", "identity.legal_basis"),
    ("language = \"fr\"", "language = [\"fr\"]", "expects-text", "identity.language"),
    ("formula = \"staffed_hours\"", "formula = \"staffed_hour\"", "unknown-word", "commitments[G.4].formula"),
    // the meaning
    ("format = 1", "format = 2", "format", "format"),
    ("\"CAPBP-PMPB-2022\"", "\"CAPBP PMPB\"", "reference", "identity.reference"),
    ("code = \"PMPB\"", "code = \"CAPBP\"", "same-party-code", "beneficiary.code"),
    ("code = \"PMPB\"", "code = \"Pôle\"", "party-code", "beneficiary.code"),
    ("\"le président\"", "\"Madame la présidente Une Telle\"", "person", "provider.represented_by"),
    ("signature_year = 2022", "signature_year = 2021", "signed-before-vote", "beneficiary.vote_date"),
    ("from_year = 3", "from_year = 6", "notice-year", "term.notice.from_year"),
    ("months = 6\n", "months = 60\n", "notice-months", "term.notice.months"),
    ("variable_share = 0.875", "variable_share = 0.85", "shares", "price.formula.variable_share"),
    ("reference_month = 3", "reference_month = 13", "month", "price.index.reference_month"),
    ("close = \"18:00\"", "close = \"07:00\"", "slot-reversed", "service_window.slots[1].close"),
    (
        "footnote = 2\ntopic = \"C",
        "footnote = 9\ntopic = \"C",
        "footnote",
        "blocks[SOCLE-A].responsibilities[A-INV-P4].footnote",
    ),
    ("\"SOCLE-C\"]", "\"SOCLE-Z\"]", "unknown-block", "offers[SOCLE].blocks[3]"),
    ("status = \"undetermined\"", "status = \"exempt\"", "vat-mention", "offers[SOCLE].vat"),
    ("status = \"undetermined\"", "status = \"standard\"", "vat-rate-missing", "offers[SOCLE].vat"),
    (
        "subscribed_from = 2022-01-01",
        "subscribed_from = 2027-01-01",
        "outside-term",
        "offers[SOCLE].subscribed_from",
    ),
    (
        "low_urgency = \"P4\"",
        "low_urgency = \"P5\"",
        "unknown-level",
        "priority.matrix.low_impact.low_urgency",
    ),
    (
        "name = \"Haute\"",
        "name = \"Haute\"\nrestore_minutes = 60\nintervene_minutes = 90",
        "clock-order",
        "priority.levels[P2].restore_minutes",
    ),
    ("code = \"G.2b\"", "code = \"G.2a\"", "code-twice", "commitments[G.2a].code"),
    ("parameters = { within_days = 7 }", "", "within-days", "commitments[G.2a].parameters"),
    ("months = [1, 6]", "months = [1, 16]", "month", "committees[steering].months[2]"),
    ("occurs = \"once\"", "occurs = \"periodic\"", "period", "obligations[2.8].every_months"),
    (
        "parameter = \"price.month_zero\"",
        "parameter = \"price.mois_zero\"",
        "parameter",
        "remarks[D.12].parameter",
    ),
    ("left_share = 0.5", "left_share = 1.5", "share", "exit.left_share"),
    ("processor = \"provider\"", "processor = \"beneficiary\"", "same-role", "data_protection.processor"),
];

#[test]
fn every_mistake_is_found_where_it_stands() {
    for (from, to, key, path) in MISTAKES {
        let (report, (line, _)) = after(from, to);
        let problem = worst(&report);
        let shown = report.render("f", |text| Lang::Fr.text(text));
        assert_eq!(problem.message.key, format!("agreement-check-{key}"), "{from} -> {to}\n{shown}");
        assert_eq!(problem.path, *path, "{from} -> {to}");
        assert!(
            problem.line.abs_diff(line) <= 12 || *key == "signed-before-vote",
            "{from} -> {to}: {} {line}",
            problem.line
        );
        let refused = report.problems.iter().any(|p| p.severity == Severity::Error);
        assert!(refused && report.document.is_none(), "{from} -> {to}");
        for lang in Lang::ALL {
            for text in [&problem.message, &problem.fix] {
                let words = lang.text(text);
                assert!(!words.contains("{$") && words != text.key, "{}: {words}", text.key);
            }
        }
    }
}

#[test]
fn the_place_is_exact_and_the_fix_names_the_nearest_word() {
    let (report, place) = after("tacit_renewal", "tacit_renewel");
    // One mistake, one message: the key proposed is misspelt, so it is not also reported as missing.
    let errors: Vec<_> = report.problems.iter().filter(|p| p.severity == Severity::Error).collect();
    let [unknown] = errors.as_slice() else { panic!("{errors:#?}") };
    assert_eq!((unknown.line, unknown.column), place);
    assert_eq!(Lang::Fr.text(&unknown.fix), "Vouliez-vous écrire «\u{a0}tacit_renewal\u{a0}»\u{202f}?");
    let missing = check(&REAL.replacen("tacit_renewal = false", "", 1)).problems[0].clone();
    assert_eq!(
        (missing.message.key.as_str(), missing.path.as_str()),
        ("agreement-check-missing-key", "term.tacit_renewal")
    );
    assert_eq!(Lang::En.text(&missing.fix), "Add for instance: tacit_renewal = false");
}

#[test]
fn a_report_reads_in_a_terminal() {
    let report = check("format = 1\n\n[term]\nstart = 2022-13-01\n");
    let shown = report.render("essai.toml", |text| Lang::En.text(text));
    let expected = "essai.toml:4:9: error: incorrect TOML (invalid date, expected month between 01 and 12)\n    \
                    fix: Each line is a [name] section, a “key = value” line, or a comment after #.\n";
    assert_eq!(shown, expected);
}

/// An empty file names each section to add, each with a line to copy.
#[test]
fn an_empty_file_lists_what_to_write() {
    let report = check("");
    let lines: Vec<_> = report.problems.iter().map(|p| p.message.args["key"].as_str()).collect();
    assert_eq!(lines.len(), 19, "{lines:?}");
    let blocks = report.problems.iter().find(|p| p.path == "blocks").unwrap();
    assert_eq!(blocks.fix.args["line"], "[[blocks]]");
}

/// R1.10: the old series stops in July 2022, so a later month zero cannot be read in it.
#[test]
fn an_old_series_cannot_hold_a_later_month_zero() {
    let edited = INVENTED.replacen("series = \"revised\"", "series = \"old_linked\"", 1);
    assert_eq!(worst(&check(&edited)).message.key, "agreement-check-series");
    let overlap = INVENTED.replacen("open = \"13:30\"", "open = \"12:00\"", 1);
    assert_eq!(worst(&check(&overlap)).message.key, "agreement-check-slots-overlap");
    let hours = INVENTED.replacen("close = \"17:30\"", "close = \"17:00\"", 1);
    assert_eq!(worst(&check(&hours)).message.key, "agreement-check-hours-differ");
    let alone = INVENTED.replacen("subscribed_from = 2023-03-01", "", 1);
    assert_eq!(worst(&check(&alone)).message.key, "agreement-check-needs-core");
    let siret = INVENTED.replacen("99900001100018", "99900001100019", 1);
    assert_eq!(worst(&check(&siret)).message.key, "agreement-check-siren");
}

fn placed(source: &str, report: &Report) {
    let lines = source.lines().count().max(1) + 1;
    for problem in &report.problems {
        assert!((1..=lines).contains(&problem.line) && problem.column >= 1, "{problem:?}");
    }
    let refused = report.has(Severity::Error);
    assert_eq!(report.document.is_none(), refused, "a refusal always says where");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_answered(source in "\\PC*|([a-z\\[\\]{}=\"'\n .,#0-9-]{0,80})") {
        placed(&source, &check(&source));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Characters lost, doubled or replaced anywhere in a valid file: an answer with a place, never a panic.
    #[test]
    fn a_damaged_file_is_answered(at in 0..REAL.len(), length in 0_usize..30, insert in "[\\[\\]{}=\"\\\\\n a-z0-9é.-]{0,6}") {
        let floor = |mut i: usize| { while !REAL.is_char_boundary(i) { i -= 1; } i };
        let (start, end) = (floor(at), floor((at + length).min(REAL.len())).max(floor(at)));
        let damaged = format!("{}{insert}{}", &REAL[..start], &REAL[end..]);
        placed(&damaged, &check(&damaged));
    }
}
