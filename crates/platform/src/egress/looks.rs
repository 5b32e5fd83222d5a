//! Looking whether something answers, under the same conditions as a call: a connection, a page, a certificate, a name.

use super::{
    Answer, EgressSettings, Failure,
    client::{connected, encrypted, exchange, place, resolved, target, wire},
    rules,
};
use axum::http::Request;
use hickory_net::{
    client::{Client, ClientHandle as _},
    proto::rr::{DNSClass, Name, RecordType},
    runtime::TokioRuntimeProvider,
    udp::UdpClientStream,
};
use jiff::Timestamp;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use x509_cert::{Certificate, der::Decode as _};

async fn within<T>(limit: Duration, looking: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    timeout(limit, looking).await.unwrap_or_else(|_| Err(Failure::TooLate(limit.as_secs())))
}

async fn reached(settings: &EgressSettings, host: &str, port: u16) -> Result<TcpStream, Failure> {
    connected(&resolved(host, port, |address| rules::allowed(address, settings)).await?).await
}

/// Whether a connection is taken; nothing is said over it.
pub async fn connects(
    settings: &EgressSettings,
    host: &str,
    port: u16,
    limit: Duration,
) -> Result<(), Failure> {
    within(limit, reached(settings, host, port)).await.map(drop)
}

/// A page and the beginning of what it holds, `read` bytes at most. No redirect is followed: it is the answer.
pub async fn page(
    settings: &EgressSettings,
    address: &str,
    read: usize,
    limit: Duration,
) -> Result<Answer, Failure> {
    let url = rules::check_page(address, settings).map_err(Failure::Refused)?;
    let looking = async {
        let (host, port) = place(&url);
        let addresses = resolved(host, port, |address| rules::allowed(address, settings)).await?;
        let wire = wire(&url, &addresses, settings).await?;
        exchange(&url, wire, Request::get(target(&url)), String::new(), read).await
    };
    within(limit, looking).await
}

/// The last instant at which the certificate that a server shows is good. One that is not good now is a failure.
pub async fn certificate_end(
    settings: &EgressSettings,
    host: &str,
    port: u16,
    limit: Duration,
) -> Result<Timestamp, Failure> {
    let looking = async {
        let tls = encrypted(host, reached(settings, host, port).await?, settings).await?;
        let shown = tls.get_ref().1.peer_certificates().and_then(<[_]>::first);
        let read = shown.and_then(|der| Certificate::from_der(der).ok());
        let end = read.and_then(|one| {
            let end = one.tbs_certificate().validity().not_after.to_unix_duration();
            Timestamp::from_second(i64::try_from(end.as_secs()).ok()?).ok()
        });
        end.ok_or_else(|| Failure::Unencrypted("no readable certificate".to_owned()))
    };
    within(limit, looking).await
}

/// What a name server answers for a name and a kind of record (`A`, `MX`): each value as text, sorted. Asked over UDP, of
/// no cache.
pub async fn names(
    settings: &EgressSettings,
    server: SocketAddr,
    name: &str,
    record: &str,
    limit: Duration,
) -> Result<Vec<String>, Failure> {
    rules::allowed(server.ip(), settings).map_err(Failure::Refused)?;
    let unreadable = |e: &dyn std::fmt::Display| Failure::Unresolved(e.to_string());
    let name = Name::from_ascii(name).map_err(|e| unreadable(&e))?;
    let kind: RecordType = record.parse().map_err(|e| unreadable(&e))?;
    let looking = async {
        let stream =
            UdpClientStream::builder(server, TokioRuntimeProvider::default()).with_timeout(Some(limit));
        let (mut client, background) = Client::<TokioRuntimeProvider>::from_sender(stream.build());
        let background = tokio::spawn(background);
        let answer = client.query(name, DNSClass::IN, kind).await;
        background.abort();
        let answer = answer.map_err(|e| Failure::Unresolved(e.to_string()))?;
        let code = answer.metadata.response_code;
        let values = answer.answers.iter().filter(|one| one.record_type() == kind);
        let mut values: Vec<String> = values.map(|one| one.data.to_string()).collect();
        values.sort();
        if values.is_empty() { Err(Failure::Unresolved(code.to_string())) } else { Ok(values) }
    };
    within(limit, looking).await
}
