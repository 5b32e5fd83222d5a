//! CSV of carriers (R8.5): headings named by a saved mapping, local times, decimal commas.

use super::{Cells, Halt, Lines, Told, Trouble, Way, times};
use crate::telephony::call_records::Reading;
use jiff::civil::DateTime;
use kernel::{Text, fold};
use platform::Digest;
use std::io::{BufRead, Seek};

/// Where the cells stand.
pub(super) struct Placed {
    count: usize,
    caller: usize,
    called: usize,
    date: usize,
    time: Option<usize>,
    duration: usize,
    key: Option<usize>,
}

pub(super) fn headings<R: BufRead + Seek>(
    lines: &mut Lines<R>,
    cells: &mut Cells,
    reading: &Reading,
) -> Result<Placed, Halt> {
    let trouble = |text| Halt::Trouble(Trouble { line: 1, text });
    if !lines.next()? {
        return Err(trouble(Text::new("calls-error-empty")));
    }
    cells.split(lines.row()).map_err(trouble)?;
    let names: Vec<String> = (0..cells.len()).map(|at| fold(&cells.text(at))).collect();
    let find = |name: &str| {
        let place = names.iter().position(|known| *known == fold(name));
        place.ok_or_else(|| trouble(Text::new("calls-error-no-column").with("column", name)))
    };
    let maybe = |name: &str| if name.is_empty() { Ok(None) } else { find(name).map(Some) };
    let columns = &reading.columns;
    Ok(Placed {
        count: names.len(),
        caller: find(&columns.caller)?,
        called: find(&columns.called)?,
        date: find(&columns.date)?,
        time: maybe(&columns.time)?,
        duration: find(&columns.duration)?,
        key: maybe(&columns.key)?,
    })
}

pub(super) fn told(
    cells: &Cells,
    row: &[u8],
    placed: &Placed,
    reading: &Reading,
    times: &mut times::Times,
) -> Result<Told, Text> {
    if cells.len() != placed.count {
        return Err(Text::new("calls-error-cells").with("found", cells.len()).with("expected", placed.count));
    }
    let typed = |key: &str, column: &str, at: usize| {
        Text::new(key).with("column", column).with("typed", cells.text(at))
    };
    let wrong_date = || typed("calls-error-cell-date", &reading.columns.date, placed.date);
    let local = moment(cells, placed).ok_or_else(wrong_date)?;
    let seconds = times::duration(cells.get(placed.duration), reading.is_minutes);
    let seconds = seconds
        .ok_or_else(|| typed("calls-error-cell-duration", &reading.columns.duration, placed.duration))?;
    let at =
        times.instant(local, seconds, None).filter(|at| times::is_plausible(*at)).ok_or_else(wrong_date)?;
    let key = placed.key.map(|at| cells.text(at).into_owned()).filter(|key| !key.is_empty());
    Ok(Told {
        key: key.unwrap_or_else(|| Digest::of(row.trim_ascii_end()).as_str().to_owned()),
        at,
        caller: cells.text(placed.caller).into_owned(),
        called: cells.text(placed.called).into_owned(),
        seconds,
        // A carrier bills what left and was answered.
        way: Way::Out,
    })
}

fn moment(cells: &Cells, placed: &Placed) -> Option<DateTime> {
    let day = times::local(cells.get(placed.date))?;
    let Some(at) = placed.time else { return Some(day) };
    let together = [day.date().to_string().as_bytes(), b" ", cells.get(at)].concat();
    times::local(&together)
}
