//! Telephony over the three years: lines and the sets that are modernised, a file of calls each month, quotas, a strong overrun
//! that somebody decides on, trips abroad, declared and not.

use super::{Deed, Event, PRESENT, START, arrivals::instant, dice::Dice};
use anyhow::{Context as _, Result};
use jiff::{
    Span, Timestamp,
    civil::{Date, DateTime, date},
};
use std::fmt::Write as _;

/// A stream of its own: other parts of the plan stay as they are.
const STREAM: u64 = 8_200;

/// Beginnings of the fixed and of the mobile numbers of each beneficiary, in ranges kept for fiction.
const BODIES: [(&str, &str); 2] = [("PMPB", "41"), ("STC", "42")];

/// Fixed lines of each beneficiary, and how many of them are modernised at the end.
const LINES: [(i64, i64); 2] = [(12, 10), (6, 3)];

/// What happens to telephony.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TelephonyAct {
    /// A line is added: beneficiary, number, extension (none of a mobile), holder, first day.
    Line(&'static str, String, Option<String>, String, Date),
    /// The set of a fixed line speaks voice over IP from now on.
    Modernise(String),
    /// The exchange's files are known, and the quotas of the annexe.
    Settle,
    /// A file of calls, by its name.
    File(String, String),
    /// A director decides on the strong overrun of a year.
    Decide(i64),
    /// Somebody declares a trip: beneficiary, number, country, days.
    Trip(&'static str, String, &'static str, Date, Date),
    /// A carrier bills beside a plan: number, country, day, euros.
    Charge(String, &'static str, Date, &'static str),
}

fn fixed(body: usize, line: i64) -> String {
    // 05 36 49 is kept for fiction.
    format!("053649{}{line:02}", BODIES[body].1)
}

fn mobile(body: usize, line: i64) -> String {
    format!("063998{}{line:02}", BODIES[body].1)
}

fn short(body: usize, line: i64) -> String {
    format!("{}{line:02}", BODIES[body].1)
}

/// Everything in its order.
pub(super) fn events(seed: u64) -> Result<Vec<Event>> {
    let mut events = vec![];
    let mut put = |wall: DateTime, act| -> Result<()> {
        let at: Timestamp = instant(wall).with_context(|| format!("no instant {wall}"))?;
        events.push(Event { at, deed: Deed::Telephony(act) });
        Ok(())
    };
    let first = START.date().checked_add(Span::new().days(7))?;
    let holders =
        ["Accueil", "Direction générale", "Ressources humaines", "Finances", "Voirie", "Médiathèque"];
    for (body, (code, _)) in BODIES.into_iter().enumerate() {
        let (count, modern) = LINES[body];
        for line in 1..=count {
            let holder = holders[usize::try_from(line - 1)? % holders.len()].to_owned();
            let act = TelephonyAct::Line(code, fixed(body, line), Some(short(body, line)), holder, first);
            put(first.at(9, 0, 0, 0), act)?;
            if line <= modern {
                let day = first.checked_add(Span::new().months(2 * line + 1))?;
                put(day.at(11, 30, 0, 0), TelephonyAct::Modernise(fixed(body, line)))?;
            }
        }
        for line in 1..=2 {
            let holder = ["Direction générale", "Astreinte"][usize::try_from(line - 1)?].to_owned();
            put(first.at(9, 5, 0, 0), TelephonyAct::Line(code, mobile(body, line), None, holder, first))?;
        }
    }
    put(first.at(10, 0, 0, 0), TelephonyAct::Settle)?;
    let mut dice = Dice::new(seed, STREAM);
    let mut month = date(2023, 12, 1);
    while month < PRESENT.date().first_of_month() {
        let next = month.checked_add(Span::new().months(1))?;
        let name = format!("Master-{}-{:02}.csv", month.year(), month.month());
        put(next.at(7, 30, 0, 0), TelephonyAct::File(name, calls(&mut dice, month)?))?;
        month = next;
    }
    put(date(2026, 1, 19).at(15, 0, 0, 0), TelephonyAct::Decide(2025))?;
    let days = (date(2026, 5, 18), date(2026, 5, 22));
    put(date(2026, 5, 11).at(10, 0, 0, 0), TelephonyAct::Trip("PMPB", mobile(0, 1), "ES", days.0, days.1))?;
    put(
        date(2026, 6, 8).at(9, 0, 0, 0),
        TelephonyAct::Charge(mobile(0, 1), "ES", date(2026, 5, 20), "18,40"),
    )?;
    put(
        date(2026, 9, 7).at(9, 0, 0, 0),
        TelephonyAct::Charge(mobile(1, 1), "MA", date(2026, 8, 12), "64,10"),
    )?;
    Ok(events)
}

/// The calls of a month, as the exchange writes them. In the second half of 2025 somebody of the first beneficiary works much
/// with Spain.
fn calls(dice: &mut Dice, month: Date) -> Result<String> {
    let mut text = String::new();
    for (body, (count, _)) in LINES.into_iter().enumerate() {
        let busy = body == 0 && month >= date(2025, 7, 1) && month < date(2026, 1, 1);
        for call in 0..if busy { 30 } else { 18 } {
            let (day, hour) = (dice.between(1, 28), dice.between(8, 17));
            let at = month.with().day(i8::try_from(day)?).build()?;
            let at = at.at(
                i8::try_from(hour)?,
                i8::try_from(dice.between(0, 59))?,
                i8::try_from(dice.between(0, 59))?,
                0,
            );
            let called = match dice.between(0, 19) {
                _ if busy && call < 12 => "0034912345678",
                0 => "0034912345678",
                1 => "0262123456",
                2 => "0899700123",
                3 => "118218",
                4 => "0800123456",
                5..=10 => "0639981234",
                _ => "0536495500",
            };
            let talk = dice.between(15, if busy { 1_500 } else { 600 });
            let from = short(body, dice.between(1, count));
            let unique = format!("{}-{body}-{call}", month.strftime("%Y%m"));
            let start = at.strftime("%Y-%m-%d %H:%M:%S");
            writeln!(
                text,
                "\"\",\"{from}\",\"{called}\",\"sortie\",\"<{from}>\",\"PJSIP/{from}-1\",\"PJSIP/operateur-2\",\"Dial\",\"\",\
                 \"{start}\",\"{start}\",\"{start}\",{talk},{talk},\"ANSWERED\",\"DOCUMENTATION\",\"{unique}\""
            )?;
        }
    }
    Ok(text)
}
