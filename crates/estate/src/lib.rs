//! The estate that is served and measured: sites, network, assets, telephony, outages, backups, applications.

pub mod applications;
pub mod assets;
pub mod availability;
pub mod backups;
pub mod blind_times;
pub mod connections;
pub mod equipment_requests;
pub mod inventory;
pub mod network;
pub mod outages;
pub mod processes;
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
        .merge(applications::routes())
        .merge(processes::routes())
        .merge(equipment_requests::routes())
}

/// Background work of the estate.
pub fn jobs() -> Jobs {
    telephony::jobs().merge(backups::jobs::jobs()).merge(applications::jobs()).merge(processes::jobs())
}
