//! Flat files of Cisco Unified Communications Manager (R8.5): headings, a line of types, instants in seconds.

use super::{Cells, Halt, Lines, Told, Trouble, Way, not_a_number, times};
use crate::telephony::call_records::Reading;
use jiff::Timestamp;
use kernel::Text;
use platform::Digest;
use std::io::{BufRead, Seek};

/// Where the cells stand.
pub(super) struct Columns {
    count: usize,
    began: usize,
    connected: usize,
    caller: usize,
    dialled: usize,
    reached: usize,
    duration: usize,
    from_device: Option<usize>,
    to_device: Option<usize>,
    key: Vec<usize>,
}

pub(super) fn headings<R: BufRead + Seek>(lines: &mut Lines<R>, cells: &mut Cells) -> Result<Columns, Halt> {
    let trouble = |text| Halt::Trouble(Trouble { line: 1, text });
    if !lines.next()? {
        return Err(trouble(Text::new("calls-error-empty")));
    }
    cells.split(lines.row()).map_err(trouble)?;
    let names: Vec<String> = (0..cells.len()).map(|at| cells.text(at).to_lowercase()).collect();
    let find = |name: &str| names.iter().position(|known| known == &name.to_lowercase());
    let needed = |name: &str| {
        find(name).ok_or_else(|| trouble(Text::new("calls-error-no-column").with("column", name)))
    };
    let named = ["globalCallID_callManagerId", "globalCallID_callId", "dateTimeOrigination"];
    // Without all of them, calls of one second would be one call.
    let parts = || named.iter().map(|name| find(name)).collect::<Option<Vec<_>>>().unwrap_or_default();
    let key = find("pkid").map_or_else(parts, |at| vec![at]);
    let columns = Columns {
        count: names.len(),
        began: needed("dateTimeOrigination")?,
        connected: needed("dateTimeConnect")?,
        caller: needed("callingPartyNumber")?,
        dialled: needed("originalCalledPartyNumber")?,
        reached: needed("finalCalledPartyNumber")?,
        duration: needed("duration")?,
        from_device: find("origDeviceName"),
        to_device: find("destDeviceName"),
        key,
    };
    // The second line says what kind of cell each is.
    lines.next()?;
    Ok(columns)
}

pub(super) fn told(cells: &Cells, row: &[u8], columns: &Columns, reading: &Reading) -> Result<Told, Text> {
    if cells.len() != columns.count {
        return Err(Text::new("calls-error-cells")
            .with("found", cells.len())
            .with("expected", columns.count));
    }
    let number = |at: usize, column: &str| cells.number(at).ok_or_else(|| not_a_number(cells, at, column));
    let began = number(columns.began, "dateTimeOrigination")?;
    let connected = number(columns.connected, "dateTimeConnect")?;
    let seconds = number(columns.duration, "duration")?;
    let at = Timestamp::from_second(began).ok().filter(|at| times::is_plausible(*at));
    let at = at.ok_or_else(|| not_a_number(cells, columns.began, "dateTimeOrigination"))?;
    let is_trunk = |at: Option<usize>| {
        let device = at.map(|at| cells.get(at)).unwrap_or_default();
        reading.trunks.iter().any(|trunk| device.starts_with(trunk.as_bytes()))
    };
    let way = match connected {
        0 => Way::Unanswered,
        _ if is_trunk(columns.from_device) => Way::In,
        _ if reading.trunks.is_empty() || is_trunk(columns.to_device) => Way::Out,
        _ => Way::Inside,
    };
    let parts: Vec<_> = columns.key.iter().map(|at| cells.text(*at)).collect();
    let is_named = parts.iter().any(|part| !part.is_empty());
    let key = if is_named { parts.join("/") } else { Digest::of(row.trim_ascii_end()).as_str().to_owned() };
    // The number dialled is what is billed; the one reached may be a colleague it was passed on to.
    let dialled = cells.text(columns.dialled);
    let called = if dialled.is_empty() { cells.text(columns.reached) } else { dialled };
    Ok(Told {
        key,
        at,
        caller: cells.text(columns.caller).into_owned(),
        called: called.into_owned(),
        seconds,
        way,
    })
}
