//! Lines of a file, and the cells of a line.

use super::{Halt, Place, Trouble};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use kernel::Text;
use std::{
    borrow::Cow,
    io::{self, BufRead, Read as _, Seek, SeekFrom},
};

/// Longest line in bytes: a quote left open, or a file that is none, must not fill the memory.
const LONGEST: u64 = 64 * 1024;

/// Most cells of a line.
const MOST: usize = 512;

/// Lines, with where they stand.
pub(super) struct Lines<R> {
    input: R,
    place: Place,
    row: Vec<u8>,
}

impl<R: BufRead + Seek> Lines<R> {
    pub(super) fn new(mut input: R) -> io::Result<Self> {
        let mut place = Place::default();
        // The mark that spreadsheets put before UTF-8.
        if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            input.consume(3);
            place.bytes = 3;
        }
        Ok(Self { input, place, row: Vec::with_capacity(512) })
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    pub(super) fn seek(&mut self, place: Place) -> io::Result<()> {
        self.input.seek(SeekFrom::Start(place.bytes))?;
        self.place = place;
        Ok(())
    }

    /// Whether the last line has its end.
    pub(super) fn ends_well(&mut self) -> io::Result<bool> {
        if self.input.seek(SeekFrom::End(0))? == 0 {
            return Ok(true);
        }
        self.input.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        self.input.read_exact(&mut last)?;
        self.input.seek(SeekFrom::Start(self.place.bytes))?;
        Ok(last == *b"\n")
    }

    /// The line last read, with its end.
    pub(super) fn row(&self) -> &[u8] {
        &self.row
    }

    /// Reads the next line; false at the end of the file.
    pub(super) fn next(&mut self) -> Result<bool, Halt> {
        self.row.clear();
        let read = (&mut self.input).take(LONGEST).read_until(b'\n', &mut self.row)?;
        if read == 0 {
            return Ok(false);
        }
        self.place.line += 1;
        self.place.bytes += u64::try_from(read).unwrap_or(0);
        let line = self.place.line;
        let trouble = |key: &str| Err(Halt::Trouble(Trouble { line, text: Text::new(key) }));
        if read as u64 == LONGEST && !self.row.ends_with(b"\n") {
            return trouble("calls-error-long-line");
        }
        if self.row.contains(&0) {
            return trouble("calls-error-binary");
        }
        Ok(true)
    }
}

/// The cells of the last line split.
pub(super) struct Cells {
    reader: Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

impl Cells {
    pub(super) fn new(delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, bytes: vec![0; 65_600], ends: vec![0; MOST], count: 0 }
    }

    /// Splits a line. A quote that is left open, or too many cells, is a trouble.
    pub(super) fn split(&mut self, row: &[u8]) -> Result<(), Text> {
        self.reader.reset();
        let plain = row.strip_suffix(b"\n").unwrap_or(row);
        let plain = plain.strip_suffix(b"\r").unwrap_or(plain);
        let (mut read, mut wrote, mut ended) = (0, 0, 0);
        // The line, its end, and the end of everything: a quote left open goes past its line.
        for part in [plain, b"\n"] {
            read = 0;
            loop {
                let (result, taken, out, ends) =
                    self.reader.read_record(&part[read..], &mut self.bytes[wrote..], &mut self.ends[ended..]);
                (read, wrote, ended) = (read + taken, wrote + out, ended + ends);
                match result {
                    ReadRecordResult::Record => {
                        self.count = ended;
                        return Ok(());
                    }
                    ReadRecordResult::InputEmpty if read >= part.len() => break,
                    ReadRecordResult::InputEmpty => {}
                    _ => return Err(Text::new("calls-error-many-cells")),
                }
            }
        }
        debug_assert!(read <= 1);
        Err(Text::new("calls-error-quote"))
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The cell at that place, without spaces around; empty when there is none.
    pub(super) fn get(&self, at: usize) -> &[u8] {
        if at >= self.count {
            return b"";
        }
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        self.bytes[from..self.ends[at]].trim_ascii()
    }

    /// The cell as text: UTF-8, else what French programs wrote for long.
    pub(super) fn text(&self, at: usize) -> Cow<'_, str> {
        let cell = self.get(at);
        match std::str::from_utf8(cell) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0,
        }
    }

    /// The cell as a whole number that is not negative.
    pub(super) fn number(&self, at: usize) -> Option<i64> {
        let cell = self.get(at);
        let digits = cell.iter().all(u8::is_ascii_digit) && (1..=18).contains(&cell.len());
        digits.then(|| cell.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
    }
}
