//! A session with a GLPI: opened, opened again when it has expired, tried again when the line breaks, closed at the end.

use super::{Place, answers};
use anyhow::{Context as _, Result, bail};
use platform::fetch::{self, Answer};
use serde_json::Value;
use std::time::Duration;

/// Times a question is asked before giving up: about half a minute in all.
const ATTEMPTS: u32 = 5;

/// A session.
pub struct Session {
    place: Place,
    token: String,
    /// First pause before asking again; doubled each time.
    pause: Duration,
}

/// A page of rows.
pub struct Page {
    /// The rows.
    pub items: Vec<Value>,
    /// How many there are in all.
    pub total: usize,
}

impl Session {
    /// Opens a session.
    pub async fn open(place: Place, pause: Duration) -> Result<Self> {
        let mut session = Self { place, token: String::new(), pause };
        session.sign_in().await?;
        Ok(session)
    }

    async fn sign_in(&mut self) -> Result<()> {
        let authorization = format!("user_token {}", self.place.user_token);
        let answer = self.sent("initSession", &[("authorization", &authorization)]).await?;
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        match body["session_token"].as_str().filter(|_| answer.status == 200) {
            Some(token) => token.clone_into(&mut self.token),
            None => bail!("initSession: {}", told(&answer)),
        }
        Ok(())
    }

    /// Asks once, again when the line breaks or the server fails, ever later.
    async fn sent(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        let url = format!("{}/{path}", self.place.url.trim_end_matches('/'));
        let mut all = vec![("content-type", "application/json"), ("accept", "application/json")];
        if !self.place.app_token.is_empty() {
            all.push(("app-token", &self.place.app_token));
        }
        all.extend(headers);
        let mut wait = self.pause;
        for attempt in 1.. {
            let answer = fetch::get(&url, &all, self.place.timeout).await;
            let is_last = attempt == ATTEMPTS;
            match answer {
                Ok(answer) if answer.status < 500 || is_last => return Ok(answer),
                Err(error) if is_last => return Err(error).with_context(|| url.clone()),
                Ok(_) | Err(_) => {}
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
        }
        bail!("{url}: no answer")
    }

    /// Asks within the session, which is opened again when it has expired meanwhile.
    async fn asked(&mut self, path: &str) -> Result<Answer> {
        let token = self.token.clone();
        let answer = self.sent(path, &[("session-token", &token)]).await?;
        let refusal = answers::refusal(&answer.body).map(|(code, _)| code).unwrap_or_default();
        if !refusal.starts_with("ERROR_SESSION_TOKEN") {
            return Ok(answer);
        }
        self.sign_in().await?;
        let token = self.token.clone();
        self.sent(path, &[("session-token", &token)]).await
    }

    /// One page of a list from a row on; empty beyond its end.
    pub async fn page(&mut self, list: &str, first: usize, more: &str) -> Result<Page> {
        let last = first + self.place.page.max(1) - 1;
        let answer = self.asked(&format!("{list}?range={first}-{last}&get_hateoas=false{more}")).await?;
        let refusal = answers::refusal(&answer.body).map(|(code, _)| code);
        match (answer.status, refusal.as_deref()) {
            (_, Some("ERROR_RANGE_EXCEED_TOTAL")) => Ok(Page { items: vec![], total: first }),
            (200 | 206, None) => {
                let items: Vec<Value> = serde_json::from_slice(&answer.body)
                    .with_context(|| format!("{list}: no list of rows"))?;
                let total = range(&answer).map_or(first + items.len(), |(_, _, total)| total);
                Ok(Page { items, total })
            }
            _ => bail!("{list}: {}", told(&answer)),
        }
    }

    /// Everything that belongs to an item, whatever its number.
    pub async fn parts(&mut self, kind: &str, id: &str, part: &str) -> Result<Vec<Value>> {
        let (list, mut all) = (format!("{kind}/{id}/{part}"), vec![]);
        loop {
            let page = self.page(&list, all.len(), "").await?;
            let is_over = page.items.is_empty() || all.len() + page.items.len() >= page.total;
            all.extend(page.items);
            if is_over {
                return Ok(all);
            }
        }
    }

    /// How many items of a kind there are.
    pub async fn count(&mut self, kind: &str) -> Result<usize> {
        let usual = std::mem::replace(&mut self.place.page, 1);
        let page = self.page(kind, 0, "").await;
        self.place.page = usual;
        Ok(page?.total)
    }

    /// Closes the session; what was read stays read when that fails.
    pub async fn close(self) {
        let done = self.sent("killSession", &[("session-token", &self.token)]).await;
        if let Err(error) = done {
            tracing::warn!(%error, "closing the session");
        }
    }
}

fn range(answer: &Answer) -> Option<(usize, usize, usize)> {
    answers::range(answer.headers.get("content-range")?.to_str().ok()?)
}

/// What a GLPI said, in one line.
fn told(answer: &Answer) -> String {
    if let Some((code, words)) = answers::refusal(&answer.body) {
        return format!("{code}: {words}");
    }
    let beginning: String = String::from_utf8_lossy(&answer.body).chars().take(120).collect();
    format!("{} {beginning}", answer.status)
}
