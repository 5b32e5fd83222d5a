//! How webhooks look: each with its state, its form, and the log of what was sent.

use super::{Delivery, DeliveryState, Webhook, WebhookForm, WebhookState, rules};
use jiff::Timestamp;
use maud::{Markup, html};
use people::audit::PROVIDER_CHAIN;
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions, confirmation, copyable, empty_state, error_of, error_summary, facts, link, link_button,
            notice, pagination, section, submit, tag, text, time,
        },
        page,
    },
};

/// What was sent, and where the next page begins.
pub(super) type Log = (Vec<Delivery>, Option<String>);

pub(super) fn list_page(ctx: &Ctx, webhooks: &[Webhook]) -> Markup {
    let lang = ctx.lang;
    let add = link_button(Emphasis::Primary, "/webhooks/new", &lang.t("webhook-new"));
    let head = Head::new(lang.t("webhook-title"), lang.t("webhook-view"))
        .lead(html! { p { (lang.t("webhook-lead")) } p { a href="/api/docs" { (lang.t("webhook-interface")) } } })
        .actions(add.clone());
    let table = DataTable::new(lang.t("webhook-title")).caption_hidden();
    let columns = ["webhook-name", "webhook-url", "webhook-scope", "webhook-state", "webhook-last-success"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(webhooks.iter().map(|webhook| {
        [
            link(&webhook.key.path(), &webhook.name),
            html! { code { (webhook.url) } },
            text(lang.t(scope_key(webhook))),
            state(lang, webhook),
            instant(lang, webhook.last_success_at),
        ]
    }));
    let nothing = empty_state(&lang.t("webhook-none"), &lang.t("webhook-none-why"), Some(add));
    page(ctx, &head, html! { (table.empty(nothing)) })
}

fn scope_key(webhook: &Webhook) -> &'static str {
    if webhook.key.beneficiary.as_str() == PROVIDER_CHAIN { "webhook-scope-all" } else { "webhook-scope-own" }
}

fn instant(lang: Lang, at: Option<Timestamp>) -> Markup {
    html! { @match at { Some(at) => (time(lang, at)), None => (lang.t("webhook-never")) } }
}

fn state(lang: Lang, webhook: &Webhook) -> Markup {
    match (webhook.state, webhook.failing_since) {
        (WebhookState::Active, None) => tag(Tone::Good, &lang.t(webhook.state.label_key())),
        (WebhookState::Active, Some(_)) => tag(Tone::Warning, &lang.t("webhook-failing")),
        (WebhookState::Paused, _) => tag(Tone::Neutral, &lang.t(webhook.state.label_key())),
        (WebhookState::Disabled, _) => tag(Tone::Bad, &lang.t(webhook.state.label_key())),
    }
}

fn head(ctx: &Ctx, title: &str) -> Head {
    let home = Crumb::new(ctx.lang.t("webhook-title"), "/webhooks");
    Head::new(title, ctx.lang.t("webhook-view")).crumbs([home])
}

pub(super) fn form_page(ctx: &Ctx, form: &WebhookForm, errors: &[FieldError]) -> Markup {
    let head = head(ctx, &ctx.lang.t("webhook-new")).has_errors(!errors.is_empty());
    let post = PostForm::new("/webhooks", &*ctx.csrf).body(fields(ctx, form, errors));
    page(ctx, &head, html! { (error_summary(ctx.lang, errors)) (post) })
}

/// The secret, this once.
pub(super) fn secret_page(ctx: &Ctx, webhook: &Webhook, secret: &str) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        (confirmation(&lang.t("webhook-secret-made"), html! { p { (copyable(lang, secret)) } }))
        p { (lang.t("webhook-secret-help")) }
        p { (link(&webhook.key.path(), &lang.t("webhook-secret-go-on"))) }
    };
    page(ctx, &head(ctx, &webhook.name), body)
}

/// A webhook: how it goes, its form, what was sent. `typed` is what was refused.
pub(super) fn webhook_page(
    ctx: &Ctx,
    webhook: &Webhook,
    typed: Option<&WebhookForm>,
    log: &Log,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let own = webhook.key.path();
    let form = typed.cloned().unwrap_or_else(|| WebhookForm {
        name: webhook.name.clone(),
        url: webhook.url.clone(),
        events: webhook.events.clone(),
        version: webhook.version,
    });
    let post = PostForm::new(&*own, &*ctx.csrf)
        .hidden("version", webhook.version.to_string())
        .body(fields(ctx, &form, errors));
    let head = head(ctx, &webhook.name).lead(state(lang, webhook)).has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        (trouble(lang, webhook))
        (section("about", &lang.t("webhook-about"), None, html! { (about(lang, webhook)) (buttons(ctx, webhook)) }))
        (section("deliveries", &lang.t("webhook-deliveries"), None, deliveries(ctx, webhook, log)))
        (section("settings", &lang.t("webhook-settings"), None, html! { (post) }))
        (section("end", &lang.t("webhook-end"), None, html! {
            p { (lang.t("webhook-end-help")) }
            (action_button(&ctx.csrf, &format!("{own}/removal"), Emphasis::Danger, &lang.t("webhook-remove"), Some(&webhook.name)))
        }))
    };
    page(ctx, &head, body)
}

