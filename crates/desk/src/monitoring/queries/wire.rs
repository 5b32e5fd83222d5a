//! Asking a Prometheus, and reading what it answers: <https://prometheus.io/docs/prometheus/latest/querying/api/>.

use super::{
    super::{
        Event,
        payloads::{Told, event, without_port},
    },
    Query, rules,
};
use axum::http::{HeaderName, header};
use jiff::Timestamp;
use platform::egress::{self, Call, EgressSettings};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};

/// Bytes of an answer.
const READ: usize = 16 << 20;

/// How long an answer may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Most series of an answer.
const SERIES: usize = 2_000;

/// A series: its labels, and at which instants it is up. An instant without a value is not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// True for any value but 0.
    pub points: BTreeMap<Timestamp, bool>,
}

#[derive(Deserialize)]
struct Answer {
    status: String,
    #[serde(default)]
    error: String,
    #[serde(default, rename = "errorType")]
    kind: String,
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(rename = "resultType")]
    kind: String,
    result: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    metric: BTreeMap<String, String>,
    #[serde(default)]
    values: Vec<(f64, String)>,
}

/// Asks for the points of a span. The error says in technical words why there are none.
pub(super) async fn ask(
    settings: &EgressSettings,
    query: &Query,
    token: &str,
    span: (Timestamp, Timestamp),
) -> Result<Vec<Series>, String> {
    let address = format!("{}/api/v1/query_range", query.address);
    let bearer = [(header::AUTHORIZATION, format!("Bearer {token}"))];
    let headers: &[(HeaderName, String)] = if token.is_empty() { &[] } else { &bearer };
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("query", &query.expression)
        .append_pair("start", &span.0.as_second().to_string())
        .append_pair("end", &span.1.as_second().to_string())
        .append_pair("step", &query.step_seconds.to_string())
        .append_pair("lookback_delta", &format!("{}s", rules::lookback(query.step_seconds)))
        .finish();
    let content_type = "application/x-www-form-urlencoded";
    let call = Call { address: &address, content_type, headers, body, limit: LIMIT, read: READ };
    let answer = egress::send(settings, &call).await.map_err(|failure| failure.to_string())?;
    read(answer.status, &answer.excerpt)
}

/// What an answer says.
pub(super) fn read(status: u16, body: &str) -> Result<Vec<Series>, String> {
    let answer: Answer = match serde_json::from_str(body) {
        Ok(answer) => answer,
        Err(_) if status != 200 => return Err(format!("status {status}")),
        Err(error) if body.len() >= READ => return Err(format!("longer than {READ} bytes: {error}")),
        Err(error) => return Err(format!("unreadable: {error}")),
    };
    let data = match answer.data {
        Some(data) if answer.status == "success" => data,
        _ => return Err(format!("status {status}, {}: {}", answer.kind, answer.error)),
    };
    if data.kind != "matrix" {
        return Err(format!("a {} instead of a matrix", data.kind));
    }
    if data.result.len() > SERIES {
        return Err(format!("more than {SERIES} series"));
    }
    Ok(data.result.into_iter().map(series).collect())
}

fn series(one: One) -> Series {
    let points = one.values.iter().filter_map(|(at, value)| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "seconds of this era are far from the limits of i64"
        )]
        let at = Timestamp::from_second(at.round() as i64).ok()?;
        let value: f64 = value.parse().ok()?;
        (!value.is_nan()).then_some((at, value != 0.0))
    });
    Series { points: points.collect(), labels: one.metric }
}

/// What a series is in the words of the desk, down or up since an instant.
pub(super) fn event_of(
    query: &Query,
    labels: &BTreeMap<String, String>,
    is_firing: bool,
    at: Timestamp,
) -> Event {
    let label = |names: &[&str]| names.iter().find_map(|name| labels.get(*name)).map_or("", String::as_str);
    let service = match label(&["__name__"]) {
        "" => "prometheus",
        name => name,
    };
    let alarm: Vec<String> = labels.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
    let alarm = alarm.join(",");
    let mut known = labels.clone();
    if let Some(site) = labels.get(&query.site_label) {
        known.insert("site".to_owned(), site.clone());
    }
    let told = Told {
        key: format!("{alarm}|{at}|{is_firing}"),
        alarm,
        is_firing,
        host: without_port(label(&["host", "instance", &query.site_label])),
        service,
        severity: if is_firing { "down" } else { "up" },
        summary: "",
        detail: &query.expression,
        link: &query.address,
        at: Some(at),
    };
    event(&told, &known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_is_read_and_an_error_is_told() {
        let body = r#"{"status": "success", "data": {"resultType": "matrix", "result": [
            {"metric": {"__name__": "probe_success", "site": "Mairie"},
             "values": [[1773129600, "1"], [1773129660.000, "0"], [1773129720, "NaN"], [1773129780, "0.5"]]}]}}"#;
        let series = read(200, body).unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        let points: Vec<_> = series[0].points.clone().into_iter().collect();
        assert_eq!(
            points,
            [(at(1_773_129_600), true), (at(1_773_129_660), false), (at(1_773_129_780), true)]
        );
        for (status, body, words) in [
            (400, r#"{"status": "error", "errorType": "bad_data", "error": "parse error"}"#, "parse error"),
            (401, "Unauthorized", "status 401"),
            (200, "<html>", "unreadable"),
            (200, r#"{"status": "success", "data": {"resultType": "vector", "result": []}}"#, "vector"),
        ] {
            let told = read(status, body).unwrap_err();
            assert!(told.contains(words), "{told}");
        }
    }
}
