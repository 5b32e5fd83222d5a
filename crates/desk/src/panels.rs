//! What the features of the desk show beside a ticket, in the order of the page.

use crate::tickets::actions::Reading;
use maud::Markup;
use platform::{Ctx, Result};

/// The panels that have something to show to this reader. Each feature adds its own here.
#[expect(clippy::unused_async, reason = "features that load something add themselves here")]
pub(crate) async fn beside(_ctx: &Ctx, _reading: &Reading) -> Result<Vec<Markup>> {
    let panels: [Option<Markup>; 0] = [];
    Ok(panels.into_iter().flatten().collect())
}
