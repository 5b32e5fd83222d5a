//! Asking by a form: the ticket, the answers, what the agreement says, the tasks and the approvals, in one
//! transaction.

use super::{Scoped, ServiceRequest, rules as request_rules, store};
use crate::{
    approvals,
    request_forms::{
        self as forms, FormVersion,
        document::{FieldKind, FormDocument},
        rules::{self, Answers},
    },
    tasks,
    tickets::{
        Channel, Impact, Kind, TicketKey, Urgency,
        actions::{self, Draft, Incoming},
    },
};
use agreements::{reading::today, scope, versions};
use estate::sites::SiteId;
use kernel::{Text, id::BeneficiaryId, id::PersonId};
use people::{
    audit::{Entry, record},
    organisations,
    persons::{self, Person},
};
use platform::{Ctx, Error, Problems, Result, db::Tx, i18n::Lang, i18n::figures, web::UploadedFile};
use serde_json::json;

/// What is asked by a form, as typed.
pub struct Ask {
    /// Whose request.
    pub beneficiary: BeneficiaryId,
    /// For whom; the actor when nobody is named.
    pub requester: Option<PersonId>,
    /// Code of the form.
    pub form: String,
    /// Answers by code of their question.
    pub answers: Answers,
    /// Joined files.
    pub files: Vec<UploadedFile>,
    /// How it came.
    pub channel: Channel,
    /// Makes sending it twice harmless.
    pub idempotency_key: Option<String>,
}

/// Asks by a form. A request out of scope is made all the same, with who must act.
pub async fn ask(ctx: &Ctx, ask: Ask) -> Result<TicketKey> {
    actions::may_create_for(ctx, &ask.beneficiary)?;
    let requester = ask.requester.clone().or_else(|| ctx.actor.person.clone());
    let requester =
        requester.ok_or_else(|| Error::invalid("requester", Text::new("desk-error-requester")))?;
    let mut tx = ctx.read().await?;
    let form = offered(&mut tx, ctx, &ask.beneficiary, &ask.form).await?;
    let (answers, words) = checked(&mut tx, ctx, &form.document, &ask).await?;
    drop(tx);
    let draft = draft(ctx, &form.document, &ask, &requester, &answers, &words);
    let incoming = Incoming { draft, files: ask.files, idempotency_key: ask.idempotency_key };
    let (mut tx, key, is_new) = actions::begin(ctx, incoming).await?;
    if !is_new {
        return Ok(key);
    }
    let mut request = ServiceRequest {
        ticket: key.clone(),
        requester,
        form: form.id.clone(),
        answers,
        asked_at: ctx.now(),
        accepted_at: None,
        refused_at: None,
        live_at: None,
        live_by_name: None,
        version: 1,
    };
    store::insert(&mut tx, &request, &form.code).await?;
    let concern = rules::concern(&form.document, &request.answers);
    judge_in(&mut tx, ctx, &key, concern).await?;
    let tasks = request_rules::tasks(&form.document, &request.answers, &words);
    let tasks = tasks::actions::add_in(&mut tx, ctx, &key, tasks).await?;
    let told = json!({"form": form.code, "version": form.version, "tasks": tasks.len()});
    record(
        &mut tx,
        ctx,
        Entry::new("request.ask", Some(&key.beneficiary), "ticket", key.id.as_str()).detail(told),
    )
    .await?;
    approvals::actions::begin(&mut tx, ctx, &form.document, &mut request).await?;
    tx.commit().await?;
    Ok(key)
}

/// The form of that code, when it is offered to the beneficiary today: the same as if it did not exist otherwise.
pub async fn offered(tx: &mut Tx, ctx: &Ctx, of: &BeneficiaryId, code: &str) -> Result<FormVersion> {
    let form = forms::store::offered(tx, code).await?.ok_or(Error::NotFound)?;
    let body = organisations::store::find(tx, of).await?.ok_or(Error::NotFound)?;
    let day = today(ctx);
    let version = versions::in_force(tx, of, day).await?;
    let document = version.as_ref().map(|version| &*version.document);
    if rules::is_offered(&form.document, &body.code, document, day) { Ok(form) } else { Err(Error::NotFound) }
}

/// The answers that count and the same in words; or everything that is wrong with them.
async fn checked(tx: &mut Tx, ctx: &Ctx, form: &FormDocument, ask: &Ask) -> Result<(Answers, Answers)> {
    let mut problems = rules::unknown(form, &ask.answers);
    let answers = rules::asked(form, &ask.answers);
    problems.0.extend(rules::check(form, &answers, !ask.files.is_empty(), today(ctx)).0);
    let words = in_words(tx, Lang::Fr, form, &ask.beneficiary, &answers, &mut problems).await?;
    problems.into_result()?;
    Ok((answers, words.into_iter().collect()))
}

