//! Routes, each with who may use it. There is no way to add a route without saying so.

use super::{
    describe::{Described, Operation, Schemas},
    guard,
};
use crate::Platform;
use axum::{
    Router,
    handler::Handler,
    middleware,
    routing::{MethodRouter, delete, get, patch, post, put},
};
use kernel::{Actor, Permission};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody: sign-in, accessibility statement, health.
    Public,
    /// Anybody who has signed in.
    SignedIn,
    /// Those who have this permission.
    Needs(Permission),
}

impl Access {
    /// Whether this actor may use the route.
    pub fn admits(self, actor: &Actor) -> bool {
        match self {
            Self::Public => true,
            Self::SignedIn => actor.is_signed_in(),
            Self::Needs(permission) => actor.may(permission),
        }
    }
}

/// One entry of the route table.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// GET, POST, PUT, PATCH or DELETE.
    pub method: &'static str,
    /// Path with its parameters: `/tickets/{beneficiary}/{id}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// What its handler takes and gives.
    pub describe: fn(&mut Schemas) -> Operation,
}

/// The pages of the product with who may open them: no link leads a reader to a refusal.
#[derive(Clone, Debug, Default)]
pub struct PageAccess(Vec<(&'static str, Access)>);

impl PageAccess {
    /// The pages among routes.
    pub fn of(table: &[Route]) -> Self {
        Self(
            table
                .iter()
                .filter(|route| route.method == "GET")
                .map(|route| (route.path, route.access))
                .collect(),
        )
    }

    /// Who may open an address of ours, its query left out; nothing when no page answers there.
    pub fn access(&self, address: &str) -> Option<Access> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |pattern: &&(&'static str, Access)| {
            let mut of_pattern = pattern.0.split('/');
            parts.iter().all(|part| of_pattern.next().is_some_and(|p| p.starts_with('{') || p == *part))
                && of_pattern.next().is_none()
        };
        // As in the router, the plainer pattern wins: `/tickets/new` before `/tickets/{id}`.
        let plain = |pattern: &&(&'static str, Access)| pattern.0.matches('{').count();
        self.0.iter().filter(fits).min_by_key(plain).map(|(_, access)| *access)
    }
}

/// The routes of an area: the router and the table that describes it, built together.
#[derive(Default)]
pub struct Routes {
    router: Router<Platform>,
    table: Vec<Route>,
}

macro_rules! methods {
    ($($(#[$meta:meta])* $name:ident $method:literal),*) => {$(
        $(#[$meta])*
        #[must_use]
        pub fn $name<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
        where H: Handler<T, Platform> + Described<T>, T: 'static {
            self.add(Route { method: $method, path, access, describe: H::describe }, $name(handler))
        }
    )*};
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    methods! {
        /// Adds a GET route. Never changes anything.
        get "GET",
        /// Adds a POST route.
        post "POST",
        /// Adds a PUT route.
        put "PUT",
        /// Adds a PATCH route.
        patch "PATCH",
        /// Adds a DELETE route.
        delete "DELETE"
    }

    fn add(mut self, route: Route, handler: MethodRouter<Platform>) -> Self {
        let guarded = handler
            .layer(middleware::from_fn(move |request, next| guard::check(route.access, request, next)));
        self.router = self.router.route(route.path, guarded);
        self.table.push(route);
        self
    }

    /// Adds another area's routes.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The router and its table.
    pub fn into_parts(self) -> (Router<Platform>, Vec<Route>) {
        (self.router, self.table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_page_with_the_plainest_pattern() {
        let needs = Access::Needs(Permission::BackupRead);
        let pages = PageAccess(vec![
            ("/backups", needs),
            ("/backups/{beneficiary}/{id}", needs),
            ("/backups/{beneficiary}/new", Access::SignedIn),
            ("/help", Access::Public),
        ]);
        let cases = [
            ("/backups?beneficiary=b#runs", Some(needs)),
            ("/backups/b/o1", Some(needs)),
            ("/backups/b/new", Some(Access::SignedIn)),
            ("/help", Some(Access::Public)),
            ("/backups/b", None),
            ("https://elsewhere.example/help", None),
        ];
        for (address, expected) in cases {
            assert_eq!(pages.access(address), expected, "{address}");
        }
    }
}
