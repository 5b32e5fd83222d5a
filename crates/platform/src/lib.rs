//! The world around the rules: database, web kit, files, settings, messages, time and randomness.
//!
//! This is the only crate that knows a driver, a socket or a file. Areas receive all of it as
//! [`Ctx`], the first argument of every action.

pub mod appearance;
pub mod archive;
pub mod clock;
pub mod ctx;
pub mod db;
pub mod documents;
pub mod egress;
pub mod error;
pub mod fetch;
pub mod file_text;
pub mod files;
pub mod i18n;
pub mod ids;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod pace;
pub mod portal;
pub mod retry;
pub mod search;
pub mod secrets;
pub mod settings;
pub mod sheet;
pub mod slots;
mod tls;
pub mod typed;
pub mod web;

pub use clock::Clock;
pub use ctx::{Ctx, NavGroup, NavLink, Platform, Screen};
pub use error::{Error, Problem, Problems, Result};
pub use files::{Digest, Files};
pub use ids::Ids;
pub use secrets::Secrets;
pub use settings::Settings;
pub use slots::Slots;
