//! The estate that is served and measured: sites, links, outages, backups, applications.

pub mod applications;
pub mod availability;
pub mod backups;
pub mod equipment_requests;
pub mod processes;
pub mod sites;

use platform::{jobs::Jobs, web::Routes};

/// Every route of the estate.
pub fn routes() -> Routes {
    sites::routes()
        .merge(applications::routes())
        .merge(processes::routes())
        .merge(equipment_requests::routes())
}

/// The background work of the estate.
pub fn jobs() -> Jobs {
    Jobs::new().merge(applications::jobs()).merge(processes::jobs())
}
