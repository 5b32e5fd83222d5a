//! Every route of the product, area by area, and the main navigation.

use platform::{
    NavLink,
    web::{Access, Routes, assets},
};

/// Every route with its access: the whole surface of the product.
pub fn all() -> Routes {
    Routes::new().get("/assets/{name}", Access::Public, assets::serve).merge(crate::about::routes())
}

/// The main navigation, in order. A link shows to those who hold its permission.
pub fn navigation() -> Vec<NavLink> {
    vec![]
}
