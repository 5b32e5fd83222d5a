//! One operation: what its route, its handler's types and the words above it say together.

use super::schema;
use kernel::Permission;
use people::Role;
use platform::web::{
    Access, Route,
    describe::{self, Answered, Schemas},
};
use serde_json::{Value, json};

/// The words above the handlers, by handler (`build.rs`).
const WORDS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the address.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

impl Place {
    /// The word of OpenAPI.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// One parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether the operation needs it.
    pub is_required: bool,
    /// Whether an empty value is as none.
    pub may_be_empty: bool,
    /// What it means; may be empty.
    pub words: String,
    /// What its value looks like.
    pub schema: Value,
}

/// One operation of the interface.
#[derive(Clone, Debug)]
pub struct Operation {
    /// GET, POST, PUT, PATCH or DELETE.
    pub method: &'static str,
    /// Its address with its parameters.
    pub path: &'static str,
    /// The feature it belongs to: `tickets`.
    pub feature: &'static str,
    /// Its name, unique: `tickets.create`.
    pub name: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What it does, in all its words.
    pub words: String,
    /// Who may use it.
    pub access: Access,
    /// What it takes beside its body.
    pub parameters: Vec<Parameter>,
    /// Media type and schema of its body.
    pub body: Option<(&'static str, Value)>,
    /// What comes back when all goes well.
    pub answer: Answered,
}

impl Operation {
    pub(super) fn of(route: &Route, schemas: &mut Schemas) -> Self {
        let known = (route.describe)(schemas);
        let (feature, name, words) = told(known.handler, route.path);
        Self {
            method: route.method,
            path: route.path,
            feature,
            name,
            summary: words.split([';', '.', ':']).next().unwrap_or_default().trim().to_owned(),
            words,
            access: route.access,
            parameters: parameters(route.path, &known),
            body: known.body,
            answer: known.answer,
        }
    }

    /// Whether it changes something.
    pub fn is_change(&self) -> bool {
        self.method != "GET"
    }

    /// The refusals it may answer with, each with a few words.
    pub fn refusals(&self) -> Vec<(u16, &'static str)> {
        let has = |place| self.parameters.iter().any(|one| one.place == place);
        let is_conditional = self.parameters.iter().any(|one| one.name == "If-Match");
        let takes_something = self.body.is_some() || has(Place::Query) || has(Place::Header);
        [
            (self.access != Access::Public, 401, "No token, or one that is unknown, revoked or expired."),
            (self.access != Access::Public, 403, "Not permitted."),
            (self.body.is_some() || has(Place::Path) || has(Place::Query), 404, "Unknown, or not visible."),
            (self.is_change(), 409, "A rule refuses, or somebody changed it in between."),
            (is_conditional, 412, "Somebody changed it since the version named by If-Match."),
            (takes_something, 422, "What was sent does not fit; one entry per field says why."),
            (true, 429, "Too many requests; Retry-After says how many seconds to wait."),
        ]
        .into_iter()
        .filter_map(|(is_possible, status, words)| is_possible.then_some((status, words)))
        .collect()
    }

    /// The permission it needs, and the roles that have it.
    pub fn needs(&self) -> Option<(Permission, Vec<Role>)> {
        let Access::Needs(permission) = self.access else { return None };
        let roles = Role::ALL.into_iter().filter(|role| role.permissions().contains(&permission));
        Some((permission, roles.collect()))
    }
}

/// The feature of a handler, its name in it, and the words above it. A closure that serves one of several lists has
/// the words of its feature's one function, and the last word of its address for a name.
fn told(handler: &'static str, path: &str) -> (&'static str, String, String) {
    let last = || path.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default().replace('-', "_");
    let (module, name, words) = if let Some((module, _)) = handler.split_once("::routes::{{closure}}") {
        let own = format!("{module}::api::");
        (module, last(), WORDS.iter().find(|(handler, _)| handler.starts_with(&own)))
    } else {
        let (module, function) = handler.rsplit_once("::").unwrap_or(("", handler));
        let words = WORDS.iter().find(|(known, _)| *known == handler);
        (module.trim_end_matches("::api"), function.to_owned(), words)
    };
    let feature = module.rsplit("::").next().unwrap_or_default();
    (feature, format!("{feature}.{name}"), words.map_or_else(String::new, |(_, words)| spoken(words)))
}

/// The words above a handler without its method and address, as a sentence.
fn spoken(words: &str) -> String {
    let rest = ["GET", "POST", "PUT", "PATCH", "DELETE"].iter().find_map(|method| words.strip_prefix(method));
    let sentence = rest.and_then(|rest| rest.split_once(": ")).map_or(words, |(_, sentence)| sentence);
    let mut letters = sentence.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn parameters(path: &str, known: &describe::Operation) -> Vec<Parameter> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let of_path = names.enumerate().map(|(place, name)| {
        let schema = known.path.as_ref().and_then(|whole| schema::of_parameter(whole, name, place));
        named(name, Place::Path, true, schema.unwrap_or_else(|| json!({"type": "string"})))
    });
    let query = known.query.as_ref().and_then(|query| query["properties"].as_object());
    let of_query = query.into_iter().flatten().map(|(name, property)| {
        let is_required = known.query.as_ref().is_some_and(|query| schema::requires(query, name));
        let schema = schema::without_null(property);
        Parameter { may_be_empty: schema != *property, ..named(name, Place::Query, is_required, schema) }
    });
    let of_headers = known.headers.iter().map(|header| Parameter {
        name: header.name.to_owned(),
        place: Place::Header,
        is_required: header.is_required,
        may_be_empty: false,
        words: header.words.to_owned(),
        schema: json!({"type": "string", "pattern": header.pattern, "examples": [header.example]}),
    });
    of_path.chain(of_query).chain(of_headers).collect()
}

/// A parameter whose meaning stands in its schema.
fn named(name: &str, place: Place, is_required: bool, mut schema: Value) -> Parameter {
    let words = schema.as_object_mut().and_then(|schema| schema.remove("description"));
    let words = words.and_then(|words| words.as_str().map(str::to_owned)).unwrap_or_default();
    Parameter { name: name.to_owned(), place, is_required, may_be_empty: false, words, schema }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn words_above_a_handler_become_a_sentence() {
        assert_eq!(spoken("POST /api/v1/tickets: opens a ticket."), "Opens a ticket.");
        assert_eq!(spoken("GET: one person."), "One person.");
        assert_eq!(
            spoken("What is wrong with a text; nothing is stored."),
            "What is wrong with a text; nothing is stored."
        );
        assert_eq!(spoken(""), "");
    }
}
