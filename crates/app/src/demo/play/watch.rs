//! Monitoring: the source is set up as on screen, and posts as a real one does.

use super::Stage;
use crate::demo::plan::watch::Alert;
use anyhow::{Context as _, Result};
use axum::http::{HeaderMap, HeaderValue, header};
use desk::monitoring::{Kind, RuleForm, Settings, SourceId, actions, intake};
use people::Role;
use serde_json::json;

/// A source and its secret.
pub(super) type Watching = (SourceId, String);

impl Stage<'_> {
    /// Sets the source up: whose its events are is a label of each.
    pub(super) async fn watching(&mut self) -> Result<()> {
        let administrators = self.plan.cast.holders(Role::Administrator, "CAPBP");
        let ctx = self.by(*administrators.first().context("no administrator in data/cast.toml")?);
        let settings = Settings { name: "Prometheus".to_owned(), ..actions::usual(Kind::Alertmanager) };
        let (source, secret) = actions::create(&ctx, settings).await?;
        for code in ["PMPB", "STC"] {
            let officers = self.plan.cast.holders(Role::Officer, code);
            let officer = *officers.first().context("no officer in data/cast.toml")?;
            let form = RuleForm {
                beneficiary: self.beneficiary(code)?.to_string(),
                label: "tenant".to_owned(),
                value: code.to_owned(),
                contact: self.persons[officer].id.to_string(),
                site: String::new(),
            };
            actions::add_rule(&ctx, &source.id, &form).await?;
        }
        self.watching = Some((source.id, secret));
        Ok(())
    }

    /// Posts an alert as Alertmanager does.
    pub(super) async fn alert(&self, alert: &Alert) -> Result<()> {
        let (source, secret) = self.watching.as_ref().context("no source yet")?;
        let now = self.platform.clock.now();
        let (status, ends) = if alert.is_firing {
            ("firing", "0001-01-01T00:00:00Z".to_owned())
        } else {
            ("resolved", now.to_string())
        };
        let labels = json!({"alertname": alert.name, "instance": alert.host, "severity": alert.severity,
            "tenant": alert.tenant, "site": alert.site});
        let body = json!({"version": "4", "alerts": [{"status": status, "labels": labels,
            "annotations": {"summary": alert.summary}, "startsAt": alert.since, "endsAt": ends,
            "fingerprint": format!("{}/{}", alert.host, alert.name)}]});
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {secret}"))?);
        let body = body.to_string();
        intake::take(&self.system("Supervision"), source, &headers, Some(body.as_bytes())).await?;
        Ok(())
    }
}
