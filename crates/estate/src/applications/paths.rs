//! Paths of the parts of an application.

use super::{
    ApplicationId, ApplicationKey, EnvironmentId, ExceptionId, FlowId, ImprovementId, SpecificationKind,
};
use kernel::id::BeneficiaryId;
use serde::Deserialize;

macro_rules! paths {
    ($($(#[$meta:meta])* $name:ident { $part:ident: $kind:ty })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
        pub struct $name {
            beneficiary: BeneficiaryId,
            id: ApplicationId,
            $part: $kind,
        }

        impl $name {
            pub(crate) fn split(self) -> (ApplicationKey, $kind) {
                (ApplicationKey { beneficiary: self.beneficiary, id: self.id }, self.$part)
            }
        }
    )+};
}

paths! {
    /// Path of an environment.
    EnvironmentPath { environment: EnvironmentId }
    /// Path of an exception.
    ExceptionPath { exception: ExceptionId }
    /// Path of a flow.
    FlowPath { flow: FlowId }
    /// Path of a specification.
    SpecificationPath { specification: SpecificationKind }
    /// Path of a proposal of improvement.
    ImprovementPath { improvement: ImprovementId }
    /// Path of a scheduled process.
    ProcessPath { process: crate::processes::ProcessId }
}
