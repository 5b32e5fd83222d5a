//! How projects look: the portfolio, a project with its parts, the forms, and the sheet for committees.

mod forms;
mod list;
mod project;
mod sheet;

pub(super) use forms::{project_form, risk_page, step_page, stored, stored_risk, stored_step};
pub(super) use list::{list_page, row, sheet_of};
pub(crate) use project::Typed;
pub(super) use project::project_page;
pub(super) use sheet::sheet_page;

use super::{Project, ProjectState, Step, Weather, rules};
use crate::projects::rules::Standing;
use jiff::civil::Date;
use maud::{Markup, html};
use platform::{
    i18n::{Lang, figures},
    web::components::{Crumb, Tone, tag},
};

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("project-title"), "/projects")
}

fn state_tag(lang: Lang, state: ProjectState) -> Markup {
    let tone = match state {
        ProjectState::Running => Tone::Info,
        ProjectState::Done => Tone::Good,
        ProjectState::OnHold => Tone::Warning,
        ProjectState::Idea | ProjectState::Planned | ProjectState::Dropped => Tone::Neutral,
    };
    tag(tone, &lang.t(state.label_key()))
}

fn weather_tag(lang: Lang, weather: Weather) -> Markup {
    let tone = match weather {
        Weather::Fair => Tone::Good,
        Weather::Cloudy => Tone::Warning,
        Weather::Stormy => Tone::Bad,
    };
    tag(tone, &lang.t(weather.label_key()))
}

/// How a step stands, in plain words.
fn standing(lang: Lang, step: &Step, today: Date) -> Markup {
    match rules::standing(step, today) {
        Standing::Done(0) => tag(Tone::Good, &lang.t("project-step-done")),
        Standing::Done(days) => tag(Tone::Good, &lang.with("project-step-done-late", &[("days", days)])),
        Standing::Late(days) => tag(Tone::Bad, &lang.with("project-step-late", &[("days", days)])),
        Standing::Slipping(days) => {
            tag(Tone::Warning, &lang.with("project-step-slipping", &[("days", days)]))
        }
        Standing::OnTime => tag(Tone::Neutral, &lang.t("project-step-on-time")),
    }
}

fn day(lang: Lang, day: Option<Date>) -> String {
    day.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day))
}

/// The end foreseen; beside it the one agreed, when they differ.
fn end(lang: Lang, project: &Project, steps: &[Step]) -> String {
    let foreseen = rules::end(project.ends_on, steps);
    match project.ends_on {
        Some(agreed) if foreseen != Some(agreed) => {
            let days = [("foreseen", day(lang, foreseen)), ("agreed", figures::date(lang, agreed))];
            lang.with("project-end-moved", &days)
        }
        _ => day(lang, foreseen),
    }
}

/// The next step and whether late.
fn next(lang: Lang, steps: &[Step], today: Date) -> Markup {
    match rules::next(steps) {
        None => html! { "—" },
        Some(step) => html! {
            (step.name) ", " (figures::date(lang, step.forecast_on))
            @if step.forecast_on < today { " " (standing(lang, step, today)) }
        },
    }
}
