//! Filters in the database: the names they may hold, and the conditions they make.

use super::{Column, Condition, Instant, Test};
use platform::{
    db::{FromRow, Query, Result, Row, Tx, query},
    search,
};

/// Something that a filter may name.
pub(super) struct Name {
    pub(super) id: String,
    pub(super) folded: String,
    /// A short name; empty when there is none.
    pub(super) code: String,
}

impl FromRow for Name {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.get("id")?, folded: row.get("name_folded")?, code: row.get("code")? })
    }
}

/// Everything in scope that this column may name.
pub(super) async fn names(tx: &mut Tx, column: Column) -> Result<Vec<Name>> {
    tx.all(match column {
        Column::Beneficiary => query(
            "select o.id, o.name_folded, o.code from organisation o where o.side = 'beneficiary' and {scope o}",
        ),
        Column::Requester => query(
            "select p.id, p.name_folded, '' as code from person p where p.beneficiary_id is not null and {scope p}",
        ),
        Column::Assignee => query(
            "select p.id, p.name_folded, '' as code from person p \
             where p.beneficiary_id is null and ({scope p} or exists (select 1 from ticket t \
             where t.assignee_id = p.id and {scope t}))",
        ),
        Column::Team => query("select e.id, e.name_folded, '' as code from team e"),
        Column::Site => query("select s.id, s.name_folded, '' as code from site s where {scope s}"),
        Column::Category => query("select c.id, c.name_folded, '' as code from ticket_category c"),
        Column::Application => {
            query("select a.id, a.name_folded, '' as code from application a where {scope a}")
        }
        Column::State | Column::Priority | Column::Kind | Column::Channel => return Ok(vec![]),
    })
    .await
}

/// The application of a ticket in scope, and that it has none.
const APPLICATION: &str = "(select l.application_id from ticket_application l \
     where l.beneficiary_id = t.beneficiary_id and l.ticket_id = t.id)";
const NO_APPLICATION: &str = ") or not exists (select 1 from ticket_application l \
     where l.beneficiary_id = t.beneficiary_id and l.ticket_id = t.id))";

impl Column {
    fn sql(self) -> &'static str {
        match self {
            Self::State => "t.state",
            Self::Priority => "t.priority",
            Self::Kind => "t.kind",
            Self::Channel => "t.channel",
            Self::Beneficiary => "t.beneficiary_id",
            Self::Requester => "t.requester_id",
            Self::Assignee => "t.assignee_id",
            Self::Team => "t.team_id",
            Self::Site => "t.site_id",
            Self::Category => "t.category_id",
            Self::Application => APPLICATION,
        }
    }

    fn or_none(self) -> &'static str {
        match self {
            Self::Assignee => ") or t.assignee_id is null)",
            Self::Team => ") or t.team_id is null)",
            Self::Site => ") or t.site_id is null)",
            Self::Category => ") or t.category_id is null)",
            Self::Application => NO_APPLICATION,
            // The others are never missing.
            _ => "))",
        }
    }
}

/// Adds a condition to a statement on `ticket t`.
pub(crate) fn narrow(tx: &Tx, statement: Query, condition: &Condition) -> Query {
    if !condition.is_excluded {
        return asked(tx, statement, &condition.test);
    }
    // What has no value is not left out.
    asked(tx, statement.push(" and not coalesce((true"), &condition.test).push("), false)")
}

fn asked(tx: &Tx, statement: Query, test: &Test) -> Query {
    match test {
        Test::Among { column, values, or_none: false } => statement.and_in(column.sql(), values),
        Test::Among { column, values, or_none: true } => {
            statement.push(" and ((true").and_in(column.sql(), values).push(column.or_none())
        }
        Test::Between { instant, from, to } => {
            let (least, below) = match instant {
                Instant::Received => ("t.received_at >=", "t.received_at <"),
                Instant::Due => ("t.due_at >=", "t.due_at <"),
                Instant::Updated => ("t.updated_at >=", "t.updated_at <"),
            };
            statement.and_if(least, *from).and_if(below, *to)
        }
        Test::TeamsOf(person) => {
            let mine = "t.team_id in (select m.team_id from team_member m where m.person_id =";
            statement.and_if(mine, Some(person)).push(")")
        }
        Test::Words(Some(words)) => search::owned(tx, statement, "t.id in", words),
        Test::Words(None) => statement.push(" and false"),
    }
}
