//! Paths of what belongs to a meeting.

use super::{ItemId, MeetingId, MeetingKey, ParticipantId};
use kernel::id::BeneficiaryId;
use serde::Deserialize;

/// Path of somebody who sits in a meeting.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct ParticipantPath {
    beneficiary: BeneficiaryId,
    id: MeetingId,
    participant: ParticipantId,
}

impl ParticipantPath {
    pub(super) fn split(self) -> (MeetingKey, ParticipantId) {
        (MeetingKey { beneficiary: self.beneficiary, id: self.id }, self.participant)
    }
}

/// Path of a point of an agenda.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct ItemPath {
    beneficiary: BeneficiaryId,
    id: MeetingId,
    item: ItemId,
}

impl ItemPath {
    pub(super) fn split(self) -> (MeetingKey, ItemId) {
        (MeetingKey { beneficiary: self.beneficiary, id: self.id }, self.item)
    }
}
