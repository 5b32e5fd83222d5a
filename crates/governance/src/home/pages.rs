//! Handler of the home page.

use super::{store, views};
use agreements::versions;
use desk::portal;
use jiff::ToSpan as _;
use kernel::{Permission, Side};
use maud::Markup;
use people::organisations;
use platform::{Ctx, i18n::figures, web::WebResult};

/// Promises due within this many hours of real time are "soon".
const SOON_HOURS: i64 = 4;

pub(super) async fn home(ctx: Ctx) -> WebResult<Markup> {
    let (now, may) = (ctx.now(), |permission| ctx.actor.may(permission));
    let today = now.to_zoned(figures::paris().clone()).date();
    let is_served = ctx.actor.side == Some(Side::Beneficiary) && may(Permission::TicketCreate);
    let portal = if is_served { Some(portal::actions::read(&ctx).await?) } else { None };
    let mut tx = ctx.read().await?;
    let (mut desk, mut money, mut agreements) = (None, None, vec![]);
    if may(Permission::TicketReadAll) {
        desk = Some(store::desk(&mut tx, now, now + SOON_HOURS.hours()).await?);
    }
    if may(Permission::InvoiceRead) {
        money = Some(store::money(&mut tx).await?);
    }
    if may(Permission::AgreementRead) {
        let mut in_force = versions::all_in_force(&mut tx, today).await?;
        for beneficiary in organisations::store::beneficiaries(&mut tx).await? {
            let version = in_force.remove(&beneficiary.id);
            agreements.push((beneficiary, version));
        }
    }
    Ok(views::home(&ctx, today, portal.as_ref(), desk, money, &agreements))
}
