//! The web kit: routes with their access, extractors, error pages, components and assets.

pub mod assets;
pub mod components;
pub mod describe;
mod download;
pub mod error;
pub mod extract;
pub mod form;
pub mod forms;
pub mod gallery;
pub mod guard;
mod object;
pub mod page;
pub mod routes;

pub use describe::{Created, IdempotencyKey, IfMatch, NoContent, Versioned};
pub use download::attachment;
pub use error::WebResult;
pub use extract::{Json, Path, Query};
pub use form::{Form, Nothing, Upload, UploadedFile};
pub use page::{page, redirect};
pub use routes::{Access, PageAccess, Route, Routes};
