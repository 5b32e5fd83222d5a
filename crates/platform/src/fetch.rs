//! Reading an address that the operator of the instance gave, at the command line: nobody else can name one, so that it
//! may lead to the operator's own network. Addresses that people type on screens are never called this way.

use axum::http::{
    HeaderMap, Request, Uri, header,
    uri::{Authority, PathAndQuery},
};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::{body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use std::{io, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

/// Most bytes of an answer.
const MOST: usize = 64 << 20;

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The whole content.
    pub body: Vec<u8>,
}

/// Asks for an address once, within a limit of time. No redirect is followed: a token goes where it was meant to.
pub async fn get(address: &str, headers: &[(&str, &str)], limit: Duration) -> io::Result<Answer> {
    timeout(limit, answered(address, headers)).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

async fn answered(address: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
    let uri: Uri = address.parse().map_err(io::Error::other)?;
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let usual = match uri.scheme_str() {
        Some("https") => 443,
        Some("http") => 80,
        _ => return Err(io::Error::other("an address begins with https:// or http://")),
    };
    let tcp = TcpStream::connect((host.as_str(), uri.port_u16().unwrap_or(usual))).await?;
    if usual == 80 {
        return exchange(tcp, &uri, headers).await;
    }
    let name = ServerName::try_from(host).map_err(io::Error::other)?;
    let config = crate::tls::client(None).map_err(io::Error::other)?;
    exchange(TlsConnector::from(Arc::new(config)).connect(name, tcp).await?, &uri, headers).await
}

async fn exchange<T>(wire: T, uri: &Uri, headers: &[(&str, &str)]) -> io::Result<Answer>
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(wire)).await.map_err(io::Error::other)?;
    let running = tokio::spawn(connection);
    let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let authority = uri.authority().map(Authority::as_str).unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let mut request = Request::get(target)
        .header(header::HOST, host)
        .header(header::USER_AGENT, concat!("Socle/", env!("CARGO_PKG_VERSION")));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Empty::<Bytes>::new()).map_err(io::Error::other)?;
    let response = sender.send_request(request).await.map_err(io::Error::other)?;
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, MOST).collect().await.map_err(io::Error::other)?.to_bytes().to_vec();
    running.abort();
    Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
}