fn trouble(lang: Lang, webhook: &Webhook) -> Markup {
    let since = html! { @if let Some(at) = webhook.failing_since { p { (lang.t("webhook-failing-since")) " " (time(lang, at)) } } };
    match (webhook.state, webhook.failing_since) {
        (WebhookState::Disabled, _) => notice(
            Tone::Bad,
            &lang.t("webhook-disabled"),
            html! { (since) p { (lang.t("webhook-disabled-why")) } },
        ),
        (WebhookState::Active, Some(_)) => notice(
            Tone::Warning,
            &lang.t("webhook-failing"),
            html! { (since) p { (lang.t("webhook-failing-why")) } },
        ),
        _ => html! {},
    }
}

fn about(lang: Lang, webhook: &Webhook) -> Markup {
    facts([
        (lang.t("webhook-scope"), text(lang.t(scope_key(webhook)))),
        (lang.t("webhook-last-success"), instant(lang, webhook.last_success_at)),
        (lang.t("webhook-made"), html! { (webhook.created_by) ", " (time(lang, webhook.created_at)) }),
    ])
}

fn buttons(ctx: &Ctx, webhook: &Webhook) -> Markup {
    let (lang, own) = (ctx.lang, webhook.key.path());
    let button = |verb: &str, emphasis, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), emphasis, &lang.t(key), None)
    };
    actions(html! {
        @if webhook.state == WebhookState::Active {
            (button("ping", Emphasis::Primary, "webhook-ping"))
            (button("pause", Emphasis::Secondary, "webhook-pause"))
        } @else {
            (button("resumption", Emphasis::Primary, "webhook-resume"))
            (button("ping", Emphasis::Secondary, "webhook-ping"))
        }
        (button("secret", Emphasis::Secondary, "webhook-renew"))
    })
}

fn deliveries(ctx: &Ctx, webhook: &Webhook, (log, next): &Log) -> Markup {
    let (lang, own) = (ctx.lang, webhook.key.path());
    let answer = |one: &Delivery| {
        html! {
            @if let Some(status) = one.status { code { (status) } " " }
            @if !one.excerpt.is_empty() { span.excerpt { (one.excerpt) } }
        }
    };
    let again = |one: &Delivery| {
        html! {
            @if one.state != DeliveryState::Waiting {
                (action_button(&ctx.csrf, &format!("{own}/deliveries/{}/replay", one.id), Emphasis::Secondary, &lang.t("webhook-replay"), Some(&one.event)))
            }
        }
    };
    let table = DataTable::new(lang.t("webhook-deliveries")).caption_hidden();
    let columns = [
        "webhook-event",
        "webhook-at",
        "webhook-state",
        "webhook-attempts",
        "webhook-answer",
        "webhook-again",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(log.iter().map(|one| {
        [
            html! { code { (one.event) } },
            time(lang, one.last_at.unwrap_or(one.created_at)),
            progress(lang, one.state),
            attempts(lang, one),
            answer(one),
            again(one),
        ]
    }));
    let nothing = empty_state(&lang.t("webhook-nothing-sent"), &lang.t("webhook-nothing-sent-why"), None);
    let next = next.as_ref().map(|before| format!("{own}?before={before}#deliveries"));
    html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("webhook-deliveries"), None, next.as_deref(), None))
    }
}

/// How often it was sent; every attempt, folded.
fn attempts(lang: Lang, one: &Delivery) -> Markup {
    if one.log.len() < 2 {
        return text(one.attempts.to_string());
    }
    html! {
        details {
            summary { (one.attempts) span.visually-hidden { " " (lang.t("webhook-attempts")) " " (one.event) } }
            ol { @for attempt in &one.log { li {
                (time(lang, attempt.at)) " " @if let Some(status) = attempt.status { code { (status) } " " } (attempt.excerpt)
            } } }
        }
    }
}

fn progress(lang: Lang, state: DeliveryState) -> Markup {
    let tone = match state {
        DeliveryState::Waiting => Tone::Info,
        DeliveryState::Delivered => Tone::Good,
        DeliveryState::Failed => Tone::Bad,
    };
    tag(tone, &lang.t(state.label_key()))
}

fn fields(ctx: &Ctx, form: &WebhookForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let events = rules::EVENTS.iter().map(|(name, key)| {
        Choice::new(*name, lang.t(key)).ticked(form.events.iter().any(|event| event == name))
    });
    html! {
        (Field::text(lang, "name", lang.t("webhook-name")).value(&form.name).required().max_length(100).error(error_of(errors, "name")))
        (Field::text(lang, "url", lang.t("webhook-url")).value(&form.url).hint(lang.t("webhook-url-hint")).required()
            .inputmode("url").autocomplete("off").error(error_of(errors, "url")))
        (Field::checkboxes(lang, "events", lang.t("webhook-events"), events).error(error_of(errors, "events")))
        (actions(submit(Emphasis::Primary, &lang.t("webhook-save"))))
    }
}
