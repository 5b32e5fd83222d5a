//! Who is behind a request: the session cookie of a browser, or the bearer token of a program.

use super::{cookie_name, rules, store};
use crate::{persons::Person, tokens};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use jiff::SignedDuration;
use kernel::{Actor, Scope};
use platform::{
    Digest, Error, Platform, Result, Screen,
    i18n::Lang,
    web::{error, guard::Visit},
};
use std::net::SocketAddr;

/// Activity is noted at most this often, so that reading stays reading.
const NOTE_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// Finds the actor of a request and puts the [`Visit`] in it, before the guards and the error pages read it.
/// An unknown cookie makes a visitor; an unknown bearer token is refused.
pub async fn visit(State(platform): State<Platform>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/assets/") {
        return next.run(request).await;
    }
    let chosen = query_lang(&request);
    let mut visit = visitor(&platform, request.headers(), chosen);
    match identify(&platform, &path, request.headers()).await {
        Ok(Some(found)) => {
            visit.lang = chosen.or(cookie_lang(request.headers())).unwrap_or(found.person.language);
            visit.screen = found.person.screen;
            visit.actor = found.person.actor();
            visit.csrf = found.csrf;
            visit.is_token = found.is_token;
        }
        Ok(None) => {}
        Err(failure) => return error::answer(platform, Some(visit), &path, &failure),
    }
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    if let Some(lang) = chosen {
        response.headers_mut().append(header::SET_COOKIE, lang_cookie(&platform, lang));
    }
    response
}

/// Where other systems post what happened. Each brings a secret of its own, which is nobody's token: the feature behind
/// the address looks at it.
const HOOKS: &str = "/api/v1/hooks/";

struct Found {
    person: Person,
    csrf: String,
    is_token: bool,
}

async fn identify(platform: &Platform, path: &str, headers: &HeaderMap) -> Result<Option<Found>> {
    // Tokens open the API only, so that a stolen one cannot make another on the pages.
    if path.starts_with("/api/")
        && !path.starts_with(HOOKS)
        && let Some(token) = bearer(headers)
    {
        let person = tokens::actions::person_of(platform, token).await?.ok_or(Error::SignInRequired)?;
        let pace = (platform.settings.api_calls_per_minute, platform.clock.now());
        let digest = Digest::of(token.as_bytes());
        platform.pace.count(digest.as_str(), pace.0, pace.1).map_err(Error::TooManyRequests)?;
        return Ok(Some(Found { person, csrf: String::new(), is_token: true }));
    }
    match cookie(headers, cookie_name(&platform.settings)) {
        Some(secret) => by_session(platform, path, secret).await,
        None => Ok(None),
    }
}

async fn by_session(platform: &Platform, path: &str, secret: &str) -> Result<Option<Found>> {
    let (digest, now) = (Digest::of(secret.as_bytes()), platform.clock.now());
    let mut tx = platform.db.read(&Scope::All).await?;
    let live = store::live(&mut tx, digest.as_str()).await?;
    drop(tx);
    let is_alive = |s: &store::Live| {
        now < s.expires_at
            && now.duration_since(s.seen_at) < rules::idle(&platform.settings, s.person.side)
            && s.person.disabled_at.is_none()
    };
    let Some(live) = live.filter(is_alive) else { return Ok(None) };
    if rules::is_activity(path) && now.duration_since(live.seen_at) >= NOTE_EVERY {
        let mut tx = platform.db.begin(&Scope::All).await?;
        store::touch(&mut tx, digest.as_str(), now).await?;
        tx.commit().await?;
    }
    Ok(Some(Found { person: live.person, csrf: live.csrf, is_token: false }))
}

/// The actor as it now is of the session that these headers came with; nothing when it has ended. It asks without
/// keeping the session alive: for answers that go on, such as streams.
pub async fn still(platform: &Platform, headers: &HeaderMap) -> Result<Option<Actor>> {
    let found = identify(platform, "/live", headers).await?;
    Ok(found.map(|found| found.person.actor()))
}

fn visitor(platform: &Platform, headers: &HeaderMap, chosen: Option<Lang>) -> Visit {
    let accepted = || Lang::negotiate(text(headers, header::ACCEPT_LANGUAGE.as_str()).unwrap_or_default());
    Visit {
        actor: Actor::visitor(),
        csrf: String::new(),
        is_token: false,
        screen: Screen::default(),
        lang: chosen.or(cookie_lang(headers)).unwrap_or_else(accepted),
        request_id: platform.ids.next(platform.clock.now()),
        unread: 0,
    }
}

fn query_lang(request: &Request) -> Option<Lang> {
    let query = request.uri().query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(|code| code.parse().ok())
}

fn cookie_lang(headers: &HeaderMap) -> Option<Lang> {
    cookie(headers, "lang").and_then(|code| code.parse().ok())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    text(headers, header::AUTHORIZATION.as_str())?.strip_prefix("Bearer ").map(str::trim)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The value of a cookie the browser sent, when it is not empty.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value).next()
}

/// The `Set-Cookie` of a session; an empty secret takes the cookie back.
pub fn session_cookie(platform: &Platform, secret: &str) -> HeaderValue {
    let end = if secret.is_empty() { "; Max-Age=0" } else { "" };
    let name = cookie_name(&platform.settings);
    header_value(&format!("{name}={secret}; HttpOnly; SameSite=Lax; Path=/{}{end}", secure(platform)))
}

/// The `Set-Cookie` that remembers a language for a year.
pub fn lang_cookie(platform: &Platform, lang: Lang) -> HeaderValue {
    header_value(&format!(
        "lang={}; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000{}",
        lang.code(),
        secure(platform)
    ))
}

fn secure(platform: &Platform) -> &'static str {
    if platform.settings.is_https() { "; Secure" } else { "" }
}

fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

/// Where a sign-in comes from. Behind a proxy the connection is the proxy's: every person then shares one address,
/// which only the count of failures per address feels.
pub fn origin(headers: &HeaderMap, connection: Option<&ConnectInfo<SocketAddr>>) -> super::opening::Origin {
    super::opening::Origin {
        user_agent: text(headers, header::USER_AGENT.as_str())
            .unwrap_or_default()
            .chars()
            .take(200)
            .collect(),
        address: connection.map(|ConnectInfo(address)| address.ip().to_string()).unwrap_or_default(),
    }
}
