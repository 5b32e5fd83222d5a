//! How figures are written: French and English typography, no-break spaces, the agreement's time zone.
//!
//! French follows the usual typographic rules: a narrow no-break space (U+202F) between thousands and before
//! `%`, a no-break space (U+00A0) before units and `€`, a comma before decimals.

use super::Lang;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kernel::{Cents, Exact, Figure};
use std::sync::OnceLock;

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// A typed figure in the reader's language.
pub fn figure(lang: Lang, figure: &Figure) -> String {
    match figure {
        Figure::Money(cents) => money(lang, *cents),
        Figure::Number(number) => exact(lang, number),
        Figure::Share(share) => percent(lang, share),
        Figure::Count(n) => count(lang, *n),
        Figure::Seconds(seconds) => duration(lang, *seconds),
        Figure::Date(day) => date(lang, *day),
        Figure::Instant(at) => instant(lang, *at),
        Figure::Words(words) => words.clone(),
        Figure::Text(text) => lang.text(text),
        Figure::NoData => lang.t("figure-no-data"),
    }
}

/// An amount to the cent: `1 234,56 €`, `€1,234.56`.
pub fn money(lang: Lang, amount: Cents) -> String {
    let sign = if amount.0 < 0 { MINUS.to_string() } else { String::new() };
    let digits = decimal(lang, amount.to_string().trim_start_matches('-'));
    match lang {
        Lang::Fr => format!("{sign}{digits}{NO_BREAK}€"),
        Lang::En => format!("{sign}€{digits}"),
    }
}

/// An exact number: its finite decimal, else six cut decimals and the fraction: `0,941176… (16/17)`.
pub fn exact(lang: Lang, number: &Exact) -> String {
    let text = number.to_string();
    if text.contains('/') {
        format!("{}…{NO_BREAK}({text})", decimal(lang, &number.to_decimal_cut(6)))
    } else {
        decimal(lang, &text)
    }
}

/// A share, 1 being 100 %, cut (not rounded) at three decimals of percent (R5.4): `99,318 %`.
pub fn percent(lang: Lang, share: &Exact) -> String {
    let cut = (share * Exact::from(100)).to_decimal_cut(3);
    match lang {
        Lang::Fr => format!("{}{NARROW}%", decimal(lang, &cut)),
        Lang::En => format!("{}%", decimal(lang, &cut)),
    }
}

/// A share that an agreement states, 1 being 100 %, with no more digits than it needs: `50 %`, `99,5 %`. What is
/// measured is written by [`percent`].
pub fn rate(lang: Lang, share: &Exact) -> String {
    let stated = exact(lang, &(share * Exact::from(100)));
    match lang {
        Lang::Fr => format!("{stated}{NARROW}%"),
        Lang::En => format!("{stated}%"),
    }
}

/// A count with grouped thousands: `12 345`.
pub fn count(lang: Lang, n: i64) -> String {
    decimal(lang, &n.to_string())
}

/// A length of time, nothing left out: `2 h 30 min`, `45 s`. Hours do not become days: a working day is not 24 h.
pub fn duration(lang: Lang, seconds: i64) -> String {
    let rest = seconds.unsigned_abs();
    let parts = [(rest / 3600, "h"), (rest / 60 % 60, "min"), (rest % 60, "s")];
    let shown: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, unit)| format!("{}{NO_BREAK}{unit}", decimal(lang, &n.to_string())))
        .collect();
    let sign = if seconds < 0 { MINUS.to_string() } else { String::new() };
    if shown.is_empty() {
        format!("0{NO_BREAK}min")
    } else {
        format!("{sign}{}", shown.join(&NO_BREAK.to_string()))
    }
}

/// A civil date: `23 nov. 2026`, `1er déc. 2026`, `23 Nov 2026`.
pub fn date(lang: Lang, day: Date) -> String {
    let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    match lang {
        Lang::Fr if day.day() == 1 => format!("1er{NO_BREAK}{}{NO_BREAK}{}", month.0, day.year()),
        Lang::Fr => format!("{}{NO_BREAK}{}{NO_BREAK}{}", day.day(), month.0, day.year()),
        Lang::En => format!("{}{NO_BREAK}{}{NO_BREAK}{}", day.day(), month.1, day.year()),
    }
}

/// A month: `novembre 2026`, `November 2026`. Only the month and the year of `day` count.
pub fn month(lang: Lang, day: Date) -> String {
    let names = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    let name = match lang {
        Lang::Fr => names.2,
        Lang::En => names.3,
    };
    format!("{name}{NO_BREAK}{}", day.year())
}

/// A month in a few letters, for the axis of a chart: `nov.`, `Nov`.
pub fn month_short(lang: Lang, day: Date) -> &'static str {
    let names = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    if lang == Lang::Fr { names.0 } else { names.1 }
}

/// An instant in the agreement's time zone (Europe/Paris): `23 nov. 2026 à 14 h 05`, `23 Nov 2026 at 14:05`.
pub fn instant(lang: Lang, at: Timestamp) -> String {
    let local = at.to_zoned(paris().clone());
    let day = date(lang, local.date());
    match lang {
        Lang::Fr => format!("{day} à {}{NO_BREAK}h{NO_BREAK}{:02}", local.hour(), local.minute()),
        Lang::En => format!("{day} at {:02}:{:02}", local.hour(), local.minute()),
    }
}

