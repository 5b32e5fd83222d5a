//! Reading drafts and beginning them; what is written in them and what ends them is in [`writing`] and [`signing`].

pub mod signing;
pub mod writing;

use super::{
    Draft, DraftKey, DraftKind, DraftState, Finding, NewForm, Vote,
    findings::{self, Subject},
    rules, store,
};
use crate::{
    document::{Change, Report, check, difference},
    joining::{self, Designation, VariablesForm},
    reading::today,
    versions::{self, Version},
    written::{self, Edit},
};
use jiff::civil::Date;
use kernel::{Permission, Text};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    typed::{chosen, limited, needed},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where a list begins; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `2026-03-11T08:00:00Z/0195…`.
    pub after: String,
}

/// One page of drafts, the latest begun first, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Draft>, Option<String>)> {
    ctx.require(Permission::AgreementRead)?;
    let place = query.after.split_once('/').and_then(|(at, id)| Some((at.parse().ok()?, id.to_owned())));
    let before = place.unwrap_or((ctx.now() + jiff::SignedDuration::from_hours(24), String::new()));
    let mut found = store::page(&mut ctx.read().await?, &before).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}/{}", last.created_at, last.key.id));
    Ok((found, next))
}

/// A draft with everything its page shows.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The draft.
    pub draft: Draft,
    /// Its file.
    pub source: String,
    /// What the check of the file found, and what it states.
    pub report: Report,
    /// The version it amends or renews.
    pub base: Option<Version>,
    /// What it changes; nothing for a body that joins.
    pub changes: Vec<Change>,
    /// What is to be settled before it is signed.
    pub findings: Vec<Finding>,
}

/// A draft in scope.
pub async fn read(ctx: &Ctx, key: &DraftKey) -> Result<Whole> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let draft = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    whole(ctx, &mut tx, draft).await
}

/// What is known of a draft, in the reader's scope.
async fn whole(ctx: &Ctx, tx: &mut Tx, draft: Draft) -> Result<Whole> {
    let source = store::source(tx, &draft.key).await?;
    let report = check(&source);
    let base = match draft.base_version {
        Some(number) => versions::get(tx, &draft.key.beneficiary, number).await?,
        None => None,
    };
    let compared = base.as_ref().zip(report.document.as_ref());
    let changes = compared.map_or_else(Vec::new, |(base, new)| difference(&base.document, new));
    let others = others(ctx, tx, &draft).await?;
    let subject = Subject {
        draft: &draft,
        source: &source,
        report: &report,
        base: base.as_ref(),
        others: &others,
        changes: changes.len(),
    };
    let findings = findings::findings(&subject);
    Ok(Whole { draft, source, report, base, changes, findings })
}

