//! The description as an OpenAPI 3.1 document.

use super::{Interface, Operation, Parameter};
use platform::web::Access;
use serde_json::{Map, Value, json};

/// Name of the way to sign in with a token.
const TOKEN: &str = "token";

pub(super) fn of(interface: &Interface) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for one in &interface.operations {
        let path = paths.entry(one.path).or_insert_with(|| json!({}));
        path[one.method.to_lowercase()] = operation(one);
    }
    let tags: Vec<Value> = interface.features().iter().map(|(name, _)| json!({"name": name})).collect();
    let refusal = json!({
        "description": "A refusal, as a problem document (RFC 9457).",
        "content": {"application/problem+json": {"schema": interface.problem}},
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Socle",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Everything the pages do, for programs. `docs/reference/api.md` tells how to begin.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": interface.schemas,
            "responses": {"Refusal": refusal},
            "securitySchemes": {TOKEN: {
                "type": "http", "scheme": "bearer",
                "description": "A token made on one's account page. It acts as its person: same roles, same scope.",
            }},
        },
    })
}

fn operation(one: &Operation) -> Value {
    let mut document = json!({
        "operationId": one.name, "tags": [one.feature], "summary": one.summary, "description": said(one),
        "parameters": one.parameters.iter().map(parameter).collect::<Vec<_>>(), "responses": responses(one),
    });
    if let Some((media, schema)) = &one.body {
        document["requestBody"] = json!({"required": true, "content": {*media: {"schema": schema}}});
    }
    document["security"] = match one.access {
        Access::Public => json!([]),
        Access::SignedIn | Access::Needs(_) => json!([{TOKEN: []}]),
    };
    if let Some((permission, _)) = one.needs() {
        document["x-permission"] = json!(permission);
    }
    document
}

/// What the operation does and who may use it.
fn said(one: &Operation) -> String {
    let who = match (one.access, one.needs()) {
        (Access::Public, _) => "Open to anybody.".to_owned(),
        (_, None) => "Open to whoever has signed in; what one sees depends on one's role.".to_owned(),
        (_, Some((_, roles))) => {
            let roles: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            format!("Open to the roles: {}.", roles.join(", "))
        }
    };
    format!("{}\n\n{who}", one.words)
}

fn parameter(one: &Parameter) -> Value {
    let schema =
        if one.may_be_empty { json!({"anyOf": [one.schema, {"const": ""}]}) } else { one.schema.clone() };
    json!({"name": one.name, "in": one.place.as_str(), "required": one.is_required,
        "description": one.words, "schema": schema})
}

fn responses(one: &Operation) -> Value {
    let mut success = json!({"description": "Done."});
    if let Some((media, schema)) = &one.answer.content {
        success["content"] = json!({*media: {"schema": schema}});
    }
    if one.answer.has_version {
        let schema = json!({"type": "string"});
        success["headers"] = json!({"ETag": {"description": "The version, for If-Match.", "required": true, "schema": schema}});
    }
    let mut responses = json!({one.answer.status: success});
    for (status, _) in one.refusals() {
        responses[status.to_string()] = json!({"$ref": "#/components/responses/Refusal"});
    }
    responses
}
