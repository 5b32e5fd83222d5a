//! What carries a draft on: its text settled, the votes, the signature, giving it up.

use super::{
    super::{Draft, DraftState, actions::Whole},
    Typed,
};
use crate::{disputes::Party, written::Severity};
use kernel::{Permission, Side};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    web::components::{Emphasis, Field, Fields, PostForm, Tone, actions as buttons, notice, section, submit},
};

/// What may be done next.
pub(super) fn forward(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.draft);
    let (drafts, votes) =
        (ctx.actor.may(Permission::AgreementDraft), ctx.actor.may(Permission::DeliberationRecord));
    let body = match one.state {
        DraftState::Drafting if drafts => html! { (completion(ctx, whole)) (abandonment(ctx, one, typed)) },
        DraftState::ToSign => html! {
            @if votes { (vote(ctx, one, typed)) }
            @if drafts { (signature(ctx, one, typed)) (reopening(ctx, one)) (abandonment(ctx, one, typed)) }
        },
        _ => return html! {},
    };
    section("forward", &lang.t("draft-forward"), None, body)
}

fn step(ctx: &Ctx, one: &Draft, verb: &str) -> PostForm {
    PostForm::new(format!("{}/{verb}", one.key.path()), &ctx.csrf).hidden("version", one.version.to_string())
}

fn completion(ctx: &Ctx, whole: &Whole) -> Markup {
    let lang = ctx.lang;
    let errors = whole.findings.iter().filter(|one| one.severity == Severity::Error).count();
    if errors > 0 {
        return notice(Tone::Warning, &lang.with("draft-error-findings", &[("count", errors)]), html! {});
    }
    let body = html! { p { (lang.t("draft-complete-lead")) } (buttons(submit(Emphasis::Primary, &lang.t("draft-complete")))) };
    step(ctx, &whole.draft, "completion").body(body).render()
}

fn reopening(ctx: &Ctx, one: &Draft) -> Markup {
    let lang = ctx.lang;
    let body = html! { (buttons(submit(Emphasis::Secondary, &lang.t("draft-reopen")))) };
    step(ctx, one, "reopening").label(lang.t("draft-reopen")).body(body).render()
}

fn vote(ctx: &Ctx, one: &Draft, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let own = Fields::of(lang, "vote", typed.vote.is_some(), &typed.errors);
    let form = typed.vote.clone().unwrap_or_default();
    let sides = Party::ALL.iter().map(|side| (side.as_str(), side.label_key()));
    let serves = ctx.actor.side != Some(Side::Beneficiary);
    let post = step(ctx, one, "votes").label(lang.t("draft-vote")).body(html! {
        @if serves { (own.word("side", "draft-side", sides, &form.side).required()) }
        (own.day("voted_on", "draft-voted-on", &form.voted_on).required())
        (own.line("reference", "draft-vote-reference", &form.reference).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("draft-vote"))))
    });
    html! { h3 { (lang.t("draft-vote")) } (post) }
}

fn signature(ctx: &Ctx, one: &Draft, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let own = Fields::of(lang, "sign", typed.sign.is_some(), &typed.errors);
    let form = typed.sign.clone().unwrap_or_default();
    let post = step(ctx, one, "signature").upload().label(lang.t("draft-sign")).body(html! {
        p { (lang.t("draft-sign-lead")) }
        (own.day("signed_on", "draft-signed-on", &form.signed_on).required())
        (own.with("file", Field::file(lang, "file", lang.t("draft-signed-file"))))
        (buttons(submit(Emphasis::Primary, &lang.t("draft-sign"))))
    });
    html! { h3 { (lang.t("draft-sign")) } (post) }
}

fn abandonment(ctx: &Ctx, one: &Draft, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.abandon.is_some();
    let own = Fields::of(lang, "abandon", is_open, &typed.errors);
    let form = typed.abandon.clone().unwrap_or_default();
    let post = step(ctx, one, "abandonment").label(lang.t("draft-abandon")).body(html! {
        (own.line("why", "draft-why", &form.why).required())
        (buttons(submit(Emphasis::Danger, &lang.t("draft-abandon"))))
    });
    html! { details.more open[is_open] { summary { (lang.t("draft-abandon")) } (post) } }
}
