//! Finds the queries in the input: one a line, or one document over several lines. A broken query costs
//! nothing but itself: reading goes on with the next line that can begin one.

use super::refusal::Place;
use serde::de::IgnoredAny;
use serde_json::{Deserializer, error::Category};
use std::{
    collections::VecDeque,
    io::{self, BufRead, BufReader, Read},
};

/// One query as text, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) text: Vec<u8>,
    pub(super) place: Place,
}

/// A query that never ends, or ends wrongly.
pub(super) struct Broken {
    /// What was read of it.
    pub(super) query: Query,
    /// What is wrong with its JSON.
    pub(super) error: serde_json::Error,
}

/// Reads queries from a stream of lines.
pub(super) struct Queries<R> {
    reader: BufReader<R>,
    /// Lines read ahead while a query was being completed, in order.
    ahead: VecDeque<Query>,
    lines_read: usize,
    is_recovering: bool,
}

impl<R: Read> Queries<R> {
    pub(super) fn new(input: R) -> Self {
        let reader = BufReader::with_capacity(1 << 16, input);
        Self { reader, ahead: VecDeque::new(), lines_read: 0, is_recovering: false }
    }

    /// Whether the next line must be waited for: answers so far had better be shown.
    pub(super) fn is_drained(&self) -> bool {
        self.ahead.is_empty() && self.reader.buffer().is_empty()
    }

    /// The next line that is not blank, as a query that may go on over the following lines.
    pub(super) fn first_line(&mut self) -> io::Result<Option<Query>> {
        while let Some(line) = self.line()? {
            let debris = self.is_recovering && is_debris(&line.text);
            if !debris && !line.text.trim_ascii().is_empty() {
                self.is_recovering = false;
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    /// Everything from `first` to the end of the input: a JSON array is one document.
    pub(super) fn rest(&mut self, mut first: Query) -> io::Result<Query> {
        for line in self.ahead.drain(..) {
            first.text.extend(line.text);
        }
        self.reader.read_to_end(&mut first.text)?;
        Ok(first)
    }

    /// Completes a query whose first line is not JSON on its own. Reads twice as many lines each time, so that
    /// a document of any length is scanned a bounded number of times.
    pub(super) fn complete(&mut self, first: Query) -> io::Result<Result<Query, Broken>> {
        let mut lines = vec![first];
        loop {
            let text: Vec<u8> = lines.iter().flat_map(|line| &line.text).copied().collect();
            let mut values = Deserializer::from_slice(&text).into_iter::<IgnoredAny>();
            match values.next() {
                Some(Ok(_)) => {
                    let length = values.byte_offset();
                    return Ok(Ok(self.give_back(lines, &text, length)));
                }
                Some(Err(error)) if error.classify() == Category::Eof => {
                    let wanted = lines.len();
                    let before = lines.len();
                    while lines.len() < before + wanted
                        && let Some(line) = self.line()?
                    {
                        lines.push(line);
                    }
                    if lines.len() == before {
                        return Ok(Err(self.give_up(lines, error)));
                    }
                }
                Some(Err(error)) => return Ok(Err(self.give_up(lines, error))),
                None => return Ok(Ok(lines.swap_remove(0))),
            }
        }
    }

    /// Keeps the lines that hold the value of `length` bytes and gives the others back. Whatever else stands on
    /// its last line stays with it, so that reading the query finds it.
    fn give_back(&mut self, lines: Vec<Query>, text: &[u8], length: usize) -> Query {
        let place = lines[0].place;
        let (mut end, mut kept) = (0, 0);
        while end < length {
            end += lines[kept].text.len();
            kept += 1;
        }
        for line in lines.into_iter().skip(kept).rev() {
            self.ahead.push_front(line);
        }
        Query { text: text[..end].to_vec(), place }
    }

    /// Gives back every line but the first, and looks for the next query among them.
    fn give_up(&mut self, lines: Vec<Query>, error: serde_json::Error) -> Broken {
        let query = Query {
            text: lines.iter().flat_map(|line| &line.text).copied().collect(),
            place: lines[0].place,
        };
        self.is_recovering = opens_more_than_it_closes(&lines[0].text);
        for line in lines.into_iter().skip(1).rev() {
            self.ahead.push_front(line);
        }
        Broken { query, error }
    }

    fn line(&mut self) -> io::Result<Option<Query>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut text = vec![];
        if self.reader.read_until(b'\n', &mut text)? == 0 {
            return Ok(None);
        }
        self.lines_read += 1;
        if self.lines_read == 1 && text.starts_with(b"\xef\xbb\xbf") {
            text.drain(..3);
        }
        Ok(Some(Query { text, place: Place { line: self.lines_read, column: 1 } }))
    }
}

/// Whether a line can only be the rest of a broken document: closing brackets, a key on its own, or an
/// indented line that is not a whole query.
fn is_debris(line: &[u8]) -> bool {
    let trimmed = line.trim_ascii();
    match trimmed.first() {
        None | Some(b'}' | b']' | b'"') => true,
        Some(_) => {
            line.first().is_some_and(u8::is_ascii_whitespace)
                && (!trimmed.starts_with(b"{") || serde_json::from_slice::<IgnoredAny>(trimmed).is_err())
        }
    }
}

fn opens_more_than_it_closes(line: &[u8]) -> bool {
    let (mut depth, mut in_text, mut is_escaped) = (0_i64, false, false);
    for byte in line {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}
