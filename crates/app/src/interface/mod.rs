//! The programming interface described: every operation under `/api/v1/` from its route, its handler's types and
//! the words above it. `docs/decisions/0025-interface-described-by-signatures.md` says why.

mod api;
mod document;
mod operation;
mod pages;
mod schema;
mod views;

pub use operation::{Operation, Parameter, Place};

use platform::web::{Access, Route, Routes, describe::Schemas, error::ProblemDocument};
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// Where the interface begins.
const PREFIX: &str = "/api/v1/";

/// The whole interface.
pub struct Interface {
    /// Its operations, in the order of their addresses.
    pub operations: Vec<Operation>,
    /// The schemas that the operations refer to by name.
    pub schemas: Map<String, Value>,
    /// The schema of a refusal.
    problem: Value,
}

impl Interface {
    /// The interface of this program; made once.
    pub fn own() -> &'static Self {
        static OWN: OnceLock<Interface> = OnceLock::new();
        OWN.get_or_init(|| Self::of(&crate::routes::all().into_parts().1))
    }

    fn of(routes: &[Route]) -> Self {
        let mut schemas = Schemas::default();
        let routes = routes.iter().filter(|route| route.path.starts_with(PREFIX));
        let mut operations: Vec<_> = routes.map(|route| Operation::of(route, &mut schemas)).collect();
        operations.sort_by(|a, b| (a.path, a.method).cmp(&(b.path, b.method)));
        let problem = schemas.given::<ProblemDocument>();
        Self { operations, schemas: schemas.named(), problem }
    }

    /// The description as an OpenAPI 3.1 document.
    pub fn document(&self) -> Value {
        document::of(self)
    }

    /// The features, in order of the alphabet, with the number of their operations.
    fn features(&self) -> Vec<(&str, usize)> {
        let mut features: Vec<(&str, usize)> = vec![];
        let mut names: Vec<&str> = self.operations.iter().map(|one| one.feature).collect();
        names.sort_unstable();
        for name in names {
            match features.last_mut() {
                Some((last, count)) if *last == name => *count += 1,
                _ => features.push((name, 1)),
            }
        }
        features
    }
}

/// Routes of this folder.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/openapi.json", Access::Public, api::document)
        .get("/api/docs", Access::Public, pages::index)
        .get("/api/docs/{feature}", Access::Public, pages::feature)
}
