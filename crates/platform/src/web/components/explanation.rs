//! Why this figure: the rule with its article, the inputs with the rows that gave them, every step with its
//! rounding. Drawn like a calculation set down on paper, read from top to bottom.

use super::icon::Icon;
use crate::i18n::{Lang, figures, rounding_text};
use kernel::{Explanation, Figure, Input, Rule, Step};
use maud::{Markup, html};

/// The whole explanation as a section of the page (`h2`, `h3`). `id` must be unique in the page.
pub fn explanation(lang: Lang, id: &str, explanation: &Explanation) -> Markup {
    html! {
        section.explanation {
            h2.explanation-title id=(id) { (Icon::Sum) (lang.t("explain-title")) }
            (rule(lang, &explanation.rule))
            @if !explanation.inputs.is_empty() {
                h3 { (lang.t("explain-inputs")) }
                (inputs(lang, &explanation.inputs))
            }
            @if !explanation.steps.is_empty() {
                h3 { (lang.t("explain-steps")) }
                (steps(lang, &explanation.steps))
            }
        }
    }
}

/// A figure with its explanation folded under it, for tables, lists and tiles. Holds no heading, so that it
/// can stand anywhere; `what` says which figure, for those who hear only the link.
pub fn explained(lang: Lang, what: &str, figure: &Figure, explanation: &Explanation) -> Markup {
    html! {
        div.explained {
            strong.explained-figure { (figures::figure(lang, figure)) }
            details.why {
                summary { (Icon::Sum) (lang.t("explain-title")) span.visually-hidden { " " (what) } }
                div.explanation.folded {
                    (rule(lang, &explanation.rule))
                    @if !explanation.inputs.is_empty() { (inputs(lang, &explanation.inputs)) }
                    @if !explanation.steps.is_empty() { (steps(lang, &explanation.steps)) }
                }
            }
        }
    }
}

/// A typed figure, kept in one piece on its line.
pub fn figure(lang: Lang, figure: &Figure) -> Markup {
    match figure {
        Figure::NoData => html! { span.no-data { (figures::figure(lang, figure)) } },
        Figure::Words(_) | Figure::Text(_) => html! { (figures::figure(lang, figure)) },
        _ => html! { span.number { (figures::figure(lang, figure)) } },
    }
}

fn rule(lang: Lang, rule: &Rule) -> Markup {
    html! {
        div.rule {
            p.rule-text { (lang.text(&rule.text)) }
            p.rule-source {
                span.visually-hidden { (lang.t("explain-rule")) " " }
                span.rule-code { (rule.code) }
                " " span.rule-article { (rule.article) }
            }
        }
    }
}

fn inputs(lang: Lang, inputs: &[Input]) -> Markup {
    html! {
        dl.inputs aria-label=(lang.t("explain-inputs")) {
            @for input in inputs {
                div {
                    dt { (lang.text(&input.label)) }
                    dd {
                        @match &input.href {
                            Some(href) => a href=(href) { (figure(lang, &input.figure)) (Icon::Forward) },
                            None => (figure(lang, &input.figure)),
                        }
                    }
                }
            }
        }
    }
}

fn steps(lang: Lang, steps: &[Step]) -> Markup {
    html! {
        ol.steps aria-label=(lang.t("explain-steps")) {
            @for (i, step) in steps.iter().enumerate() {
                @let is_last = i + 1 == steps.len();
                li class=[is_last.then_some("last")] {
                    div.step-body {
                        p.step-label { (lang.text(&step.label)) }
                        @if !step.expression.is_empty() {
                            p.step-expression { (figures::expression(lang, &step.expression)) }
                        }
                        (rounding(lang, step))
                    }
                    p.step-result {
                        span.visually-hidden { (lang.t("explain-result")) " " }
                        span.equals aria-hidden="true" { "=" }
                        " " strong { (figure(lang, &step.result)) }
                    }
                }
            }
        }
    }
}

/// The value before rounding and what was done to it.
fn rounding(lang: Lang, step: &Step) -> Markup {
    html! {
        @if step.exact.is_some() || step.rounding.is_some() {
            p.step-rounding {
                @if let Some(exact) = &step.exact {
                    span.exact { (lang.with("explain-exact", &[("value", figures::figure(lang, exact))])) }
                }
                @if step.exact.is_some() && step.rounding.is_some() { " " (Icon::Forward) " " }
                @if let Some((mode, places)) = step.rounding { span.mode { (rounding_text(lang, mode, places)) } }
            }
        }
    }
}
