//! The words of GLPI-Agent: an object with an action, a deviceid and a content by category (R12.8 to R12.10). Categories
//! that are not kept are read over, not read in.

use super::{Message, Told, Unreadable, device};
use crate::inventory::content::{Content, add_json, is_kept};
use serde::{
    Deserialize,
    de::{Deserializer, IgnoredAny, MapAccess, Visitor},
};
use serde_json::Value;
use std::fmt;

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    action: String,
    #[serde(default)]
    deviceid: String,
    #[serde(default)]
    itemtype: String,
    #[serde(default)]
    partial: bool,
    #[serde(default)]
    content: Kept,
}

#[derive(Default)]
struct Kept(Content);

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Categories)
    }
}

struct Categories;

impl<'de> Visitor<'de> for Categories {
    type Value = Kept;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of categories")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kept, A::Error> {
        let mut content = Content::default();
        while let Some(category) = map.next_key::<String>()? {
            if is_kept(&category.to_lowercase()) {
                add_json(&mut content, &category, map.next_value::<Value>()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Kept(content))
    }
}

pub(super) fn read(text: &str) -> Result<Message, Unreadable> {
    let body: Body =
        serde_json::from_str(text).map_err(|error| Unreadable::Broken(format!("JSON: {error}")))?;
    let device_id = device(&body.deviceid);
    if device_id.is_empty() {
        return Err(Unreadable::Broken("JSON: no deviceid".to_owned()));
    }
    match body.action.as_str() {
        "contact" => Ok(Message::Contact { device_id }),
        "inventory" => Ok(Message::Inventory(Box::new(Told {
            device_id,
            item_type: body.itemtype,
            is_partial: body.partial,
            content: body.content.0,
        }))),
        _ => Err(Unreadable::Broken("JSON: action is neither contact nor inventory".to_owned())),
    }
}
