//! From nothing to a signed-in session.

use super::{Account, Failure, Secret, Security, Step, bounded};
use crate::tls;
use async_imap::{Authenticator, Client, Session, error::Error};
use std::{fmt, io, sync::Arc};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

/// A connection, encrypted or to this machine.
pub(super) type Wire = Box<dyn Duplex>;

/// What goes both ways.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Duplex for T {}

pub(super) async fn session(account: &Account) -> Result<Session<Wire>, Failure> {
    let wait = account.timeout;
    let reached = timeout(wait, TcpStream::connect((account.host.as_str(), account.port))).await;
    let tcp = reached.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    let tcp = tcp.map_err(|e| Failure::new(Step::Connect, &e))?;
    let client = match account.security {
        Security::Plain => greeted(account, Client::new(Box::new(tcp) as Wire)).await?,
        Security::Tls => greeted(account, Client::new(encrypted(account, tcp).await?)).await?,
        Security::Starttls => {
            let mut plain = greeted(account, Client::new(tcp)).await?;
            bounded(Step::Encrypt, wait, plain.run_command_and_check_ok("STARTTLS", None)).await?;
            // What came before the encryption is dropped with the old client: nobody can slip an answer in.
            Client::new(encrypted(account, plain.into_inner()).await?)
        }
    };
    signed_in(account, client).await
}

/// Waits for the server's first words.
async fn greeted<T>(account: &Account, mut client: Client<T>) -> Result<Client<T>, Failure>
where
    T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug,
{
    let greeting = async { client.read_response().await?.ok_or(Error::ConnectionLost) };
    bounded(Step::Connect, account.timeout, greeting).await?;
    Ok(client)
}

async fn encrypted(account: &Account, tcp: TcpStream) -> Result<Wire, Failure> {
    let told = |e: &dyn std::error::Error| Failure::new(Step::Encrypt, e);
    let name = ServerName::try_from(account.host.clone()).map_err(|e| told(&e))?;
    let config = tls::client(account.ca_file.as_deref());
    let config = config.map_err(|words| Failure { step: Step::Encrypt, words })?;
    let connector = TlsConnector::from(Arc::new(config));
    let shaken = timeout(account.timeout, connector.connect(name, tcp)).await;
    let tls = shaken.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    Ok(Box::new(tls.map_err(|e| told(&e))?))
}

async fn signed_in(account: &Account, client: Client<Wire>) -> Result<Session<Wire>, Failure> {
    let signing = async {
        let done = match &account.secret {
            Secret::Password(password) => client.login(&account.user, password.reveal()).await,
            Secret::Token(token) => {
                let words = format!("user={}\x01auth=Bearer {}\x01\x01", account.user, token.reveal());
                client.authenticate("XOAUTH2", Bearer(Some(words))).await
            }
        };
        done.map_err(|(error, _)| error)
    };
    bounded(Step::SignIn, account.timeout, signing).await
}

/// Says who we are, once: a second question is the server's refusal, which an empty answer ends.
struct Bearer(Option<String>);

impl Authenticator for Bearer {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}
