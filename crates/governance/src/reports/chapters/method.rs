//! How the figures were made, and what they leave out.

use crate::reports::{
    document::{Block, Said, Section},
    facts::Facts,
    writing::sentence,
};
use kernel::Figure;

pub(super) fn section(facts: &Facts) -> Section {
    let taken_over = facts.indicators.now.as_ref().map_or(0, |board| board.taken_over);
    let mut notes = vec![
        Said::new("report-method-period"),
        Said::new("report-method-before"),
        Said::new("report-method-received"),
        Said::new("report-method-empty"),
        Said::new("report-method-cut"),
        Said::new("report-method-closed"),
        Said::new("report-method-fleet"),
        Said::new("report-method-money"),
        Said::new("report-method-data"),
    ];
    if taken_over > 0 {
        notes.push(Said::new("report-method-taken-over").count("count", taken_over));
    }
    let read = Said::new("report-method-read").with("at", Figure::Instant(facts.as_of));
    Section::new("method", Said::new("report-chapter-method"), vec![sentence(read), Block::List(notes)])
}
