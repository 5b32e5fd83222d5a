//! `Master.csv` of Asterisk (R8.5): no headings, 16 to 18 cells, local time.

use super::{Cells, Told, Way, not_a_number, times};
use crate::telephony::call_records::Reading;
use jiff::Timestamp;
use kernel::Text;
use platform::Digest;

const SOURCE: usize = 1;
const DIALLED: usize = 2;
const CHANNEL: usize = 5;
const OTHER_CHANNEL: usize = 6;
const START: usize = 9;
const TALK: usize = 13;
const DISPOSITION: usize = 14;
const UNIQUE: usize = 16;

pub(super) fn told(
    cells: &Cells,
    row: &[u8],
    reading: &Reading,
    times: &mut times::Times,
) -> Result<Told, Text> {
    if !(16..=18).contains(&cells.len()) {
        return Err(Text::new("calls-error-cells").with("found", cells.len()).with("expected", "16–18"));
    }
    let seconds = cells.number(TALK).ok_or_else(|| not_a_number(cells, TALK, "billsec"))?;
    let wrong =
        || Text::new("calls-error-cell-date").with("column", "start").with("typed", cells.text(START));
    let local = times::local(cells.get(START)).ok_or_else(wrong)?;
    let unique = cells.text(UNIQUE);
    let at = times.instant(local, seconds, began(&unique)).filter(|at| times::is_plausible(*at));
    let at = at.ok_or_else(wrong)?;
    let called = cells.text(DIALLED).into_owned();
    // One call that is passed on tells itself once for each channel it went to. Keys are shown: none holds anything of the
    // number called (R8.6).
    let key = if unique.is_empty() {
        Digest::of(row.trim_ascii_end()).as_str().to_owned()
    } else {
        format!("{unique}/{}", &Digest::of(cells.get(OTHER_CHANNEL)).as_str()[..4])
    };
    let is_trunk = |at: usize| {
        let channel = cells.get(at);
        reading.trunks.iter().any(|trunk| channel.starts_with(trunk.as_bytes()))
    };
    let way = match cells.get(DISPOSITION) {
        disposition if !disposition.eq_ignore_ascii_case(b"ANSWERED") => Way::Unanswered,
        _ if is_trunk(CHANNEL) => Way::In,
        _ if reading.trunks.is_empty() || is_trunk(OTHER_CHANNEL) => Way::Out,
        _ => Way::Inside,
    };
    Ok(Told { key, at, caller: cells.text(SOURCE).into_owned(), called, seconds, way })
}

/// A unique name begins with the seconds at which the call began: `1761440400.123`.
fn began(unique: &str) -> Option<Timestamp> {
    let seconds = unique.split('.').next()?.rsplit('-').next()?;
    (seconds.len() == 10).then(|| seconds.parse().ok()).flatten().and_then(|s| Timestamp::from_second(s).ok())
}
