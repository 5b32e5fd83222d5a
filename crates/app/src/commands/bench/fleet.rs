//! The fleet: a page out of a hundred thousand assets, and whole inventories taken.

use super::{
    figures::{Figure, Target, timed},
    requests::{get, session},
    seed::World,
    store,
};
use crate::server;
use anyhow::{Context as _, Result, anyhow};
use estate::inventory::{AccessForm, actions, wire};
use platform::{Ctx, Platform, db::Engine};

/// Assets put in the instance.
const ASSETS: i64 = 100_000;
/// Requests measured for each page, after those that warm up.
const REQUESTS: usize = 200;
const WARM: usize = 20;
/// Machines that tell of themselves, each twice.
const MACHINES: usize = 300;
/// Programs each has: a full run of a real agent tells about as many.
const PROGRAMS: usize = 750;

/// Pages of the list, then inventories unpacked, read, cleaned, kept and made into assets.
pub(super) async fn measure(platform: &Platform, world: &World) -> Result<Vec<Figure>> {
    fill(platform, world).await?;
    let router = server::router(platform.clone());
    let technician = session(platform, &world.technician).await?;
    let officer = session(platform, &world.officer).await?;
    let mut figures = vec![];
    for (name, path, cookie) in [
        ("page of 50 assets by name", "/estate/assets", &technician),
        ("page of 50 assets, one beneficiary", "/estate/assets", &officer),
        ("page of 50 assets, one kind", "/estate/assets?kind=laptop", &technician),
        ("assets by serial number", "/estate/assets?q=SN5000", &technician),
    ] {
        let mut sample = vec![];
        for turn in 0..WARM + REQUESTS {
            let (took, ()) = timed(get(&router, path, cookie)).await?;
            if turn >= WARM {
                sample.push(took);
            }
        }
        figures.push(Figure::milliseconds(name, sample).held_to(Target::AtMost(50.0)));
    }
    figures.extend(inventories(platform, world).await?);
    Ok(figures)
}

async fn fill(platform: &Platform, world: &World) -> Result<()> {
    let ctx = Ctx::system(platform.clone(), "socle bench");
    let each = ASSETS / i64::try_from(world.requesters.len())?;
    let mut tx = ctx.begin().await?;
    for (beneficiary, _) in &world.requesters {
        store::insert_assets(&mut tx, beneficiary, each, ctx.now()).await?;
    }
    if platform.db.engine() == Engine::Postgres {
        store::analyze_assets(&mut tx).await?;
    }
    Ok(tx.commit().await?)
}

async fn inventories(platform: &Platform, world: &World) -> Result<Vec<Figure>> {
    let ctx = Ctx::system(platform.clone(), "socle bench");
    let form = AccessForm {
        beneficiary: world.requesters[0].0.to_string(),
        name: "Bench".to_owned(),
        makes_assets: "on".to_owned(),
        legal_status: "provider_bought".to_owned(),
        ..AccessForm::default()
    };
    let (_, secret) = actions::open_access(&ctx, &form).await.map_err(|e| anyhow!("{e}"))?;
    let bodies: Vec<Vec<u8>> = (0..MACHINES)
        .map(|machine| wire::pack(wire::Packing::Zlib, inventory(machine).into_bytes()))
        .collect();
    let mut figures = vec![];
    for name in ["full inventories, machines never seen", "full inventories, told again"] {
        let (took, ()) = timed(taken(&ctx, &secret, &bodies)).await?;
        let rate = f64::from(u32::try_from(MACHINES)?) / took.as_secs_f64();
        figures.push(Figure::value(name, rate, "per s").held_to(Target::AtLeast(100.0)));
    }
    Ok(figures)
}

async fn taken(ctx: &Ctx, secret: &str, bodies: &[Vec<u8>]) -> Result<()> {
    for body in bodies {
        let access =
            actions::by_secret(ctx, secret).await.map_err(|e| anyhow!("{e}"))?.context("no access")?;
        let (_, clear) = wire::unpack(body)?;
        let (protocol, message) = wire::read(&clear)?;
        actions::take(ctx, &access, (protocol, "FusionInventory-Agent_v2.6-3"), message)
            .await
            .map_err(|e| anyhow!("{e}"))?;
    }
    Ok(())
}

/// About 200 KiB, as an agent tells them.
fn inventory(machine: usize) -> String {
    let programs: String = (0..PROGRAMS)
        .map(|n| {
            format!(
                "<SOFTWARES><ARCH>amd64</ARCH><COMMENTS>Programme numéro {n} de la machine</COMMENTS><FILESIZE>{n}000</FILESIZE>\
                 <FROM>deb</FROM><NAME>programme-{n}</NAME><PUBLISHER>Debian</PUBLISHER>\
                 <SYSTEM_CATEGORY>admin</SYSTEM_CATEGORY><VERSION>{machine}.{n}</VERSION></SOFTWARES>\n"
            )
        })
        .collect();
    let processes: String = (0..200)
        .map(|n| {
            format!(
                "<PROCESSES><CMD>/usr/bin/processus-{n}</CMD><PID>{n}</PID><USER>root</USER></PROCESSES>\n"
            )
        })
        .collect();
    format!(
        "<REQUEST><CONTENT><BIOS><SSN>BENCH{machine:05}</SSN><SMANUFACTURER>Maker</SMANUFACTURER></BIOS>\
         <HARDWARE><NAME>bench-{machine}</NAME><VMSYSTEM>Physical</VMSYSTEM></HARDWARE>{programs}{processes}</CONTENT>\
         <DEVICEID>bench-{machine}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
    )
}
