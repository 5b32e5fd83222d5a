//! The estate that is served and measured: sites, links, assets, outages, backups.

pub mod assets;
pub mod availability;
pub mod backups;
pub mod inventory;
pub mod sites;

use platform::web::Routes;

/// Every route of the estate.
pub fn routes() -> Routes {
    sites::routes().merge(assets::routes()).merge(inventory::routes())
}
