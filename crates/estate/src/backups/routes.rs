//! Every route of backups, pages then API.

use super::{api, pages, restores};
use kernel::Permission::{BackupManage, BackupRead};
use platform::web::{
    Access::{Needs, Public},
    Routes,
};

/// The provider keeps backups; each beneficiary reads its own. A heartbeat proves itself by its secret.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(BackupRead), Needs(BackupManage));
    Routes::new()
        .get("/backups", read, pages::list)
        .get("/backups/new", manage, pages::new_object)
        .post("/backups", manage, pages::create)
        .get("/backups/{beneficiary}/{id}", read, pages::show)
        .get("/backups/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/backups/{beneficiary}/{id}", manage, pages::change)
        .post("/backups/{beneficiary}/{id}/end", manage, pages::retire)
        .post("/backups/{beneficiary}/{id}/secret", manage, pages::renew_secret)
        .get("/backup-checks", manage, pages::checks)
        .post("/backup-checks", manage, pages::sign)
        .get("/api/v1/backups", read, api::list)
        .post("/api/v1/backups", manage, api::create)
        .get("/api/v1/backups/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/backups/{beneficiary}/{id}", manage, api::change)
        .post("/api/v1/backups/{beneficiary}/{id}/runs", manage, api::report)
        .post("/api/v1/backups/{beneficiary}/{id}/secret", manage, api::renew_secret)
        .post("/api/v1/backup-checks", manage, api::sign)
        .post("/api/v1/heartbeats/{beneficiary}/{id}/{secret}", Public, api::heartbeat)
        .merge(restores::routes())
}
