//! The estate that is served and measured: sites, links, assets, outages, backups.

pub mod assets;
pub mod availability;
pub mod backups;
pub mod blind_times;
pub mod connections;
pub mod network;
pub mod outages;
pub mod reflectometry;
pub mod inventory;
pub mod sites;

use platform::web::Routes;

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
}
