//! One run of `socle calc`: reads queries, writes answers, remembers whether one failed.

use super::{
    Refusal,
    clock::Clocks,
    input::{Queries, Query},
    refusal::{Failure, Place},
};
use kernel::Explanation;
use platform::i18n::{Lang, explain_text};
use serde::{
    Deserializer, Serialize,
    de::{self, DeserializeOwned, IgnoredAny},
};
use serde_json::value::RawValue;
use std::{
    fmt,
    io::{self, BufWriter, Read, Write},
    marker::PhantomData,
};

/// A query about one rule.
pub(super) trait Ask: DeserializeOwned {
    /// What one JSON line of the result holds.
    type Answer: Serialize;

    /// The result.
    fn answer(&self, clocks: &mut Clocks) -> Result<Self::Answer, Refusal>;

    /// How the result comes about.
    fn explain(&self, clocks: &mut Clocks) -> Result<Explanation, Refusal>;
}

/// One run of the command.
pub(super) struct Session<W: Write> {
    out: BufWriter<W>,
    pub(super) lang: Lang,
    pub(super) is_explaining: bool,
    clocks: Clocks,
    has_failed: bool,
}

impl<W: Write> Session<W> {
    pub(super) fn new(out: W, lang: Lang, is_explaining: bool) -> Self {
        let out = BufWriter::with_capacity(1 << 16, out);
        Self { out, lang, is_explaining, clocks: Clocks::default(), has_failed: false }
    }

    /// Writes what is left. True when every query was answered.
    pub(super) fn finish(&mut self) -> io::Result<bool> {
        self.out.flush()?;
        Ok(!self.has_failed)
    }

    /// Answers every query of the input, each as soon as it is read.
    pub(super) fn serve<Q: Ask>(&mut self, input: impl Read) -> io::Result<()> {
        let mut queries = Queries::new(input);
        let mut is_first = true;
        while let Some(line) = queries.first_line()? {
            if is_first && line.text.trim_ascii().starts_with(b"[") {
                return self.serve_array::<Q>(&queries.rest(line)?);
            }
            is_first = false;
            self.serve_one::<Q, _>(line, &mut queries)?;
            if queries.is_drained() {
                self.out.flush()?;
            }
        }
        Ok(())
    }

    fn serve_one<Q: Ask, R: Read>(&mut self, line: Query, queries: &mut Queries<R>) -> io::Result<()> {
        let error = match serde_json::from_slice::<Q>(&line.text) {
            Ok(query) => return self.reply(&query, line.place),
            Err(error) => error,
        };
        if serde_json::from_slice::<IgnoredAny>(&line.text).is_ok() {
            return self.fail_to_read(&error, &line.text, line.place);
        }
        match queries.complete(line)? {
            Err(broken) => self.fail_to_read(&broken.error, &broken.query.text, broken.query.place),
            Ok(whole) => match serde_json::from_slice::<Q>(&whole.text) {
                Ok(query) => self.reply(&query, whole.place),
                Err(error) => self.fail_to_read(&error, &whole.text, whole.place),
            },
        }
    }

    /// Answers the elements of one array as they are met.
    fn serve_array<Q: Ask>(&mut self, document: &Query) -> io::Result<()> {
        let mut json = serde_json::Deserializer::from_slice(&document.text);
        let mut elements = Elements::<Q, W> {
            session: self,
            text: &document.text,
            read: 0,
            place: document.place,
            broken_output: None,
            query: PhantomData,
        };
        let read = json.deserialize_seq(&mut elements);
        if let Some(error) = elements.broken_output.take() {
            return Err(error);
        }
        match read.and_then(|()| json.end()) {
            Ok(()) => Ok(()),
            Err(error) => self.fail_to_read(&error, &document.text, document.place),
        }
    }

    fn reply<Q: Ask>(&mut self, query: &Q, place: Place) -> io::Result<()> {
        let refused = if self.is_explaining {
            match query.explain(&mut self.clocks) {
                Ok(story) => return self.write_text(&explain_text(self.lang, &story)),
                Err(refusal) => refusal,
            }
        } else {
            match query.answer(&mut self.clocks) {
                Ok(answer) => return self.write_json(&answer),
                Err(refusal) => refusal,
            }
        };
        self.fail(&Failure::refused(self.lang, &refused, place))
    }

    fn fail_to_read(&mut self, error: &serde_json::Error, text: &[u8], place: Place) -> io::Result<()> {
        self.fail(&Failure::unread(self.lang, error, text, place))
    }

    fn fail(&mut self, failure: &Failure) -> io::Result<()> {
        self.has_failed = true;
        if !self.is_explaining {
            return self.write_json(failure);
        }
        let args = [
            ("line", failure.line.to_string()),
            ("column", failure.column.to_string()),
            ("error", failure.error.clone()),
        ];
        let told = self.lang.with("calc-failure", &args);
        self.write_text(&format!("{told}\n"))
    }

    fn write_json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        self.out.write_all(b"\n")
    }

    /// Writes a text for a person, with a blank line after it.
    fn write_text(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Writes a line as it is.
    pub(super) fn write_line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }
}

/// Walks the elements of an array, knowing where each begins.
struct Elements<'s, 't, Q, W: Write> {
    session: &'s mut Session<W>,
    text: &'t [u8],
    /// Bytes of the text already counted in `place`.
    read: usize,
    place: Place,
    broken_output: Option<io::Error>,
    query: PhantomData<Q>,
}

impl<Q: Ask, W: Write> Elements<'_, '_, Q, W> {
    fn serve(&mut self, element: &RawValue) -> io::Result<()> {
        let text = element.get().as_bytes();
        self.advance_to(text.as_ptr().addr() - self.text.as_ptr().addr());
        match serde_json::from_slice::<Q>(text) {
            Ok(query) => self.session.reply(&query, self.place),
            Err(error) => self.session.fail_to_read(&error, text, self.place),
        }
    }

    fn advance_to(&mut self, offset: usize) {
        let mut lines = self.text[self.read..offset].split(|byte| *byte == b'\n').rev();
        let last = lines.next().unwrap_or_default();
        let width = String::from_utf8_lossy(last).chars().count();
        let breaks = lines.count();
        self.place.column = if breaks > 0 { 1 } else { self.place.column } + width;
        self.place.line += breaks;
        self.read = offset;
    }
}

impl<'de, Q: Ask, W: Write> de::Visitor<'de> for &mut Elements<'_, 'de, Q, W> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("calc-expects-list")
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element::<&RawValue>()? {
            if let Err(error) = self.serve(element) {
                self.broken_output = Some(error);
                return Err(de::Error::custom("output"));
            }
        }
        Ok(())
    }
}
