//! How requests to subscribe and to leave look.

use super::{AnswerForm, AskForm, Asked, RequestState, SubscriptionRequest, actions::Whole};
use crate::{drafts::DraftKey, versions::Version};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, FieldError, Fields, Head, PostForm, Tone, actions as buttons,
            empty_state, error_summary, facts, hidden, link, link_button, notice, pagination, section,
            submit, tag, text, time,
        },
        guard::percent,
        page,
    },
};

/// What was typed on the page of a request and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) answer: AnswerForm,
    pub(super) errors: Vec<FieldError>,
}

fn state_tag(lang: Lang, one: &SubscriptionRequest) -> Markup {
    let tone = match one.state {
        RequestState::Asked => Tone::Info,
        RequestState::Accepted => Tone::Good,
        RequestState::Refused => Tone::Bad,
        RequestState::Withdrawn => Tone::Neutral,
    };
    tag(tone, &lang.t(one.state.label_key()))
}

/// The list.
pub(super) fn list_page(
    ctx: &Ctx,
    requests: &[SubscriptionRequest],
    is_later: bool,
    next: Option<&str>,
) -> Markup {
    let lang = ctx.lang;
    let new = ctx.actor.may(Permission::SubscriptionAsk);
    let new = new.then(|| link_button(Emphasis::Primary, "/subscriptions/new", &lang.t("subscription-new")));
    let head = Head::new(lang.t("subscription-list"), lang.t("subscription-view"));
    let head =
        head.lead(text(lang.t("subscription-lead"))).actions(html! { @if let Some(new) = &new { (new) } });
    let table = DataTable::new(lang.t("subscription-list")).caption_hidden();
    let columns = ["subscription-offer", "subscription-kind", "subscription-wanted-on", "subscription-state"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(requests.iter().map(|one| {
        [
            html! { (link(&one.key.path(), &one.offer)) p.hint { (one.beneficiary_name) } },
            text(lang.t(one.kind.label_key())),
            text(figures::date(lang, one.wanted_on)),
            state_tag(lang, one),
        ]
    }));
    let nothing = empty_state(&lang.t("subscription-none"), &lang.t("subscription-none-why"), new);
    let first = is_later.then_some("/subscriptions");
    let next = next.map(|after| format!("/subscriptions?after={}", percent(after)));
    let body = html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("subscription-list"), first, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

/// The form of a new request.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &AskForm,
    offered: Option<&Version>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("subscription-new"), lang.t("subscription-view"));
    let head = head
        .crumbs([Crumb::new(lang.t("subscription-list"), "/subscriptions")])
        .has_errors(!errors.is_empty());
    let Some(version) = offered else {
        let none = empty_state(&lang.t("subscription-error-no-agreement"), "", None);
        return page(ctx, &head, html! { (error_summary(lang, errors)) (none) });
    };
    let own = Fields::plain(lang, errors);
    let kinds = Asked::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let offers = version.document.offers.iter().map(|offer| Choice::new(&offer.code, &offer.name));
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new("/subscriptions", &ctx.csrf).hidden("key", key).body(html! {
        (own.word("kind", "subscription-kind", kinds, &form.kind).required())
        (own.choice("offer", "subscription-offer", offers, &form.offer).hint(lang.t("subscription-offer-hint")).required())
        (own.day("wanted_on", "subscription-wanted-on", &form.wanted_on).hint(lang.t("subscription-wanted-hint")).required())
        (own.area("reason", "subscription-reason", &form.reason))
        (buttons(submit(Emphasis::Primary, &lang.t("subscription-ask"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The page of a request.
pub(super) fn request_page(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.request);
    let named = whole.version.as_ref().and_then(|version| version.document.offer(&one.offer));
    let name = named.map_or_else(|| one.offer.clone(), |offer| offer.name.clone());
    let head = Head::new(name, lang.t("subscription-view"));
    let head = head.crumbs([Crumb::new(lang.t("subscription-list"), "/subscriptions")]);
    let head = head.lead(
        html! { (state_tag(lang, one)) " " (lang.t(one.kind.label_key())) " · " (one.beneficiary_name) },
    );
    let waits = one.state == RequestState::Asked;
    let body = html! {
        (error_summary(lang, &typed.errors))
        @if let Some(warning) = &one.warning { (notice(Tone::Warning, &lang.text(warning), html! {})) }
        (about(lang, one))
        @if waits && ctx.actor.may(Permission::AgreementDraft) { (answer(ctx, one, typed)) }
        @if waits && ctx.actor.may(Permission::SubscriptionAsk) { (withdrawal(ctx, one)) }
    };
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(lang: Lang, one: &SubscriptionRequest) -> Markup {
    let mut pairs = vec![
        (lang.t("subscription-wanted-on"), text(figures::date(lang, one.wanted_on))),
        (lang.t("subscription-reason"), text(&one.reason)),
        (lang.t("subscription-asked"), html! { (one.asked_by) ", " (time(lang, one.asked_at)) }),
    ];
    if let Some(day) = one.effective_on {
        pairs.push((lang.t("subscription-effective-on"), text(figures::date(lang, day))));
    }
    if let Some(at) = one.answered_at {
        pairs.push((
            lang.t("subscription-answered"),
            html! { (one.answered_by) ", " (time(lang, at)) " " (one.answer) },
        ));
    }
    if let Some(id) = &one.draft {
        let draft = DraftKey { beneficiary: one.key.beneficiary.clone(), id: id.clone() };
        pairs.push((lang.t("subscription-draft"), link(&draft.path(), &lang.t("subscription-draft-link"))));
    }
    section("about", &lang.t("subscription-about"), None, facts(pairs))
}

fn answer(ctx: &Ctx, one: &SubscriptionRequest, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let own = Fields::plain(lang, &typed.errors);
    let form = &typed.answer;
    let decisions =
        [RequestState::Accepted, RequestState::Refused].map(|one| (one.as_str(), one.label_key()));
    let post = PostForm::new(format!("{}/answer", one.key.path()), &ctx.csrf).body(html! {
        (hidden("version", &one.version.to_string()))
        (own.word("decision", "subscription-decision", decisions, &form.decision).required())
        (own.day("effective_on", "subscription-effective-on", &form.effective_on).hint(lang.t("subscription-effective-hint")))
        (own.area("answer", "subscription-answer", &form.answer).hint(lang.t("subscription-answer-hint")))
        (buttons(submit(Emphasis::Primary, &lang.t("subscription-answer-send"))))
    });
    section("answer", &lang.t("subscription-answer"), None, html! { (post) })
}

fn withdrawal(ctx: &Ctx, one: &SubscriptionRequest) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{}/withdrawal", one.key.path()), &ctx.csrf);
    let post = post.hidden("version", one.version.to_string());
    html! { (post.body(html! { (buttons(submit(Emphasis::Secondary, &lang.t("subscription-withdraw")))) })) }
}
