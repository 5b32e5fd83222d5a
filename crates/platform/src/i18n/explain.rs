//! An explanation as plain text, for terminals and mails.

use super::{Lang, figures};
use kernel::{Explanation, Rounding, Step};
use std::fmt::Write;

/// The whole explanation as lines of text: rule, inputs with the page of each, numbered steps.
pub fn explain_text(lang: Lang, explanation: &Explanation) -> String {
    let rule = &explanation.rule;
    let mut out = String::new();
    line(&mut out, 0, &lang.text(&rule.text));
    line(&mut out, 0, &lang.with("explain-rule-source", &[("code", &rule.code), ("article", &rule.article)]));
    if !explanation.inputs.is_empty() {
        line(&mut out, 0, &lang.t("explain-inputs"));
    }
    for input in &explanation.inputs {
        let page = input.href.as_ref().map(|href| format!("  [{href}]")).unwrap_or_default();
        let value = figures::figure(lang, &input.figure);
        let label = lang.text(&input.label);
        line(
            &mut out,
            1,
            &format!("{}{page}", lang.with("explain-pair", &[("label", &label), ("value", &value)])),
        );
    }
    if !explanation.steps.is_empty() {
        line(&mut out, 0, &lang.t("explain-steps"));
    }
    for (i, step) in explanation.steps.iter().enumerate() {
        write_step(&mut out, lang, i + 1, step);
    }
    out
}

/// The rounding of a step in words: `arrondi au plus proche, au centième`.
pub fn rounding_text(lang: Lang, mode: Rounding, places: u32) -> String {
    let mode = lang.t(mode.label_key());
    lang.with("rounding-applied", &[("mode", mode), ("places", places.to_string())])
}

fn write_step(out: &mut String, lang: Lang, number: usize, step: &Step) {
    line(out, 1, &format!("{number}. {}", lang.text(&step.label)));
    if !step.expression.is_empty() {
        line(out, 2, &figures::expression(lang, &step.expression));
    }
    if let Some(exact) = &step.exact {
        line(out, 2, &lang.with("explain-exact", &[("value", figures::figure(lang, exact))]));
    }
    if let Some((mode, places)) = step.rounding {
        line(out, 2, &rounding_text(lang, mode, places));
    }
    line(out, 2, &format!("= {}", figures::figure(lang, &step.result)));
}

fn line(out: &mut String, depth: usize, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}{text}", "   ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Exact, Figure, Text};

    #[test]
    fn tells_rule_inputs_and_steps() {
        let ratio = Exact::parse("300.7/284.7").unwrap();
        let mut explanation = Explanation::of("R1.3", "art. 8", Text::new("explain-inputs"));
        explanation.input(
            Text::new("explain-steps"),
            Figure::Number(Exact::parse("300.7").unwrap()),
            Some("/indices/1".into()),
        );
        explanation.round(Text::new("explain-steps"), "300.7 ÷ 284.7", &ratio, Rounding::Up, 3);
        let text = explain_text(Lang::Fr, &explanation).replace(['\u{a0}', '\u{202f}'], " ");
        let expected = "\
Ce qui entre dans le calcul
Règle R1.3, art. 8
Ce qui entre dans le calcul
   Le calcul, étape par étape : 300,7  [/indices/1]
Le calcul, étape par étape
   1. Le calcul, étape par étape
      300,7 ÷ 284,7
      valeur exacte : 1,056199… (3007/2847)
      arrondi au supérieur, au millième
      = 1,057
";
        assert_eq!(text, expected);
    }
}
