//! The demonstration: three invented years played through the product's own actions, then served at their date.

pub mod folder;
pub mod outputs;
pub mod personas;
pub mod plan;
pub mod play;
pub mod resume;
pub mod workshop;
