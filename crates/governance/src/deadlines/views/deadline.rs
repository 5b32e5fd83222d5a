//! The page of a deadline: what is owed, how its state came about, what was recorded, and the form of a proof.

use super::{owner_key, proof, state_tag, title};
use crate::{
    deadlines::{Deadline, ProofForm, ProofId, RecordedProof, Subject, WithdrawForm, actions::Whole, rules},
    meetings::{rules::day, side_key},
};
use agreements::document::Debtor;
use kernel::{Permission, Side};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, actions as buttons,
            empty_state, error_of, error_summary, explanation, facts, link, section, submit, text, time,
        },
        page,
    },
};

/// What was typed on the page, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(in crate::deadlines) struct Typed {
    pub(in crate::deadlines) proof: ProofForm,
    pub(in crate::deadlines) withdrawal: Option<(ProofId, WithdrawForm)>,
    pub(in crate::deadlines) errors: Vec<FieldError>,
}

/// The page of a deadline.
pub(in crate::deadlines) fn deadline_page(ctx: &Ctx, all: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &all.deadline);
    let head = Head::new(title(lang, one), lang.t("committee-view"))
        .crumbs([Crumb::new(lang.t("deadline-title"), "/deadlines")])
        .lead(html! { p { (one.beneficiary_name) ", " (figures::date(lang, one.due)) " " (state_tag(lang, one)) } })
        .has_errors(!typed.errors.is_empty());
    let may_open = ctx.actor.may(one.subject.needs());
    let explained = rules::explained(one, day(ctx.now()), may_open);
    let body = html! {
        (error_summary(lang, &typed.errors))
        (told(ctx, one))
        (explanation(lang, "explanation", &explained.explanation))
        @if one.subject.is_recorded() {
            (section("proofs", &lang.t("deadline-proofs"), None, html! {
                (proofs(ctx, &all.proofs, typed))
                @if may_prove(ctx, one) { (form(ctx, one, typed)) }
            }))
        }
    };
    page(ctx, &head, body)
}

fn told(ctx: &Ctx, one: &Deadline) -> Markup {
    let lang = ctx.lang;
    let mut rows = vec![
        (lang.t("deadline-due"), text(figures::date(lang, one.due))),
        (lang.t("deadline-article"), text(&one.article)),
        (lang.t("deadline-owner"), text(lang.t(owner_key(one.owner)))),
    ];
    if !one.text.is_empty() {
        rows.push((lang.t("deadline-owed"), text(&one.text)));
    }
    if !one.evidence.is_empty() {
        rows.push((lang.t("deadline-evidence"), text(&one.evidence)));
    }
    rows.push((lang.t("deadline-proof"), proof(ctx, one)));
    let days: Vec<String> = one.reminders.iter().map(|moment| figures::date(lang, moment.on)).collect();
    rows.push((lang.t("deadline-reminders"), text(days.join(", "))));
    facts(rows)
}

fn may_prove(ctx: &Ctx, one: &Deadline) -> bool {
    let is_ours = one.owner != Debtor::Provider || ctx.actor.side == Some(Side::Provider);
    ctx.actor.may(Permission::ProofRecord) && one.proof.is_none() && is_ours
}

fn proofs(ctx: &Ctx, all: &[RecordedProof], typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("deadline-proofs")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["deadline-due", "deadline-note", "deadline-valid-until", "deadline-recorded"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.column(lang.t("deadline-standing"));
    let rows = table.rows(all.iter().map(|one| {
        [
            text(figures::date(lang, one.due)),
            html! { (one.note) @if let Some((_, name)) = &one.file { p.hint { (link(&format!("{}/file", one.path()), name)) } } },
            text(one.valid_until.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day))),
            html! { (one.recorded_by) ", " (lang.t(side_key(one.side))) p.hint { (time(lang, one.recorded_at)) } },
            standing(ctx, one, all, typed),
        ]
    }));
    html! { (rows.empty(empty_state(&lang.t("deadline-no-proof"), &lang.t("deadline-no-proof-why"), None))) }
}

/// Whether a proof still counts, and the form that takes it back.
fn standing(ctx: &Ctx, one: &RecordedProof, all: &[RecordedProof], typed: &Typed) -> Markup {
    let lang = ctx.lang;
    if let Some(at) = one.withdrawn_at {
        let args = [("name", one.withdrawn_by.as_str()), ("reason", one.withdrawn_reason.as_str())];
        return html! { (lang.with("deadline-withdrawn", &args)) p.hint { (time(lang, at)) } };
    }
    let is_last = !all.iter().any(|other| other.withdrawn_at.is_none() && other.due > one.due);
    let is_ours = ctx.actor.side == Some(one.side) && ctx.actor.may(Permission::ProofRecord);
    let refused = typed.withdrawal.as_ref().filter(|(id, _)| *id == one.id);
    let (value, errors) =
        refused.map_or(("", &[][..]), |(_, form)| (form.reason.as_str(), typed.errors.as_slice()));
    let id = if refused.is_some() { "field-reason".to_owned() } else { format!("reason-{}", one.id) };
    html! {
        (lang.t("deadline-stands"))
        @if is_last && is_ours {
            details.more open[refused.is_some()] {
                summary { (lang.t("deadline-withdraw")) }
                (PostForm::new(format!("{}/withdrawal", one.path()), &ctx.csrf).label(lang.t("deadline-withdraw")).body(html! {
                    (Field::text(lang, "reason", lang.t("deadline-reason")).id_as(id).value(value)
                        .error(error_of(errors, "reason")).required())
                    (buttons(submit(Emphasis::Danger, &lang.t("deadline-withdraw"))))
                }))
            }
        }
    }
}

fn form(ctx: &Ctx, one: &Deadline, typed: &Typed) -> Markup {
    let (lang, errors) = (ctx.lang, if typed.withdrawal.is_some() { &[][..] } else { &typed.errors[..] });
    let is_certificate = one.subject == Subject::Insurance;
    let until = Field::date(lang, "valid_until", lang.t("deadline-valid-until"))
        .value(&typed.proof.valid_until)
        .hint(lang.t(if is_certificate { "deadline-validity-hint" } else { "deadline-valid-hint" }))
        .error(error_of(errors, "valid_until"));
    let until = if is_certificate { until.required() } else { until };
    let label = lang.t("deadline-prove");
    let post = PostForm::new(format!("{}/proofs", one.path()), &ctx.csrf)
        .upload()
        .label(label.as_str())
        .body(html! {
            (Field::textarea(lang, "note", lang.t("deadline-note")).rows(3).value(&typed.proof.note)
                .hint(lang.t("deadline-note-hint")).error(error_of(errors, "note")).required())
            (until)
            (Field::file(lang, "file", lang.t("deadline-file")).hint(lang.t("deadline-file-hint")))
            (buttons(submit(Emphasis::Primary, &label)))
        });
    html! { (post) }
}
