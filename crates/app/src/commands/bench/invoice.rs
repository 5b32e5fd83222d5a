//! One invoice on paper: the data of `invoice.json`, with its explanations, to PDF/A.

use super::figures::{Figure, Target, timed_here};
use anyhow::{Result, ensure};
use platform::documents::DocumentData;

/// Invoices printed.
const PRINTED: usize = 20;

/// Time to print one invoice. Each one differs, so that nothing of the one before can be reused.
pub(super) fn pdf() -> Result<Figure> {
    let mut sample = vec![];
    for index in 0..PRINTED {
        let text = include_str!("invoice.json").replace("FA-2024-0007", &format!("FA-2024-{index:04}"));
        let data: DocumentData = serde_json::from_str(&text)?;
        let (took, bytes) = timed_here(|| Ok(documents::render(&data)?))?;
        ensure!(bytes.starts_with(b"%PDF"), "no PDF was made");
        sample.push(took);
    }
    Ok(Figure::milliseconds("one invoice PDF", sample).held_to(Target::AtMost(300.0)))
}
