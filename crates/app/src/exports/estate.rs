//! Sites and what cut them off.

use super::{List, Page};
use ::estate::{
    outages::{self, Outage, actions as reading, store::Filter},
    sites,
};
use jiff::Timestamp;
use kernel::{Figure, Permission};
use platform::{Ctx, Result, i18n::figures, sheet::Cell};

pub(super) const SITES: List = List {
    path: "/exports/sites",
    api: "/api/v1/exports/sites",
    file: "sites",
    title: "estate-sites",
    needs: Permission::SiteRead,
    columns: &[
        "estate-name",
        "estate-beneficiary",
        "estate-street",
        "estate-postal-code",
        "estate-city",
        "estate-fibre",
        "export-key",
    ],
    read: |ctx, _| Box::pin(read_sites(ctx)),
};

async fn read_sites(ctx: Ctx) -> Result<Page> {
    let all = sites::store::list(&mut ctx.read().await?, None).await?;
    let row = |site: &sites::Site| {
        vec![
            Cell::Text(site.name.clone()),
            Cell::Text(site.beneficiary_name.clone()),
            Cell::Text(site.street.clone()),
            Cell::Text(site.postal_code.clone()),
            Cell::Text(site.city.clone()),
            Cell::Text(ctx.lang.t(site.fibre.label_key())),
            Cell::Text(site.id.to_string()),
        ]
    };
    Ok((all.iter().map(row).collect(), None))
}

pub(super) const OUTAGES: List = List {
    path: "/exports/outages",
    api: "/api/v1/exports/outages",
    file: "outages",
    title: "outage-title",
    needs: Permission::SiteRead,
    columns: &[
        "outage-began",
        "outage-ended",
        "outage-length-seconds",
        "outage-sites",
        "estate-beneficiary",
        "outage-share",
        "outage-factor-reason",
        "outage-cause",
        "outage-note",
        "outage-ticket",
        "outage-source",
        "outage-withdrawn-at",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_outages(ctx, after)),
};

async fn read_outages(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let after = after.as_deref().and_then(outages::pages::place);
    let (all, next) = reading::list(&ctx, &Filter { after, ..Filter::default() }).await?;
    let row = |one: &Outage| {
        let names: Vec<&str> = one.sites.iter().map(|site| site.name.as_str()).collect();
        let seconds = |to: Timestamp| Cell::Number(to.duration_since(one.from).as_secs());
        vec![
            Cell::Instant(one.from),
            Cell::instant(one.to),
            one.to.map_or(Cell::Empty, seconds),
            Cell::Text(names.join(", ")),
            Cell::Text(one.beneficiary_name.clone()),
            Cell::Text(figures::figure(ctx.lang, &Figure::Share(one.factor.clone()))),
            Cell::Text(one.factor_reason.clone()),
            Cell::Text(ctx.lang.t(one.cause.label_key())),
            Cell::Text(one.note.clone()),
            Cell::Text(one.ticket.clone()),
            Cell::Text(ctx.lang.t(one.source.label_key())),
            Cell::instant(one.withdrawn_at),
            Cell::Text(one.id.to_string()),
        ]
    };
    Ok((all.iter().map(row).collect(), next.as_ref().map(outages::pages::cursor)))
}