/// The size of a file, cut to one decimal of its unit: `1,4 Mo`, `1.4 MB`.
pub fn file_size(lang: Lang, bytes: u64) -> String {
    let unit = |fr: &str, en: &str| if lang == Lang::Fr { fr.to_owned() } else { en.to_owned() };
    let (divisor, name) = match bytes {
        0..1_000 => return format!("{bytes}{NO_BREAK}{}", unit("octets", "bytes")),
        1_000..1_000_000 => (1_000, unit("ko", "kB")),
        1_000_000..1_000_000_000 => (1_000_000, unit("Mo", "MB")),
        _ => (1_000_000_000, unit("Go", "GB")),
    };
    let tenths = bytes / (divisor / 10);
    format!("{}{NO_BREAK}{name}", decimal(lang, &format!("{}.{}", tenths / 10, tenths % 10)))
}

/// A computation with its decimals in the reader's language: `1 050,00 × 1,048`.
pub fn expression(lang: Lang, text: &str) -> String {
    text.split(' ').map(|word| localised(lang, word)).collect::<Vec<_>>().join(" ")
}

/// The agreement's time zone. Its rules are in the binary, so that the machine's settings do not matter.
pub fn paris() -> &'static TimeZone {
    static PARIS: OnceLock<TimeZone> = OnceLock::new();
    PARIS.get_or_init(|| TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC))
}

/// A plain decimal such as `(1050.25` or `-0.5)` in the reader's language, signs and brackets kept around;
/// any other word, such as a rule number, as it is.
fn localised(lang: Lang, word: &str) -> String {
    let core = word.trim_matches(|c: char| "()[]+-−=,;×÷%€".contains(c));
    let is_decimal = core.split_once('.').is_some_and(|(units, decimals)| {
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        all_digits(units) && all_digits(decimals)
    });
    if is_decimal { word.replace(core, &decimal(lang, core)) } else { word.to_owned() }
}

/// Groups the thousands of a plain decimal text and writes its mark.
fn decimal(lang: Lang, text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("\u{2212}", rest));
    let (units, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let (group, mark) = match lang {
        Lang::Fr => (NARROW, ','),
        Lang::En => (',', '.'),
    };
    let mut out = String::from(sign);
    for (i, digit) in units.char_indices() {
        if i > 0 && (units.len() - i) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(mark);
        out.push_str(decimals);
    }
    out
}

/// Short French, short English, French, English.
const MONTHS: [(&str, &str, &str, &str); 12] = [
    ("janv.", "Jan", "janvier", "January"),
    ("févr.", "Feb", "février", "February"),
    ("mars", "Mar", "mars", "March"),
    ("avr.", "Apr", "avril", "April"),
    ("mai", "May", "mai", "May"),
    ("juin", "Jun", "juin", "June"),
    ("juil.", "Jul", "juillet", "July"),
    ("août", "Aug", "août", "August"),
    ("sept.", "Sep", "septembre", "September"),
    ("oct.", "Oct", "octobre", "October"),
    ("nov.", "Nov", "novembre", "November"),
    ("déc.", "Dec", "décembre", "December"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace([NARROW, NO_BREAK], " ")
    }

    #[test]
    fn writes_amounts_and_numbers() {
        assert_eq!(money(Lang::Fr, Cents(123_456)), "1\u{202f}234,56\u{a0}€");
        assert_eq!(money(Lang::En, Cents(-123_456_789)), "−€1,234,567.89");
        assert_eq!(plain(money(Lang::Fr, Cents(-7))), "−0,07 €");
        assert_eq!(plain(count(Lang::Fr, 1_234_567)), "1 234 567");
        assert_eq!(plain(count(Lang::Fr, 999)), "999");
        assert_eq!(exact(Lang::Fr, &Exact::parse("1.060375").unwrap()), "1,060375");
        assert_eq!(plain(exact(Lang::Fr, &Exact::parse("16/17").unwrap())), "0,941176… (16/17)");
    }

    #[test]
    fn cuts_shares_and_never_rounds_them_up() {
        assert_eq!(plain(percent(Lang::Fr, &Exact::parse("0.9999999").unwrap())), "99,999 %");
        assert_eq!(percent(Lang::En, &Exact::parse("0.994999").unwrap()), "99.499%");
        assert_eq!(plain(figure(Lang::Fr, &Figure::NoData)), "pas de donnée");
    }

    #[test]
    fn writes_dates_instants_and_durations() {
        let at: Timestamp = "2026-11-23T13:05:00Z".parse().unwrap();
        assert_eq!(plain(instant(Lang::Fr, at)), "23 nov. 2026 à 14 h 05");
        assert_eq!(plain(instant(Lang::En, at)), "23 Nov 2026 at 14:05");
        let summer: Timestamp = "2026-06-30T22:30:00Z".parse().unwrap();
        assert_eq!(plain(instant(Lang::Fr, summer)), "1er juil. 2026 à 0 h 30");
        assert_eq!(plain(month(Lang::Fr, jiff::civil::date(2026, 8, 1))), "août 2026");
        assert_eq!(plain(duration(Lang::Fr, 9_000)), "2 h 30 min");
        assert_eq!(plain(duration(Lang::Fr, 97_201)), "27 h 1 s");
        assert_eq!(plain(duration(Lang::Fr, -60)), "−1 min");
        assert_eq!(plain(duration(Lang::Fr, 0)), "0 min");
    }

    #[test]
    fn writes_sizes_and_expressions() {
        assert_eq!(plain(file_size(Lang::Fr, 1_449_999)), "1,4 Mo");
        assert_eq!(plain(file_size(Lang::En, 999)), "999 bytes");
        assert_eq!(expression(Lang::Fr, "(300.7 ÷ 284.7) × R1.3 art. 8"), "(300,7 ÷ 284,7) × R1.3 art. 8");
        assert_eq!(plain(expression(Lang::Fr, "1050.00 × 1.048")), "1 050,00 × 1,048");
        assert_eq!(expression(Lang::En, "1050.00 × 1.048"), "1,050.00 × 1.048");
    }
}
