//! Sources that fall silent: nobody watches the sites of their rules until they speak again (R5.5).

use super::{speaking, store};
use crate::monitoring::{Source, rules};
use estate::blind_times::watched;
use platform::{Ctx, Result, db::Tx};

/// What the blind times of a source are called.
fn watch_key(source: &Source) -> String {
    format!("silence {}", source.id)
}

/// Looks for sources that said nothing for longer than they may. Run by two processes at once, it notices once.
pub(in crate::monitoring) async fn notice(ctx: &Ctx) -> Result<()> {
    let now = ctx.now();
    let sources = store::all(&mut ctx.read().await?, now).await?;
    for source in sources.iter().filter(|source| rules::is_silent(source, now)) {
        let mut tx = ctx.begin().await?;
        store::lock(&mut tx, &source.id).await?;
        let Some(source) = store::find(&mut tx, &source.id, now).await? else { continue };
        let Some(since) = source.last_event_at.filter(|_| rules::is_silent(&source, now)) else { continue };
        let mut whose: Vec<_> =
            store::rules(&mut tx, &source.id).await?.into_iter().map(|rule| rule.beneficiary).collect();
        whose.sort();
        whose.dedup();
        let ctx = speaking(ctx, &source);
        let reason = ctx.lang.with("monitoring-silent", &[("source", &source.settings.name)]);
        watched::fell_silent(&mut tx, &ctx, &whose, &watch_key(&source), since, &reason).await?;
        store::fell_silent(&mut tx, &source.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends what the silence of a held source began: it speaks.
pub(super) async fn ends(tx: &mut Tx, ctx: &Ctx, source: &Source) -> Result<()> {
    if source.is_silent { watched::speaks_again(tx, ctx, &watch_key(source)).await } else { Ok(()) }
}
