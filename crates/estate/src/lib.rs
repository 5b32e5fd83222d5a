//! The estate that is served and measured: sites, network, assets, telephony, outages, backups.

pub mod assets;
pub mod availability;
pub mod backups;
pub mod blind_times;
pub mod connections;
pub mod inventory;
pub mod network;
pub mod outages;
pub mod reflectometry;
pub mod sites;
pub mod telephony;

use platform::{jobs::Jobs, web::Routes};

/// Every route of the estate.
pub fn routes() -> Routes {
    sites::routes()
        .merge(connections::routes())
        .merge(network::routes())
        .merge(reflectometry::routes())
        .merge(outages::routes())
        .merge(blind_times::routes())
        .merge(assets::routes())
        .merge(inventory::routes())
        .merge(telephony::routes())
        .merge(backups::routes())
}

/// Background work of the estate.
pub fn jobs() -> Jobs {
    telephony::jobs().merge(backups::jobs::jobs())
}
