//! Lists of reports.

use crate::reports::{Report, ReportKind, store};
use jiff::civil::Date;
use kernel::{Permission, Text, id::BeneficiaryId};
use platform::{Ctx, Error, Result};
use serde::{Deserialize, Serialize};

/// What a list of reports keeps, and where it goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Identifier of a beneficiary, or of the provider for the consolidated ones; every one in scope when empty.
    pub beneficiary: String,
    /// `monthly` or `annual`; both when empty.
    pub kind: String,
    /// Where the page before ended: `2026-10-01.identifier`.
    pub after: String,
}

/// One page of the reports in scope, the latest period first, and what continues it.
pub async fn list(ctx: &Ctx, asked: &ListQuery) -> Result<(Vec<Report>, Option<String>)> {
    ctx.require(Permission::ReportRead)?;
    let kind = match asked.kind.as_str() {
        "" => None,
        word => {
            let unknown = || Error::invalid("kind", Text::new("report-error-kind"));
            Some(ReportKind::parse(word).ok_or_else(unknown)?)
        }
    };
    let cursor = asked.after.split_once('.').and_then(|(day, id)| Some((day.parse().ok()?, id.to_owned())));
    let beneficiary = BeneficiaryId::from(asked.beneficiary.as_str());
    let beneficiary = Some(&beneficiary).filter(|_| !asked.beneficiary.is_empty());
    let cursor = cursor.unwrap_or((Date::MAX, String::new()));
    let mut found = store::page(&mut ctx.read().await?, (beneficiary, kind), &cursor).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|one| format!("{}.{}", one.span.first, one.key.id));
    Ok((found, next))
}
