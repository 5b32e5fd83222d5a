//! Applications.

use super::{List, Page};
use ::estate::applications::{
    ApplicationKey,
    actions::{self, ListQuery, Row},
};
use kernel::Permission;
use platform::{Ctx, Result, sheet::Cell};

pub(super) const APPLICATIONS: List = List {
    path: "/exports/applications",
    api: "/api/v1/exports/applications",
    file: "applications",
    title: "application-title",
    needs: Permission::ApplicationRead,
    columns: &[
        "application-name",
        "estate-beneficiary",
        "application-publisher",
        "application-owner",
        "application-keeper",
        "application-warranty-from",
        "application-warranty-after",
        "application-retired-on",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_applications(ctx, after)),
};

async fn read_applications(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let query = ListQuery { after: after.unwrap_or_default(), ..ListQuery::default() };
    let (rows, next) = actions::list(&ctx, &query).await?;
    let day = |day: Option<jiff::civil::Date>| day.map_or(Cell::Empty, Cell::Date);
    let row = |Row { application: one, after }: &Row| {
        vec![
            Cell::Text(one.name.clone()),
            Cell::Text(one.beneficiary_name.clone()),
            Cell::Text(one.publisher.clone()),
            Cell::Text(one.business_owner.clone()),
            Cell::Text(one.keeper_name.clone()),
            day(one.warranty_from),
            day(after.as_ref().map(|after| after.value)),
            day(one.retired_on),
            Cell::Text(one.key.id.to_string()),
        ]
    };
    let place = |key: ApplicationKey| format!("{}/{}", key.beneficiary, key.id);
    Ok((rows.iter().map(row).collect(), next.map(place)))
}
