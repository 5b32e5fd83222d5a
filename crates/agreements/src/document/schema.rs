//! The JSON Schema of an agreement file: `docs/reference/agreement.schema.json` is its published copy.

use super::AgreementDocument;
use serde_json::Value;
use std::sync::OnceLock;

/// The JSON Schema (draft 2020-12) of an agreement file.
pub fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| schemars::schema_for!(AgreementDocument).to_value())
}

/// The schema as published: indented, with a final newline.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}
