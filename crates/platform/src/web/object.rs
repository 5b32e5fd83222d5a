//! JSON in which what is an object is written as one: derived types would also take an array of their fields in order,
//! which is no part of the interface.

use serde::{
    Deserializer,
    de::{DeserializeOwned, Error as _, Visitor},
    forward_to_deserialize_any,
};

/// Reads a whole body. The error says line and column, except for a NUL: nobody types one, and PostgreSQL keeps none.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    if holds_nul(bytes) {
        return Err(serde_json::Error::custom("a text must not hold the character U+0000"));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(Body(&mut json))?;
    json.end()?;
    Ok(value)
}

/// Whether a text of the body holds a NUL: it is written `\u0000`, unless the backslash is itself escaped.
fn holds_nul(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        if rest[at..].starts_with(b"\\u0000") {
            return true;
        }
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    false
}

/// A body: read as it stands, a struct as an object only.
struct Body<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Body<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::web::Nothing;
    use serde::Deserialize;
    use serde_json::Value;

    #[derive(Debug, Default, PartialEq, Eq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Form {
        name: String,
        version: i64,
    }

    #[test]
    fn an_object_is_no_array() {
        assert!(read::<Nothing>(b"{}").is_ok());
        assert!(read::<Nothing>(b"[]").is_err() && read::<Nothing>(b"null").is_err());
        let form = Form { name: "a".to_owned(), version: 2 };
        assert_eq!(read::<Form>(br#"{"name": "a", "version": 2}"#).unwrap(), form);
        assert!(read::<Form>(br#"["a", 2]"#).is_err() && read::<Form>(b"[]").is_err());
        assert_eq!(read::<Vec<Form>>(br#"[{"name": "a", "version": 2}]"#).unwrap(), [form]);
        assert_eq!(read::<Value>(b"[1]").unwrap(), serde_json::json!([1]));
        assert_eq!(read::<Form>(b"{} x").unwrap_err().line(), 1);
    }

    #[test]
    fn a_nul_is_refused_wherever_it_stands() {
        assert!(
            read::<Form>(br#"{"name": "a\u0000b"}"#).is_err() && read::<Value>(br#"{"\u0000": 1}"#).is_err()
        );
        assert_eq!(read::<Form>(br#"{"name": "a\\u0000"}"#).unwrap().name, "a\\u0000");
        assert!(read::<Form>(br#"{"name": "\\\u0000"}"#).is_err());
    }
}
