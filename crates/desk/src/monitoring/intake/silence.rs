//! Sources that fall silent: nobody watches the sites of their rules until they speak again (R5.5).

use super::{speaking, store};
use crate::monitoring::{Rule, Source, rules};
use estate::{blind_times::watched, sites::SiteId};
use kernel::id::BeneficiaryId;
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
        let places = watched_by(&store::rules(&mut tx, &source.id).await?);
        let ctx = speaking(ctx, &source);
        let reason = ctx.lang.with("monitoring-silent", &[("source", &source.settings.name)]);
        watched::fell_silent(&mut tx, &ctx, &places, &watch_key(&source), since, &reason).await?;
        store::fell_silent(&mut tx, &source.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The sites that rules watch, each once: all those of a beneficiary, told by nothing, when one of its rules names none.
fn watched_by(rules: &[Rule]) -> Vec<(BeneficiaryId, Option<SiteId>)> {
    let site = |rule: &Rule| rule.site.as_ref().map(|(id, _)| SiteId::from(id.as_str()));
    let mut places: Vec<_> = rules.iter().map(|rule| (rule.beneficiary.clone(), site(rule))).collect();
    // In order, nothing comes before every site.
    places.sort();
    places.dedup_by(|next, kept| next == kept || (next.0 == kept.0 && kept.1.is_none()));
    places
}

/// Ends what the silence of a held source began: it speaks.
pub(super) async fn ends(tx: &mut Tx, ctx: &Ctx, source: &Source) -> Result<()> {
    if source.is_silent { watched::speaks_again(tx, ctx, &watch_key(source)).await } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(beneficiary: &str, site: Option<&str>) -> Rule {
        Rule {
            id: "r".into(),
            label: String::new(),
            value: String::new(),
            beneficiary: beneficiary.into(),
            beneficiary_name: String::new(),
            contact: "p".into(),
            contact_name: String::new(),
            site: site.map(|id| (id.to_owned(), String::new())),
        }
    }

    #[test]
    fn a_rule_that_names_a_site_watches_no_other() {
        let rules = [
            rule("b", Some("school")),
            rule("a", Some("hall")),
            rule("b", None),
            rule("a", Some("depot")),
            rule("a", Some("hall")),
            rule("b", Some("hall")),
        ];
        let places = watched_by(&rules);
        let shown: Vec<_> =
            places.iter().map(|(b, s)| (b.as_str(), s.as_ref().map(SiteId::as_str))).collect();
        assert_eq!(shown, [("a", Some("depot")), ("a", Some("hall")), ("b", None)]);
    }
}
