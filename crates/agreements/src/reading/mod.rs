//! The signed agreement as pages both sides read alike: one page per part, and the whole of it to print.

pub mod pages;
pub mod rules;
pub mod views;

use crate::{
    document::AgreementDocument,
    versions::{Version, store::Holder},
};
use jiff::civil::Date;
use platform::{Ctx, i18n::figures};

/// A part of the agreement, one page each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Parties, dates, term, subscriptions.
    Overview,
    /// Blocks, responsibility matrix, offers.
    Services,
    /// Price parameters and revision.
    Price,
    /// Service window and criticality.
    Window,
    /// Annexe 1 A.
    Commitments,
    /// Governance scheme.
    Committees,
    /// Obligations by article.
    Obligations,
    /// Annexe 1 E.
    Protection,
    /// Telephony, equipment, exit, insurance, disputes.
    Means,
    /// Drafting defects.
    Remarks,
    /// Everything, to print or to search.
    Whole,
}

impl Part {
    /// Every part, in the order of the tabs.
    pub const ALL: [Self; 11] = [
        Self::Overview,
        Self::Services,
        Self::Price,
        Self::Window,
        Self::Commitments,
        Self::Committees,
        Self::Obligations,
        Self::Protection,
        Self::Means,
        Self::Remarks,
        Self::Whole,
    ];

    /// Last segment of the page's address; empty for the overview.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Services => "services",
            Self::Price => "price",
            Self::Window => "window",
            Self::Commitments => "commitments",
            Self::Committees => "committees",
            Self::Obligations => "obligations",
            Self::Protection => "protection",
            Self::Means => "means",
            Self::Remarks => "remarks",
            Self::Whole => "whole",
        }
    }

    /// The part of that address.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.slug() == slug)
    }

    /// Message key of the tab.
    pub fn key(self) -> &'static str {
        match self {
            Self::Overview => "versions-part-overview",
            Self::Services => "versions-part-services",
            Self::Price => "versions-part-price",
            Self::Window => "versions-part-window",
            Self::Commitments => "versions-part-commitments",
            Self::Committees => "versions-part-committees",
            Self::Obligations => "versions-part-obligations",
            Self::Protection => "versions-part-protection",
            Self::Means => "versions-part-means",
            Self::Remarks => "versions-part-remarks",
            Self::Whole => "versions-part-whole",
        }
    }

    /// First keys of the file that the part shows: a remark on one of them is shown beside it.
    pub fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Overview => &["identity", "provider", "beneficiary", "term"],
            Self::Services => &["blocks", "offers"],
            Self::Price => &["price"],
            Self::Window => &["service_window", "priority"],
            Self::Commitments => &["commitments"],
            Self::Committees => &["committees"],
            Self::Obligations => &["obligations"],
            Self::Protection => &["data_protection"],
            Self::Means => &["telephony", "equipment", "exit", "insurance", "disputes"],
            Self::Remarks | Self::Whole => &[],
        }
    }

    /// How many things the part lists, for its tab.
    pub fn count(self, document: &AgreementDocument) -> Option<u64> {
        let count = match self {
            Self::Commitments => document.commitments.len(),
            Self::Obligations => document.obligations.len(),
            Self::Remarks => document.remarks.len(),
            _ => return None,
        };
        u64::try_from(count).ok()
    }
}

/// What a page of the agreement shows: whose agreement, which version, on which day.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The beneficiary.
    pub holder: Holder,
    /// The version shown.
    pub version: Version,
    /// Number of the version in force today; nothing before the start and after the end.
    pub in_force: Option<i64>,
    /// Today in the agreement's time zone.
    pub today: Date,
}

/// Today in the agreement's time zone.
pub fn today(ctx: &Ctx) -> Date {
    ctx.now().to_zoned(figures::paris().clone()).date()
}
