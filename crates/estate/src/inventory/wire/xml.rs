//! The words of FusionInventory: REQUEST with QUERY, DEVICEID and CONTENT, sections repeated as siblings (R12.2, R12.4).

use super::{Message, Told, Unreadable, device};
use quick_xml::{
    Reader,
    events::{BytesRef, Event},
};

/// Deepest nesting that is followed.
const DEPTH: usize = 16;

#[derive(Default)]
struct Reading {
    /// Names of the open elements, in small letters.
    path: Vec<String>,
    text: String,
    item: Vec<(String, String)>,
    query: String,
    told: Told,
}

pub(super) fn read(text: &str) -> Result<Message, Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    loop {
        let event = reader.read_event();
        let place = reader.buffer_position();
        let broken = |why: String| Unreadable::Broken(format!("XML, byte {place}: {why}"));
        match event.map_err(|error| broken(error.to_string()))? {
            Event::Start(tag) => reading.open(tag.local_name().as_ref()).map_err(broken)?,
            Event::Empty(tag) => {
                reading.open(tag.local_name().as_ref()).map_err(broken)?;
                reading.close();
            }
            Event::End(_) => reading.close(),
            Event::Text(words) => reading.text.push_str(&words.xml10_content()),
            Event::CData(words) => reading.text.push_str(&words.xml10_content()),
            Event::GeneralRef(entity) => {
                let c = character(&entity).ok_or_else(|| broken("an entity that is not known".to_owned()))?;
                reading.text.push(c);
            }
            Event::DocType(_) => return Err(broken("a document type is not taken".to_owned())),
            Event::Eof if reading.path.is_empty() => return reading.message(),
            Event::Eof => return Err(broken("ends before its elements do".to_owned())),
            _ => {}
        }
    }
}

/// The character of a reference: by its number, or one of the five that XML knows.
fn character(entity: &BytesRef<'_>) -> Option<char> {
    if entity.is_char_ref() {
        return entity.resolve_char_ref().ok().flatten();
    }
    Some(match &*entity.xml10_content() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

impl Reading {
    fn open(&mut self, name: &str) -> Result<(), String> {
        if self.path.len() == DEPTH {
            return Err("nested too deep".to_owned());
        }
        self.path.push(name.to_lowercase());
        self.text.clear();
        if let [_, content, section] = self.path.as_slice()
            && content == "content"
        {
            self.item.clear();
            self.told.content.open(section);
        }
        Ok(())
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        match self.path.as_slice() {
            [_, name] if name == "deviceid" => self.told.device_id = device(&text),
            [_, name] if name == "query" => text.trim().clone_into(&mut self.query),
            [_, content, section] if content == "content" => {
                self.told.content.add(section, std::mem::take(&mut self.item));
            }
            [_, content, section, field]
                if content == "content" && super::super::content::is_kept(section) =>
            {
                self.item.push((field.clone(), text));
            }
            // One level down, a field has parts: `timezone.name`.
            [_, content, section, field, part]
                if content == "content" && super::super::content::is_kept(section) =>
            {
                self.item.push((format!("{field}.{part}"), text));
            }
            _ => {}
        }
        self.path.pop();
    }

    fn message(self) -> Result<Message, Unreadable> {
        let refused = |why: &str| Unreadable::Broken(why.to_owned());
        if self.told.device_id.is_empty() {
            return Err(refused("XML: no DEVICEID"));
        }
        match self.query.to_uppercase().as_str() {
            "PROLOG" => Ok(Message::Prolog { device_id: self.told.device_id }),
            "INVENTORY" => Ok(Message::Inventory(Box::new(self.told))),
            _ => Err(refused("XML: QUERY is neither PROLOG nor INVENTORY")),
        }
    }
}
