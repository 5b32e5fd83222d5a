//! What later areas show on the pages of earlier ones: the page names the place and its object, the application says who
//! fills it (`docs/decisions/0001-areas-as-crates.md`).

use crate::{Ctx, Result};
use kernel::id::BeneficiaryId;
use maud::Markup;
use std::{collections::BTreeMap, pin::Pin, sync::Arc};

type Showing = Pin<Box<dyn Future<Output = Result<Option<Markup>>> + Send>>;
type Handler = Arc<dyn Fn(Ctx, BeneficiaryId, String) -> Showing + Send + Sync>;

/// Who shows what, by the name of the place.
#[derive(Clone, Default)]
pub struct Slots(BTreeMap<&'static str, Vec<Handler>>);

impl Slots {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows something at a place, about an object of a beneficiary; nothing when there is nothing to show this reader.
    #[must_use]
    pub fn at<F>(
        mut self,
        place: &'static str,
        handler: impl Fn(Ctx, BeneficiaryId, String) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Option<Markup>>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |ctx, beneficiary, id| Box::pin(handler(ctx, beneficiary, id)));
        self.0.entry(place).or_default().push(handler);
        self
    }

    /// What is shown at a place, in the order in which it was given.
    pub async fn shown(
        &self,
        ctx: &Ctx,
        place: &str,
        (beneficiary, id): (&BeneficiaryId, &str),
    ) -> Result<Vec<Markup>> {
        let mut shown = vec![];
        for handler in self.0.get(place).into_iter().flatten() {
            shown.extend(handler(ctx.clone(), beneficiary.clone(), id.to_owned()).await?);
        }
        Ok(shown)
    }
}
