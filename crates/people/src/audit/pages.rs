//! The page of the audit log.

use super::{Cursor, Filter, Recorded, store, views};
use crate::organisations::{self, Organisation};
use jiff::{SignedDuration, Timestamp};
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    web::{Query, WebResult, guard::percent},
};
use serde::Deserialize;

/// Entries of one page.
const PAGE: usize = 100;

/// The query of the page: every field may be empty or missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A beneficiary's identifier, or `provider`.
    pub chain: String,
    /// A verb, such as `ticket.assign`.
    pub action: String,
    /// A kind of object, such as `ticket`.
    pub object_kind: String,
    /// An object.
    pub object_id: String,
    /// Where the page before ended: `microseconds.chain.sequence`.
    pub before: String,
}

/// What the page shows.
pub struct ListPage {
    /// Entries, newest first.
    pub entries: Vec<Recorded>,
    /// The query asked.
    pub query: ListQuery,
    /// Address of the next page.
    pub next: Option<String>,
    /// The beneficiaries in scope, to name the chains.
    pub beneficiaries: Vec<Organisation>,
}

/// GET /audit: entries in scope, newest first, 100 at a time.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let filter = query.filter(&ctx)?;
    let mut tx = ctx.read().await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut entries = store::list(&mut tx, &filter, limit).await?;
    let has_more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let next = entries.last().filter(|_| has_more).map(|last| query.next(last));
    let beneficiaries = organisations::store::beneficiaries(&mut tx).await?;
    Ok(views::list_page(&ctx, &ListPage { entries, query, next, beneficiaries }))
}

impl ListQuery {
    fn filter(&self, ctx: &Ctx) -> Result<Filter> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let refuse = || Error::invalid("before", Text::new("people-audit-cursor"));
        let latest = (ctx.now() + SignedDuration::from_hours(1), String::new(), 0);
        let before = given(&self.before).map(|text| cursor(&text).ok_or_else(refuse)).transpose()?;
        Ok(Filter {
            before: before.unwrap_or(latest),
            chain: given(&self.chain),
            action: given(&self.action),
            object_kind: given(&self.object_kind),
            object_id: given(&self.object_id),
        })
    }

    /// The address of the page after an entry, with the same filter.
    fn next(&self, last: &Recorded) -> String {
        let before = place(last);
        let fields = [
            ("chain", self.chain.as_str()),
            ("action", &self.action),
            ("object_kind", &self.object_kind),
            ("object_id", &self.object_id),
            ("before", &before),
        ];
        let given = fields.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        format!("/audit?{}", pairs.join("&"))
    }
}

/// The place of an entry, as text.
pub fn place(entry: &Recorded) -> String {
    format!("{}.{}.{}", entry.at.as_microsecond(), entry.chain, entry.sequence)
}

/// The place that a text names.
pub fn cursor(text: &str) -> Option<Cursor> {
    let (at, rest) = text.split_once('.')?;
    let (chain, sequence) = rest.rsplit_once('.')?;
    let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
    Some((at, chain.to_owned(), sequence.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back() {
        let (at, chain, sequence) = cursor("1773219600000000.0195a.b.12").unwrap();
        assert_eq!((at.as_microsecond(), chain.as_str(), sequence), (1_773_219_600_000_000, "0195a.b", 12));
        for bad in ["", "1", "x.y.1", "1.chain", "1.chain.x", "99999999999999999999.c.1"] {
            assert_eq!(cursor(bad), None, "{bad}");
        }
    }
}