/// Names of the other beneficiaries in the reader's scope, and how their agreements call them by a name of their own.
async fn others(ctx: &Ctx, tx: &mut Tx, draft: &Draft) -> Result<Vec<String>> {
    let bodies = organisations::store::beneficiaries(tx).await?;
    let foreign = bodies.into_iter().filter(|body| body.id != draft.key.beneficiary);
    let mut found: Vec<String> = foreign.map(|body| body.name).collect();
    for (beneficiary, version) in versions::all_in_force(tx, today(ctx)).await? {
        let bare = Designation::bare(&version.document.beneficiary.designation);
        if beneficiary != draft.key.beneficiary && bare.starts_with(char::is_uppercase) {
            found.push(bare.to_owned());
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The beneficiaries for which a draft may be begun.
pub async fn offered(ctx: &Ctx) -> Result<Vec<Organisation>> {
    ctx.require(Permission::AgreementDraft)?;
    Ok(organisations::store::beneficiaries(&mut ctx.read().await?).await?)
}

/// Begins a draft: of the template for a body that joins, of the latest version for an amendment or a renewal. Sent twice with one key,
/// it is made once.
pub async fn create(ctx: &Ctx, form: &NewForm) -> Result<DraftKey> {
    ctx.require(Permission::AgreementDraft)?;
    let mut problems = Problems::default();
    let kind = chosen(&mut problems, "kind", DraftKind::parse(&form.kind));
    needed(&mut problems, "title", &form.title, rules::NAME);
    limited(&mut problems, "reason", &form.reason, rules::TEXT);
    let Some(kind) = kind.filter(|_| problems.0.is_empty()) else { return Err(Error::Invalid(problems)) };
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    let body = body.ok_or_else(|| Error::invalid("beneficiary", Text::new("web-error-choice")))?;
    let begun = begin(ctx, &mut tx, &body, kind).await?;
    let draft = begun.draft(ctx, &body, kind, (&form.title, &form.reason));
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &draft, &begun.source, sent).await? == 0 {
        let id = store::sent(&mut tx, &body.id, &form.key).await?.ok_or(Error::NotFound)?;
        return Ok(DraftKey { beneficiary: body.id, id });
    }
    noted(&mut tx, ctx, &draft.key, "draft.create", json!({"kind": kind, "title": draft.title})).await?;
    tx.commit().await?;
    Ok(draft.key)
}

/// Where a draft begins.
struct Begun {
    source: String,
    base_version: Option<i64>,
    effective_on: Option<Date>,
    variables: VariablesForm,
}

impl Begun {
    fn draft(&self, ctx: &Ctx, body: &Organisation, kind: DraftKind, (title, reason): (&str, &str)) -> Draft {
        Draft {
            key: DraftKey { beneficiary: body.id.clone(), id: ctx.id() },
            beneficiary_name: body.name.clone(),
            beneficiary_code: body.code.clone(),
            kind,
            title: title.trim().to_owned(),
            reason: reason.trim().to_owned(),
            base_version: self.base_version,
            variables: self.variables.clone(),
            effective_on: self.effective_on,
            state: DraftState::Drafting,
            paper: None,
            provider_vote: Vote::default(),
            beneficiary_vote: Vote::default(),
            signed_on: None,
            signed_file: None,
            made_version: None,
            closed_why: String::new(),
            created_by: ctx.actor.name.clone(),
            created_at: ctx.now(),
            version: 1,
        }
    }
}

async fn begin(ctx: &Ctx, tx: &mut Tx, body: &Organisation, kind: DraftKind) -> Result<Begun> {
    let latest = versions::latest(tx, &body.id).await?;
    match (kind, latest) {
        (DraftKind::Joining, Some(_)) => Err(Error::invalid("kind", Text::new("draft-error-has-agreement"))),
        (DraftKind::Joining, None) => {
            let provider = organisations::store::provider(tx).await?;
            let provider = provider.ok_or_else(|| Error::refused("draft-error-no-provider"))?;
            let digits = |number: Option<String>| -> String {
                number.unwrap_or_default().chars().filter(char::is_ascii_digit).collect()
            };
            let variables = VariablesForm {
                siren: digits(body.siren.as_ref().map(ToString::to_string)),
                siret: digits(body.siret.as_ref().map(ToString::to_string)),
                offers: vec!["SOCLE".into()],
                ..VariablesForm::default()
            };
            let source =
                joining::rules::fill(&variables, &joining::rules::Said::default(), (&provider, body));
            let source = source.map_err(|error| Error::Internal(error.to_string()))?;
            Ok(Begun { source, base_version: None, effective_on: None, variables })
        }
        (_, None) => Err(Error::invalid("kind", Text::new("draft-error-no-agreement"))),
        (kind, Some(latest)) => {
            let source = versions::store::source(tx, &latest).await?;
            let (source, effective_on) = if kind == DraftKind::Renewal {
                let edits = joining::rules::renewal(&latest.document, today(ctx).year());
                let edits = edits.ok_or_else(|| Error::refused("draft-error-value"))?;
                let next = written::apply(&source, &edits).map_err(unwritable)?;
                let start = latest.last_day().and_then(|day| day.tomorrow().ok());
                (next, start)
            } else {
                (source, None)
            };
            Ok(Begun {
                source,
                base_version: Some(latest.number),
                effective_on,
                variables: VariablesForm::default(),
            })
        }
    }
}

/// Begins an amendment of the latest version with edits, in the transaction of what asks for it.
pub(crate) async fn amend_in(
    tx: &mut Tx,
    ctx: &Ctx,
    body: &Organisation,
    (title, reason): (&str, &str),
    (edits, effective_on): (&[Edit], Date),
) -> Result<DraftKey> {
    let begun = begin(ctx, tx, body, DraftKind::Amendment).await?;
    let source = written::apply(&begun.source, edits).map_err(unwritable)?;
    let begun = Begun { source, effective_on: Some(effective_on), ..begun };
    let draft = begun.draft(ctx, body, DraftKind::Amendment, (title, reason));
    store::insert(tx, &draft, &begun.source, None).await?;
    noted(tx, ctx, &draft.key, "draft.create", json!({"kind": draft.kind, "title": draft.title})).await?;
    Ok(draft.key)
}

fn unwritable(error: written::Unwritable) -> Error {
    Error::invalid("source", Text::new("draft-error-unwritable").with("path", error.path))
}

/// Both sides read in the beneficiary's log what was done.
async fn noted(tx: &mut Tx, ctx: &Ctx, key: &DraftKey, action: &'static str, detail: Value) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "agreement_draft", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}

/// A held draft in a state, as it was read.
async fn held(tx: &mut Tx, key: &DraftKey, state: DraftState, version: i64) -> Result<Draft> {
    let one = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if one.version != version {
        return Err(Error::Stale(one.version));
    }
    if one.state != state {
        let key = match one.state {
            DraftState::Drafting => "draft-error-drafting",
            DraftState::ToSign => "draft-error-settled",
            DraftState::InForce | DraftState::Abandoned => "draft-error-over",
        };
        return Err(Error::refused(key));
    }
    Ok(one)
}
