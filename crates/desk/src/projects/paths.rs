//! Paths of the parts of a project.

use super::{DecisionId, ProjectId, ProjectKey, ProjectTimeId, RiskId, StepId};
use crate::tickets::TicketId;
use kernel::id::BeneficiaryId;
use serde::Deserialize;

/// Path of a step.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct StepPath {
    beneficiary: BeneficiaryId,
    id: ProjectId,
    step: StepId,
}

impl StepPath {
    pub(super) fn split(self) -> (ProjectKey, StepId) {
        (ProjectKey { beneficiary: self.beneficiary, id: self.id }, self.step)
    }
}

/// Path of a risk.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct RiskPath {
    beneficiary: BeneficiaryId,
    id: ProjectId,
    risk: RiskId,
}

impl RiskPath {
    pub(super) fn split(self) -> (ProjectKey, RiskId) {
        (ProjectKey { beneficiary: self.beneficiary, id: self.id }, self.risk)
    }
}

/// Path of a decision.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct DecisionPath {
    beneficiary: BeneficiaryId,
    id: ProjectId,
    decision: DecisionId,
}

impl DecisionPath {
    pub(super) fn split(self) -> (ProjectKey, DecisionId) {
        (ProjectKey { beneficiary: self.beneficiary, id: self.id }, self.decision)
    }
}

/// Path of a ticket of a project.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct LinkPath {
    beneficiary: BeneficiaryId,
    id: ProjectId,
    ticket: TicketId,
}

impl LinkPath {
    pub(super) fn split(self) -> (ProjectKey, TicketId) {
        (ProjectKey { beneficiary: self.beneficiary, id: self.id }, self.ticket)
    }
}

/// Path of some time.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct TimePath {
    beneficiary: BeneficiaryId,
    id: ProjectId,
    time: ProjectTimeId,
}

impl TimePath {
    pub(super) fn split(self) -> (ProjectKey, ProjectTimeId) {
        (ProjectKey { beneficiary: self.beneficiary, id: self.id }, self.time)
    }
}
