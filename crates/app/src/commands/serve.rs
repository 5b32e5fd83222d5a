//! `socle serve`: the web server, until it is asked to stop.

use crate::{jobs, server};
use anyhow::{Context as _, Result};
use desk::mailboxes::watch::Watch;
use platform::{Platform, jobs::Worker};
use tokio::{net::TcpListener, signal};

/// Serves until interrupted or terminated; requests under way are finished first.
pub async fn run(platform: Platform) -> Result<()> {
    let listener = listen(&platform.settings.listen).await?;
    on(listener, platform).await
}

/// Takes the address to serve on, before anything else is prepared.
pub async fn listen(address: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("listening on {address}"))
}

/// Serves on an address already taken.
pub async fn on(listener: TcpListener, platform: Platform) -> Result<()> {
    println!("Socle · http://{}", listener.local_addr()?);
    people::appearance::actions::load(&platform).await?;
    let worker = Worker::start(platform.clone(), jobs::all()).await?;
    let watch = Watch::start(platform.clone());
    let service =
        server::router(platform.clone()).into_make_service_with_connect_info::<std::net::SocketAddr>();
    let news = tokio::spawn(desk::live::actions::follow(platform.clone()));
    let live = platform.live.clone();
    let stopping = async move {
        asked_to_stop().await;
        // Streams would never end by themselves.
        live.stop();
    };
    axum::serve(listener, service).with_graceful_shutdown(stopping).await?;
    news.abort();
    watch.stop().await;
    worker.stop().await;
    platform.db.close().await;
    Ok(())
}

/// Does background work without serving, until asked to stop: a second process beside `socle serve`.
pub async fn work(platform: Platform) -> Result<()> {
    let worker = Worker::start(platform.clone(), jobs::all()).await?;
    asked_to_stop().await;
    worker.stop().await;
    platform.db.close().await;
    Ok(())
}

/// Waits until somebody interrupts or terminates the process.
pub async fn asked_to_stop() {
    let interrupted = async { drop(signal::ctrl_c().await) };
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
