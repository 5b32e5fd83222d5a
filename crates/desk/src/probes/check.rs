//! One look, and what it found.

use super::{Finding, Found, Kind, Look, rules};
use jiff::{SignedDuration, Timestamp};
use platform::egress::{self, EgressSettings, Failure};
use std::time::{Duration, Instant};

/// Bytes of a page among which its word is looked for.
const READ: usize = 256 * 1024;

/// Longest detail in characters.
const DETAIL: usize = 300;

/// Looks once. `now` is when; a look never takes longer than it may.
pub async fn run(settings: &EgressSettings, look: &Look, now: Timestamp) -> Found {
    let limit = Duration::from_secs(u64::try_from(look.timeout_seconds).unwrap_or(1).max(1));
    let began = Instant::now();
    let seen = match look.kind {
        Kind::Tcp => connection(settings, look, limit).await,
        Kind::Http => page(settings, look, limit).await,
        Kind::Tls => certificate(settings, look, limit, now).await,
        Kind::Dns => name(settings, look, limit).await,
    };
    let (finding, detail) = seen.unwrap_or_else(|failure| (of(&failure), failure.to_string()));
    let detail = detail.chars().filter(|c| !c.is_control()).take(DETAIL).collect();
    Found { finding, detail, millis: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX) }
}

type Seen = Result<(Finding, String), Failure>;

fn of(failure: &Failure) -> Finding {
    match failure {
        Failure::Refused(_) => Finding::Forbidden,
        Failure::Unresolved(_) => Finding::Unresolved,
        Failure::Unreachable(_) => Finding::Unreachable,
        Failure::Unencrypted(_) => Finding::Untrusted,
        Failure::Broken(_) => Finding::Broken,
        Failure::TooLate(_) => Finding::Late,
    }
}

fn unreadable(target: &str) -> Failure {
    Failure::Unresolved(target.to_owned())
}

async fn connection(settings: &EgressSettings, look: &Look, limit: Duration) -> Seen {
    let (host, port) = rules::place(&look.target, None).ok_or_else(|| unreadable(&look.target))?;
    egress::connects(settings, &host, port, limit).await?;
    Ok((Finding::Good, String::new()))
}

async fn page(settings: &EgressSettings, look: &Look, limit: Duration) -> Seen {
    let answer = egress::page(settings, &look.target, READ, limit).await?;
    let status = i64::from(answer.status);
    let is_expected = if look.status == 0 { (200..400).contains(&status) } else { status == look.status };
    if !is_expected {
        return Ok((Finding::Status, status.to_string()));
    }
    if !look.word.is_empty() && !answer.excerpt.contains(&look.word) {
        return Ok((Finding::Word, status.to_string()));
    }
    Ok((Finding::Good, status.to_string()))
}

async fn certificate(settings: &EgressSettings, look: &Look, limit: Duration, now: Timestamp) -> Seen {
    let (host, port) = rules::place(&look.target, Some(443)).ok_or_else(|| unreadable(&look.target))?;
    let end = egress::certificate_end(settings, &host, port, limit).await?;
    let is_soon = end.duration_since(now) < SignedDuration::from_hours(24 * look.days);
    Ok((if is_soon { Finding::Expiring } else { Finding::Good }, end.to_string()))
}

async fn name(settings: &EgressSettings, look: &Look, limit: Duration) -> Seen {
    let server = rules::server(&look.server).ok_or_else(|| unreadable(&look.server))?;
    let found = egress::names(settings, server, &look.target, look.record.as_str(), limit).await?;
    let same = |value: &String| {
        value.trim_end_matches('.').eq_ignore_ascii_case(look.answer.trim_end_matches('.'))
            || value.trim_matches('"') == look.answer
    };
    let is_there = look.answer.is_empty() || found.iter().any(same);
    Ok((if is_there { Finding::Good } else { Finding::Answer }, found.join(", ")))
}
