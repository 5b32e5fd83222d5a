//! How indicators look: where commitments stand, closed months, values and series.

mod month;
mod overview;
mod series;
mod value;

pub(super) use month::month_page;
pub(super) use overview::{choose_page, overview_page};
pub(super) use series::series_page;
pub(super) use value::value_page;

use super::{CloseForm, ClosedValue, DecideForm, Gap, ProposalForm, ProposalId, RunForm, Stage, files};
use crate::scoreboard::{Verdict, words};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::components::{Crumb, FieldError, Tone, figure, link, tag},
};

/// What was typed on the overview, when it was refused.
#[derive(Debug, Default)]
pub(super) struct Attempt {
    /// A month to close.
    pub(super) close: CloseForm,
    /// Months to close.
    pub(super) run: RunForm,
    /// What is missing in the month.
    pub(super) gaps: Vec<Gap>,
    /// Which form was refused.
    pub(super) refused: &'static str,
    /// Why.
    pub(super) errors: Vec<FieldError>,
}

impl Attempt {
    fn errors_of(&self, form: &str) -> &[FieldError] {
        if self.refused == form { &self.errors } else { &[] }
    }
}

/// What was typed on the page of a series, when it was refused.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// A target.
    pub(super) proposal: ProposalForm,
    /// What a committee makes of a proposal.
    pub(super) decided: Option<(ProposalId, DecideForm)>,
    /// Which form was refused.
    pub(super) refused: &'static str,
    /// Why.
    pub(super) errors: Vec<FieldError>,
}

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("indicator-title"), "/indicators")
}

/// A stage is no verdict: never green or red.
fn stage_tag(lang: Lang, stage: Stage) -> Markup {
    let tone = if stage == Stage::Measured { Tone::Neutral } else { Tone::Info };
    tag(tone, &lang.t(stage.label_key()))
}

/// Without an agreed target a value is never green or red (R5.1).
fn verdict_tag(lang: Lang, verdict: Verdict) -> Markup {
    tag(words::tone(verdict), &words::verdict(lang, verdict))
}

/// The path of a closed value.
fn value_path(code: &str, value: &ClosedValue) -> String {
    format!("/indicators/{code}/closings/{}/values/{}", value.closing, value.code)
}

/// A value that leads to its rows.
fn value_link(ctx: &Ctx, code: &str, value: &ClosedValue) -> Markup {
    html! { a href=(value_path(code, value)) { (figure(ctx.lang, &value.value)) } }
}

/// What is missing, each with the page where it can be mended.
fn gap_list(lang: Lang, gaps: &[Gap]) -> Markup {
    html! {
        ul { @for gap in gaps { li { (link(&gap.path, &lang.text(&gap.text))) } } }
    }
}

fn target(lang: Lang, value: &ClosedValue) -> String {
    files::target(lang, value)
}
