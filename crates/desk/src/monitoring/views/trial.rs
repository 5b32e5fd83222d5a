//! Trying a delivery: what would become of it.

use super::{outcome, part_head, path, when};
use crate::monitoring::{Source, actions::Tried, rules};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Emphasis, Field, FieldError, PostForm, Tone, actions as buttons, error_of, error_summary, facts,
            notice, section, submit, text,
        },
        page,
    },
};

/// A delivery to try and, once tried, what would become of each of its events.
pub(crate) fn trial_page(
    ctx: &Ctx,
    source: &Source,
    body: &str,
    tried: Option<&[Tried]>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = part_head(ctx, source, "monitoring-try").has_errors(!errors.is_empty());
    let post = PostForm::new(format!("{}/trial", path(&source.id)), &ctx.csrf).body(html! {
        (Field::textarea(lang, "body", lang.t("monitoring-trial-body")).value(body).rows(18)
            .hint(lang.t("monitoring-trial-hint")).error(error_of(errors, "body").or(error_of(errors, ""))).required())
        (buttons(submit(Emphasis::Primary, &lang.t("monitoring-try"))))
    });
    let content = html! {
        (error_summary(lang, errors))
        @if let Some(tried) = tried {
            (section("tried", &lang.t("monitoring-tried"), None, html! {
                @if tried.is_empty() { (notice(Tone::Info, &lang.t("monitoring-tried-nothing"), html! {})) }
                @for one in tried { (result(lang, one)) }
            }))
        }
        (post)
    };
    page(ctx, &head, content)
}

fn result(lang: Lang, one: &Tried) -> Markup {
    let (became, reason) = one.plan.as_ref().map_or(rules::WITHOUT_RULE, rules::Plan::outcome);
    let mut pairs = vec![(
        lang.t("monitoring-event-became"),
        html! {
            (outcome(lang, became))
            @if let Some(reason) = reason { " " (lang.t(reason.label_key())) }
            @if let Some(reference) = &one.reference { " " (reference) }
        },
    )];
    if let Some(rule) = &one.rule {
        pairs.push((lang.t("monitoring-rule"), text(when(lang, rule))));
        pairs.push((lang.t("desk-beneficiary"), text(&rule.beneficiary_name)));
        pairs.push((lang.t("monitoring-contact"), text(&rule.contact_name)));
        pairs.push((lang.t("desk-site"), text(one.site.as_deref().unwrap_or("—"))));
    }
    let means = match one.meaning {
        Some((impact, urgency)) => format!("{}, {}", lang.t(impact.label_key()), lang.t(urgency.label_key())),
        None => lang.t("monitoring-no-ticket"),
    };
    pairs.push((lang.t("monitoring-severity"), html! { (one.event.severity) " → " (means) }));
    let labels: Vec<String> =
        one.event.labels.iter().map(|(label, value)| format!("{label}={value}")).collect();
    pairs.push((lang.t("monitoring-labels"), text(labels.join(", "))));
    html! { h3 { (one.title) } (facts(pairs)) }
}