/// The answers in words, in the order of the form: names of persons and sites, labels of choices. Persons and
/// sites of somebody else are refused like those that do not exist.
pub(super) async fn in_words(
    tx: &mut Tx,
    lang: Lang,
    form: &FormDocument,
    of: &BeneficiaryId,
    answers: &Answers,
    problems: &mut Problems,
) -> Result<Vec<(String, String)>> {
    let mut words = vec![];
    for field in &form.fields {
        let Some(answer) = answers.get(&field.code) else { continue };
        let said = match field.kind {
            FieldKind::Person => person(tx, of, answer).await?.map(|person| person.name),
            FieldKind::Site => estate::sites::store::find(tx, of, &SiteId::from(answer.as_str()))
                .await?
                .map(|site| site.name),
            FieldKind::Choice => {
                let chosen = field.choices.iter().find(|choice| choice.value == *answer);
                Some(chosen.map_or_else(|| answer.clone(), |choice| choice.label.of(lang).to_owned()))
            }
            FieldKind::YesNo => Some(lang.t(if answer == "yes" { "form-yes" } else { "form-no" })),
            FieldKind::Date => {
                Some(answer.parse().map_or_else(|_| answer.clone(), |day| figures::date(lang, day)))
            }
            _ => Some(answer.clone()),
        };
        match said {
            Some(said) => words.push((field.code.clone(), said)),
            None => problems.add(&field.name(), Text::new("form-error-nobody")),
        }
    }
    Ok(words)
}

/// Somebody of the beneficiary.
async fn person(tx: &mut Tx, of: &BeneficiaryId, id: &str) -> Result<Option<Person>> {
    let found = persons::store::find(tx, &PersonId::from(id)).await?;
    Ok(found.filter(|person| person.beneficiary.as_ref() == Some(of)))
}

fn draft(
    ctx: &Ctx,
    form: &FormDocument,
    ask: &Ask,
    requester: &PersonId,
    answers: &Answers,
    words: &Answers,
) -> Draft {
    let site = form.fields.iter().find(|field| field.kind == FieldKind::Site);
    let lines = form
        .fields
        .iter()
        .filter_map(|field| Some(format!("{} : {}", field.label.of(ctx.lang), words.get(&field.code)?)));
    let title = rules::filled(form.title.of(Lang::Fr), words);
    Draft {
        beneficiary: ask.beneficiary.clone(),
        requester: Some(requester.clone()),
        kind: Kind::Request,
        is_administrative: false,
        title: title.chars().take(crate::tickets::rules::TITLE_CHARACTERS).collect(),
        description: lines.collect::<Vec<_>>().join("\n"),
        channel: ask.channel,
        site: site.and_then(|field| answers.get(&field.code).cloned()),
        impact: Impact::Low,
        urgency: Urgency::Low,
    }
}

/// Judges a ticket against the agreement in force today, and stores what it says.
pub(super) async fn judge_in(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &TicketKey,
    concern: scope::Concern,
) -> Result<scope::Standing> {
    let day = today(ctx);
    let version = versions::in_force(tx, &key.beneficiary, day).await?;
    let found = scope::judge(version.as_ref().map(|version| &*version.document), day, &concern);
    let standing = found.value.standing;
    let scoped = Scoped {
        concern,
        finding: found.value,
        explanation: found.explanation,
        judged_at: ctx.now(),
        judged_by_name: ctx.actor.name.clone(),
    };
    store::set_scoped(tx, key, &scoped).await?;
    let told = json!({"standing": standing, "line": scoped.finding.line, "article": scoped.finding.article});
    let entry = Entry::new("ticket.scope", Some(&key.beneficiary), "ticket", key.id.as_str());
    record(tx, ctx, entry.detail(told)).await?;
    Ok(standing)
}

/// Opens a ticket in free words; when it is said what it is about, the agreement in force says how it stands.
pub async fn open(ctx: &Ctx, incoming: Incoming, concern: scope::Concern) -> Result<TicketKey> {
    let (mut tx, key, is_new) = actions::begin(ctx, incoming).await?;
    if is_new {
        if !concern.is_unsaid() {
            judge_in(&mut tx, ctx, &key, concern).await?;
        }
        tx.commit().await?;
    }
    Ok(key)
}
