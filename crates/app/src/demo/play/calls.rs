//! The telephone: the exchange is joined as on screen, and tells of calls as a real one does.

use super::Stage;
use crate::demo::plan::calls::News;
use anyhow::{Context as _, Result};
use axum::http::{HeaderMap, HeaderValue, header};
use desk::{
    calls::{CallId, actions, intake},
    phone_lines::{self, LineForm, LineId},
};
use people::Role;
use serde_json::json;
use std::collections::BTreeMap;

/// An exchange, its secret, and the calls it told of.
pub(super) type Exchange = (LineId, String, BTreeMap<String, CallId>);

/// A number that nobody of the demonstration has, in the range kept for fiction.
const STRANGER: &str = "06 39 98 12 34";

impl Stage<'_> {
    pub(super) async fn exchange(&mut self) -> Result<()> {
        let administrators = self.plan.cast.holders(Role::Administrator, "CAPBP");
        let ctx = self.by(*administrators.first().context("no administrator in data/cast.toml")?);
        let form = LineForm { name: "Standard".to_owned() };
        let (line, secret) = phone_lines::actions::create(&ctx, &form).await?;
        self.exchange = Some((line.id, secret, BTreeMap::new()));
        Ok(())
    }

    /// Tells of a call.
    pub(super) async fn call(&mut self, news: &News) -> Result<()> {
        let number = news.person.map_or(STRANGER, |person| self.persons[person].phone.as_str());
        let agent = news.agent.map_or("", |agent| self.persons[agent].email.as_str());
        let body =
            json!({"call": news.call, "event": news.told, "direction": news.direction, "number": number,
            "agent": agent})
            .to_string();
        let ctx = self.system("Téléphonie");
        let (line, secret, calls) = self.exchange.as_mut().context("no exchange yet")?;
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {secret}"))?);
        let answer = intake::take(&ctx, line, &headers, Some(body.as_bytes())).await?;
        calls.insert(news.call.clone(), answer.call);
        Ok(())
    }

    /// Puts a call beside the ticket it became.
    pub(super) async fn call_of(&self, call: &str, ticket: usize, by: usize) -> Result<()> {
        let (_, _, calls) = self.exchange.as_ref().context("no exchange yet")?;
        let call = calls.get(call).context("no such call")?;
        let (key, _) = self.tickets[ticket].as_ref().context("a call before its ticket")?;
        Ok(actions::link_to(&self.by(by), call, key).await?)
    }
}
