//! Applications, equipment requests and acts of the beneficiaries, from their beginning on.

use agreements::acts::{ActForm, InformForm};
use estate::{
    applications::{
        ApplicationForm, CheckForm, DecideForm, EnvironmentForm, ExceptionForm, FlowForm, ImprovementForm,
        ItemForm, MeasureForm,
    },
    equipment_requests::RequestForm,
    processes::ProcessForm,
};
use serde::Deserialize;

/// What people do about applications, equipment and acts. `application` and `act` are names of the plan's own; an environment, a flow or a process
/// is found by its name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ApplicationAct {
    /// Describes an application with its parts.
    Describe {
        /// Code of the beneficiary.
        of: String,
        /// Which one.
        application: String,
        /// What it is; its beneficiary is left empty.
        form: Box<ApplicationForm>,
        /// Where it runs.
        environments: Vec<EnvironmentForm>,
        /// What the environments are made of: the name of one, then the item.
        #[serde(default)]
        items: Vec<(String, ItemForm)>,
        /// What runs by itself; the environment is given by name.
        #[serde(default)]
        processes: Vec<ProcessForm>,
        /// What it exchanges; the environment is given by name.
        #[serde(default)]
        flows: Vec<FlowForm>,
        /// How it is stopped, one step a line.
        #[serde(default)]
        stop: String,
        /// How it is started again.
        #[serde(default)]
        restart: String,
        /// Articles of the knowledge base that say how it is operated.
        #[serde(default)]
        procedures: Vec<String>,
    },
    /// Lets production data into an environment outside production, for a while.
    Except {
        /// Which application.
        application: String,
        /// Name of the environment.
        environment: String,
        /// Who decides, why, until when.
        form: ExceptionForm,
    },
    /// Records what a check of a flow found.
    Check {
        /// Which application.
        application: String,
        /// Name of the flow.
        flow: String,
        /// What was found.
        form: CheckForm,
    },
    /// Records something measured.
    Measure {
        /// Which application.
        application: String,
        /// What.
        form: MeasureForm,
    },
    /// Proposes to better an application.
    Propose {
        /// Which application.
        application: String,
        /// What.
        form: ImprovementForm,
    },
    /// Decides on the last proposal.
    Decide {
        /// Which application.
        application: String,
        /// What.
        form: DecideForm,
    },
    /// A process tells that it ran.
    Run {
        /// Which application.
        application: String,
        /// Name of the process.
        process: String,
        /// Whether it failed.
        #[serde(default)]
        failed: bool,
        /// What it says.
        #[serde(default)]
        note: String,
    },
    /// Says that the last tickets whose title has a word are about an application.
    About {
        /// Which application.
        application: String,
        /// The word.
        word: String,
        /// How many at most.
        most: usize,
    },
    /// An equipment request, carried on until a state.
    Equipment(Box<Equipment>),
    /// Writes down an act.
    Act {
        /// Code of the beneficiary.
        of: String,
        /// Which one.
        act: String,
        /// What it is; its beneficiary is left empty.
        form: ActForm,
        /// What was said before it.
        #[serde(default)]
        told: Vec<InformForm>,
        /// Whether it is concluded, on the day given by the plan.
        #[serde(default)]
        concluded: bool,
    },
}

/// An equipment request as its file shows it on the day of the deed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// Code of the beneficiary.
    pub of: String,
    /// What is asked for; its beneficiary is left empty.
    pub form: RequestForm,
    /// The state it is carried on to.
    pub until: String,
    /// Why it came late, and is agreed to or refused.
    #[serde(default)]
    pub reason: String,
    /// What the study found.
    #[serde(default)]
    pub study: String,
    /// The whole cost.
    #[serde(default)]
    pub cost: String,
    /// The beneficiary's share.
    #[serde(default)]
    pub share: String,
    /// The day on which both signed.
    #[serde(default)]
    pub signed_on: String,
    /// Number of the order.
    #[serde(default)]
    pub order: String,
    /// The day of the order.
    #[serde(default)]
    pub ordered_on: String,
    /// The act concluded by the order.
    #[serde(default)]
    pub act: String,
    /// The day of the delivery.
    #[serde(default)]
    pub delivered_on: String,
    /// The day of the entry into service.
    #[serde(default)]
    pub in_service_on: String,
}
