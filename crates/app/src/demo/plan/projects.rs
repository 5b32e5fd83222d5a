//! Projects of the beneficiaries, from their beginning on.

use desk::projects::{DecisionForm, ProjectForm, RiskForm, StepForm, WeatherForm};
use serde::Deserialize;

/// What people do about projects. `project` is a name of the plan's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProjectAct {
    /// Begins one with its steps and risks.
    Begin {
        /// Code of the beneficiary.
        of: String,
        /// Which one.
        project: String,
        /// What it is; its beneficiary is left empty.
        form: Box<ProjectForm>,
        /// Its phases and milestones.
        steps: Vec<StepForm>,
        /// What could go wrong.
        #[serde(default)]
        risks: Vec<RiskForm>,
    },
    /// Moves a step, found by its name.
    Step {
        /// Which project.
        project: String,
        /// Name of the step.
        name: String,
        /// The day foreseen now; as before when empty.
        #[serde(default)]
        forecast_on: String,
        /// The day on which it was done.
        #[serde(default)]
        done_on: String,
    },
    /// Says how it goes.
    Weather {
        /// Which project.
        project: String,
        /// What is said.
        form: WeatherForm,
    },
    /// Writes a decision down.
    Decide {
        /// Which project.
        project: String,
        /// What was decided.
        form: DecisionForm,
    },
    /// Changes its state.
    Turn {
        /// Which project.
        project: String,
        /// The state.
        state: String,
    },
    /// Says something.
    Say {
        /// Which project.
        project: String,
        /// The words.
        words: String,
    },
    /// Spends time.
    Spend {
        /// Which project.
        project: String,
        /// How long.
        minutes: String,
        /// On what.
        note: String,
    },
    /// Links tickets of the beneficiary whose title has a word.
    Link {
        /// Which project.
        project: String,
        /// The word.
        word: String,
        /// How many at most.
        most: usize,
    },
}
