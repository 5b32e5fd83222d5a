//! Database errors, sorted by what the caller can do about them.

/// Result of the database layer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What the database answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A unique constraint refused the row; named `table_columns_key` on both engines.
    #[error("unique constraint {0}")]
    Unique(String),
    /// A trigger or a check refused the statement (frozen rows, bad values).
    #[error("refused by the database: {0}")]
    Refused(String),
    /// Other rows refer to the row that was to go, or the row referred to does not exist.
    #[error("other rows refer to it")]
    Referenced,
    /// A column does not hold what the code expects.
    #[error("column {0}: {1}")]
    Decode(&'static str, String),
    /// The migrations in the database are not those of this program.
    #[error("schema: {0}")]
    Schema(String),
    /// Whoever took the rows wanted no more of them.
    #[error("reading was stopped: {0}")]
    Stopped(#[source] std::io::Error),
    /// Anything else: connection, disk, syntax.
    #[error(transparent)]
    Driver(#[from] sqlx::Error),
}

impl Error {
    pub(super) fn classify(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(database) = &error else { return Self::Driver(error) };
        if database.is_unique_violation() {
            return Self::Unique(match database.constraint() {
                Some(name) => name.to_owned(),
                None => sqlite_constraint(database.message()),
            });
        }
        if database.is_foreign_key_violation() {
            return Self::Referenced;
        }
        let code = database.code().unwrap_or_default();
        // SQLite: constraint raised by a trigger or a check; PostgreSQL: raise exception, check violation.
        if ["1811", "275", "P0001", "23514"].contains(&code.as_ref()) {
            return Self::Refused(database.message().to_owned());
        }
        Self::Driver(error)
    }
}

/// `UNIQUE constraint failed: ticket.beneficiary_id, ticket.number` → `ticket_beneficiary_id_number_key`.
fn sqlite_constraint(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or_default();
    let mut table = "";
    let mut names = Vec::new();
    for column in columns.split(", ") {
        if let Some((t, name)) = column.split_once('.') {
            table = t;
            names.push(name);
        }
    }
    format!("{table}_{}_key", names.join("_"))
}

/// Turns the refusal of one named constraint into the caller's own error.
pub trait OnUnique<T> {
    /// Gives `error` when the constraint `name` refused the row.
    fn on_unique(self, name: &str, error: crate::Error) -> crate::Result<T>;
}

impl<T> OnUnique<T> for Result<T> {
    fn on_unique(self, name: &str, error: crate::Error) -> crate::Result<T> {
        match self {
            Err(Error::Unique(constraint)) if constraint == name => Err(error),
            other => Ok(other?),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_a_constraint_like_postgresql() {
        let message = "UNIQUE constraint failed: ticket.beneficiary_id, ticket.number";
        assert_eq!(super::sqlite_constraint(message), "ticket_beneficiary_id_number_key");
    }
}
