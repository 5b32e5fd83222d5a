//! The estate that is served and measured: sites, telephony, outages, backups.

pub mod availability;
pub mod backups;
pub mod sites;
pub mod telephony;

use platform::{jobs::Jobs, web::Routes};

/// Every route of the estate.
pub fn routes() -> Routes {
    sites::routes().merge(telephony::routes()).merge(backups::routes())
}

/// Background work of the estate.
pub fn jobs() -> Jobs {
    telephony::jobs().merge(backups::jobs::jobs())
}
