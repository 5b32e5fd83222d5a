//! Telephony (block C): lines, records of calls, quotas, trips abroad.

pub mod call_records;
pub mod lines;
pub mod quotas;
pub mod trips;

use platform::{jobs::Jobs, web::Routes};

/// Every route of telephony.
pub fn routes() -> Routes {
    Routes::new()
        .merge(lines::routes())
        .merge(call_records::routes())
        .merge(quotas::routes())
        .merge(trips::routes())
}

/// Background work of telephony.
pub fn jobs() -> Jobs {
    call_records::jobs::jobs()
}
