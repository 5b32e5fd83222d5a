//! Backups of protected objects and the data loss they leave possible (commitments B.2b, S.2b).

pub mod rules;
