//! One call: resolve, check, connect, ask, read a little.

use super::{EgressSettings, Refusal, rules};
use crate::tls;
use axum::http::{HeaderName, Request, StatusCode, header, request::Builder};
use http_body_util::{BodyExt as _, Full};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1,
};
use hyper_util::rt::TokioIo;
use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};
use url::Url;

/// How long a call to an address that somebody typed may take in all.
const LIMIT: Duration = Duration::from_secs(15);
/// How long one address may take to be connected to.
const CONNECT: Duration = Duration::from_secs(5);
/// Bytes of an answer to such a call that are read.
const READ: usize = 16 * 1024;

/// What is asked, and how much patience there is for the answer.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// Where.
    pub address: &'a str,
    /// Media type of the body.
    pub content_type: &'static str,
    /// Further headers.
    pub headers: &'a [(HeaderName, String)],
    /// What is sent.
    pub body: String,
    /// How long it may take in all.
    pub limit: Duration,
    /// Bytes of the answer that are read.
    pub read: usize,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The beginning of the content.
    pub excerpt: String,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address may not be called.
    Refused(Refusal),
    /// The name has no address, with the resolver's words.
    Unresolved(String),
    /// No connection.
    Unreachable(String),
    /// No encryption: the certificate does not fit, or there is none.
    Unencrypted(String),
    /// The other side does not speak HTTP, or hung up.
    Broken(String),
    /// It took longer than so many seconds.
    TooLate(u64),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {}", refusal.text().key),
            Self::Unresolved(words) => write!(f, "no address: {words}"),
            Self::Unreachable(words) => write!(f, "no connection: {words}"),
            Self::Unencrypted(words) => write!(f, "no encryption: {words}"),
            Self::Broken(words) => write!(f, "no answer: {words}"),
            Self::TooLate(seconds) => write!(f, "no answer within {seconds} s"),
        }
    }
}

/// What bytes go through both ways.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

/// Sends a JSON body to an address that somebody typed.
pub async fn post(
    settings: &EgressSettings,
    address: &str,
    headers: &[(HeaderName, String)],
    body: String,
) -> Result<Answer, Failure> {
    let content_type = "application/json";
    send(settings, &Call { address, content_type, headers, body, limit: LIMIT, read: READ }).await
}

/// Sends a body to an address, under the same conditions.
pub async fn send(settings: &EgressSettings, call: &Call<'_>) -> Result<Answer, Failure> {
    let url = rules::check(call.address, settings).map_err(Failure::Refused)?;
    let answer = async {
        let (host, port) = place(&url);
        let addresses = resolved(host, port, |address| rules::reached(&url, address, settings)).await?;
        let wire = wire(&url, &addresses, settings).await?;
        let mut request = Request::post(target(&url)).header(header::CONTENT_TYPE, call.content_type);
        for (name, value) in call.headers {
            request = request.header(name, value);
        }
        exchange(&url, wire, request, call.body.clone(), call.read).await
    };
    let late = Failure::TooLate(call.limit.as_secs());
    timeout(call.limit, answer).await.unwrap_or(Err(late))
}

/// The host of an address, without brackets, and the port.
pub(super) fn place(url: &Url) -> (&str, u16) {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    (host, url.port_or_known_default().unwrap_or(443))
}

/// What is asked for at an address.
pub(super) fn target(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

/// The addresses of a host, when every one of them may be called.
pub(super) async fn resolved(
    host: &str,
    port: u16,
    may_be_called: impl Fn(IpAddr) -> Result<(), Refusal>,
) -> Result<Vec<SocketAddr>, Failure> {
    let found = lookup_host((host, port)).await.map_err(|e| Failure::Unresolved(e.to_string()))?;
    let found: Vec<SocketAddr> = found.collect();
    for address in &found {
        may_be_called(address.ip()).map_err(Failure::Refused)?;
    }
    if found.is_empty() { Err(Failure::Unresolved(String::new())) } else { Ok(found) }
}

/// A connection to the first of these addresses that takes one.
pub(super) async fn connected(addresses: &[SocketAddr]) -> Result<TcpStream, Failure> {
    let mut failure = String::new();
    for address in addresses {
        match timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(tcp)) => return Ok(tcp),
            Ok(Err(error)) => failure = error.to_string(),
            Err(_) => failure = format!("nothing within {} s", CONNECT.as_secs()),
        }
    }
    Err(Failure::Unreachable(failure))
}

/// A connection to an address, encrypted unless it says otherwise.
pub(super) async fn wire(
    url: &Url,
    addresses: &[SocketAddr],
    settings: &EgressSettings,
) -> Result<Box<dyn Duplex>, Failure> {
    let tcp = connected(addresses).await?;
    if url.scheme() == "http" {
        return Ok(Box::new(tcp));
    }
    Ok(Box::new(encrypted(place(url).0, tcp, settings).await?))
}

/// The same connection, encrypted, the certificate of the other side checked.
pub(super) async fn encrypted(
    host: &str,
    tcp: TcpStream,
    settings: &EgressSettings,
) -> Result<TlsStream<TcpStream>, Failure> {
    let told = |error: &dyn fmt::Display| Failure::Unencrypted(error.to_string());
    let name = ServerName::try_from(host.to_owned()).map_err(|e| told(&e))?;
    let config = tls::client(settings.ca_file.as_deref()).map_err(|e| told(&e))?;
    TlsConnector::from(Arc::new(config)).connect(name, tcp).await.map_err(|e| told(&e))
}

/// Asks once and reads the beginning of the answer. No redirect is followed.
pub(super) async fn exchange(
    url: &Url,
    wire: Box<dyn Duplex>,
    request: Builder,
    body: String,
    read: usize,
) -> Result<Answer, Failure> {
    let told = |error: &dyn fmt::Display| Failure::Broken(error.to_string());
    let (mut sender, connection) = http1::handshake(TokioIo::new(wire)).await.map_err(|e| told(&e))?;
    // Ends with this call, whatever the other side does.
    let connection = Ends(tokio::spawn(async move { drop(connection.await) }));
    let host = url.port().map_or_else(
        || url.host_str().unwrap_or_default().to_owned(),
        |port| format!("{}:{port}", url.host_str().unwrap_or_default()),
    );
    let request = request
        .header(header::HOST, host)
        .header(header::USER_AGENT, concat!("Socle/", env!("CARGO_PKG_VERSION")));
    let request = request.body(Full::new(Bytes::from(body))).map_err(|e| told(&e))?;
    let response = sender.send_request(request).await.map_err(|e| told(&e))?;
    let status: StatusCode = response.status();
    let excerpt = beginning(response.into_body(), read).await;
    drop(connection);
    Ok(Answer { status: status.as_u16(), excerpt })
}

struct Ends(tokio::task::JoinHandle<()>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The beginning of a body as text; what breaks off is told as far as it went.
async fn beginning(mut body: Incoming, most: usize) -> String {
    let mut bytes = Vec::new();
    while let Some(Ok(frame)) = body.frame().await {
        if let Some(data) = frame.data_ref() {
            bytes.extend_from_slice(&data[..data.len().min(most - bytes.len())]);
        }
        if bytes.len() >= most {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
