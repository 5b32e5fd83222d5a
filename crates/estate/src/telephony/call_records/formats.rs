//! Files of records, line by line: whatever exchange or carrier wrote them, each line becomes a [`Told`] or a trouble with
//! its line. Memory stays flat: one line at a time.

mod asterisk;
mod carrier;
mod cells;
mod cucm;
mod times;

use super::{Format, Reading};
use carrier::Placed;
use cells::{Cells, Lines};
use jiff::{Timestamp, tz::TimeZone};
use kernel::Text;
use std::io::{self, BufRead, Seek};
use times::Times;

/// What a line tells of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The source's own name of the call, or the digest of its row.
    pub key: String,
    /// When it began.
    pub at: Timestamp,
    /// Who called.
    pub caller: String,
    /// What was dialled.
    pub called: String,
    /// Talk time in seconds.
    pub seconds: i64,
    /// Which way it went.
    pub way: Way,
}

/// Which way a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It left and was answered.
    Out,
    /// It stayed inside and was answered.
    Inside,
    /// It came from outside.
    In,
    /// Nobody answered.
    Unanswered,
}

/// Why a file is refused, and at which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Line in the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub text: Text,
}

/// Why reading stopped.
#[derive(Debug)]
pub enum Halt {
    /// The file is not what it should be.
    Trouble(Trouble),
    /// It cannot be read.
    File(io::Error),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

/// Where a file was left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Bytes read.
    pub bytes: u64,
    /// Lines read.
    pub line: u64,
}

enum Shape {
    Asterisk,
    Cucm(cucm::Columns),
    Carrier(Placed),
}

/// The records of one file.
pub struct Records<R> {
    lines: Lines<R>,
    cells: Cells,
    shape: Shape,
    reading: Reading,
    times: Times,
    is_whole: bool,
}

impl<R: BufRead + Seek> Records<R> {
    /// Begins to read; goes on from `place` when there is one.
    pub fn open(input: R, format: Format, reading: &Reading, place: Place) -> Result<Self, Halt> {
        let zone = TimeZone::get(&reading.time_zone).unwrap_or(TimeZone::UTC);
        let mut lines = Lines::new(input)?;
        let delimiter = match format {
            Format::Asterisk | Format::Cucm => b',',
            Format::Carrier => u8::try_from(reading.delimiter).unwrap_or(b';'),
        };
        let mut cells = Cells::new(delimiter);
        let shape = match format {
            Format::Asterisk => Shape::Asterisk,
            Format::Cucm => Shape::Cucm(cucm::headings(&mut lines, &mut cells)?),
            Format::Carrier => Shape::Carrier(carrier::headings(&mut lines, &mut cells, reading)?),
        };
        if place.line > lines.place().line {
            lines.seek(place)?;
        }
        // Exchanges end every line; a carrier's file may do without the last end.
        let is_whole = format == Format::Carrier || lines.ends_well()?;
        Ok(Self { lines, cells, shape, reading: reading.clone(), times: Times::new(zone), is_whole })
    }

    /// How far it is.
    pub fn place(&self) -> Place {
        self.lines.place()
    }

    /// The next record; nothing at the end of the file.
    pub fn read(&mut self) -> Result<Option<Told>, Halt> {
        while self.lines.next()? {
            let row = self.lines.row();
            let line = self.lines.place().line;
            let trouble = |text| Halt::Trouble(Trouble { line, text });
            if row.trim_ascii().is_empty() {
                continue;
            }
            if !self.is_whole && !row.ends_with(b"\n") {
                return Err(trouble(Text::new("calls-error-half")));
            }
            self.cells.split(row).map_err(trouble)?;
            let told = match &self.shape {
                Shape::Asterisk => asterisk::told(&self.cells, row, &self.reading, &mut self.times),
                Shape::Cucm(columns) => cucm::told(&self.cells, row, columns, &self.reading),
                Shape::Carrier(placed) => {
                    carrier::told(&self.cells, row, placed, &self.reading, &mut self.times)
                }
            };
            return told.map(Some).map_err(trouble);
        }
        Ok(None)
    }
}

/// A cell that should be a number and is not.
fn not_a_number(cells: &Cells, at: usize, column: &str) -> Text {
    Text::new("calls-error-cell-number").with("column", column).with("typed", cells.text(at))
}

#[cfg(test)]
mod tests;
