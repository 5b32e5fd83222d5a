//! Measured figures: half and ninety-five hundredths of a sample, a target, a table.

use anyhow::Result;
use serde::Serialize;
use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

/// One figure.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Figure {
    /// `SQLite`, `PostgreSQL`, or empty when no database takes part.
    pub(super) engine: &'static str,
    /// What was measured.
    pub(super) name: String,
    /// The middle of the sample, or the only value.
    pub(super) p50: f64,
    /// Not exceeded by 95 % of the sample.
    pub(super) p95: Option<f64>,
    /// Unit of both.
    pub(super) unit: &'static str,
    /// What was promised.
    pub(super) target: Option<Target>,
}

/// What a figure is held to.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Target {
    /// Its p95, or the value when it is alone, must not exceed this.
    AtMost(f64),
    /// Its p50 must reach this.
    AtLeast(f64),
}

impl Figure {
    /// A single value.
    pub(super) fn value(name: impl Into<String>, p50: f64, unit: &'static str) -> Self {
        Self { engine: "", name: name.into(), p50, p95: None, unit, target: None }
    }

    /// Durations, told in milliseconds.
    pub(super) fn milliseconds(name: impl Into<String>, mut sample: Vec<Duration>) -> Self {
        sample.sort_unstable();
        let at = |hundredths: usize| {
            let place = (sample.len() * hundredths / 100).min(sample.len().saturating_sub(1));
            sample.get(place).map_or(0.0, |duration| duration.as_secs_f64() * 1000.0)
        };
        Self { p95: Some(at(95)), ..Self::value(name, at(50), "ms") }
    }

    /// The same figure held to a target.
    pub(super) fn held_to(self, target: Target) -> Self {
        Self { target: Some(target), ..self }
    }

    /// Whether the target is reached; true without one.
    pub(super) fn is_met(&self) -> bool {
        match self.target {
            None => true,
            Some(Target::AtMost(most)) => self.p95.unwrap_or(self.p50) <= most,
            Some(Target::AtLeast(least)) => self.p50 >= least,
        }
    }
}

/// Runs `work` and gives how long it took with what it gave.
pub(super) async fn timed<T>(work: impl Future<Output = Result<T>>) -> Result<(Duration, T)> {
    let began = Instant::now();
    let given = work.await?;
    Ok((began.elapsed(), given))
}

/// As [`timed`], for work that waits for nothing.
pub(super) fn timed_here<T>(work: impl FnOnce() -> Result<T>) -> Result<(Duration, T)> {
    let began = Instant::now();
    let given = work()?;
    Ok((began.elapsed(), given))
}

/// The figures as JSON.
pub(super) fn json(all: &[Figure]) -> Result<String> {
    let rows: Vec<serde_json::Value> = all
        .iter()
        .map(|figure| {
            let mut row = serde_json::to_value(figure)?;
            row["met"] = figure.target.map(|_| figure.is_met()).into();
            Ok(row)
        })
        .collect::<Result<_>>()?;
    Ok(serde_json::to_string_pretty(&rows)?)
}

/// The figures for a person.
pub(super) fn table(all: &[Figure]) -> String {
    let mut text = format!("{:<11}{:<58}{:>12}{:>12}  {:<9}target\n", "", "", "p50", "p95", "unit");
    for figure in all {
        let p95 = figure.p95.map_or_else(String::new, shown);
        let target = match figure.target {
            None => String::new(),
            Some(Target::AtMost(most)) => format!("≤ {} {}", shown(most), verdict(figure)),
            Some(Target::AtLeast(least)) => format!("≥ {} {}", shown(least), verdict(figure)),
        };
        let Figure { engine, name, p50, unit, .. } = figure;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{engine:<11}{name:<58}{:>12}{p95:>12}  {unit:<9}{target}", shown(*p50));
    }
    text
}

fn verdict(figure: &Figure) -> &'static str {
    if figure.is_met() { "met" } else { "MISSED" }
}

fn shown(value: f64) -> String {
    if value >= 1000.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_told_by_its_middle_and_its_slow_end() {
        let sample: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        let figure = Figure::milliseconds("pages", sample);
        assert!((figure.p50 - 51.0).abs() < 0.01 && figure.p95.is_some_and(|p95| (p95 - 96.0).abs() < 0.01));
        assert!(figure.clone().held_to(Target::AtMost(96.0)).is_met());
        assert!(!figure.held_to(Target::AtMost(95.0)).is_met());
        assert!(!Figure::value("rate", 9.0, "per s").held_to(Target::AtLeast(10.0)).is_met());
    }
}
