//! How savings are drawn.

use super::{ProposeForm, SavingProposal, SavingState, actions::Whole};
use crate::costs::year_path;
use kernel::{Cents, Permission};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Fields, Head, PostForm, Tone, actions,
            chart::{ChartHead, Series, lines},
            empty_state, error_of, error_summary, explanation, facts, folded_form, hidden, link, link_button,
            section, submit, tag, text,
        },
        page,
    },
};

fn state(lang: Lang, one: &SavingProposal) -> Markup {
    let tone = match one.state {
        SavingState::Proposed | SavingState::Decided => Tone::Warning,
        SavingState::Carried => Tone::Good,
        SavingState::Withdrawn => Tone::Neutral,
    };
    tag(tone, &lang.t(one.state.label_key()))
}

/// The closed years, the savings and the initial prices of a beneficiary.
pub(super) fn savings_page(ctx: &Ctx, whole: &Whole, form: &ProposeForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("saving-title"), whole.beneficiary.name.as_str())
        .crumbs([Crumb::new(lang.t("cost-title"), "/costs")])
        .lead(text(lang.t("saving-lead")))
        .has_errors(!errors.is_empty());
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (section("prices", &lang.t("saving-prices"), None, prices(lang, whole)))
            (section("savings", &lang.t("saving-list"), None, savings(lang, whole)))
            (section("years", &lang.t("cost-closed-years"), None, years(lang, whole)))
            @if ctx.actor.may(Permission::CostManage) {
                (section("propose", &lang.t("saving-propose"), None, propose(ctx, whole, form, errors)))
            }
        },
    )
}

fn prices(lang: Lang, whole: &Whole) -> Markup {
    let stated = whole.agreement_price.map_or_else(|| "—".into(), |price| figures::money(lang, price));
    let agreement = [text(lang.t("saving-from-start")), text(stated), text(lang.t("saving-agreement"))];
    let rows = whole.prices.iter().map(|one| {
        [
            text(one.from_year.to_string()),
            text(figures::money(lang, one.price)),
            html! {
                (link(&format!("/savings/{}/{}", one.beneficiary, one.proposal), &lang.with("saving-decision", &[("number", &one.reference)])))
                ", " (figures::date(lang, one.effective_on))
            },
        ]
    });
    let table = DataTable::new(lang.t("saving-prices"))
        .column(lang.t("saving-from-year"))
        .figures(lang.t("saving-initial-price"))
        .column(lang.t("saving-by"))
        .rows(rows.chain([agreement]))
        .caption_hidden();
    table.render()
}

fn savings(lang: Lang, whole: &Whole) -> Markup {
    let table = DataTable::new(lang.t("saving-list"))
        .column(lang.t("money-year"))
        .figures(lang.t("saving-amount"))
        .figures(lang.t("savings-per-agent"))
        .figures(lang.t("saving-initial-price"))
        .column(lang.t("money-state"))
        .rows(whole.savings.iter().map(|one| {
            [
                link(&one.key.path(), &one.year.to_string()),
                text(figures::exact(lang, &one.outcome.saving)),
                text(figures::money(lang, one.outcome.per_agent)),
                text(figures::money(lang, one.outcome.initial_price)),
                state(lang, one),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("saving-none"), &lang.t("saving-none-why"), None));
    table.render()
}

fn years(lang: Lang, whole: &Whole) -> Markup {
    if whole.closed.is_empty() {
        return empty_state(&lang.t("saving-no-year"), &lang.t("saving-no-year-why"), None);
    }
    let labels: Vec<String> = whole.closed.iter().map(|one| one.year.to_string()).collect();
    let points =
        whole.closed.iter().map(|one| Some((one.core.euros().approximate(), figures::money(lang, one.core))));
    let head = ChartHead {
        id: "years-chart".into(),
        title: lang.t("cost-core"),
        description: lang.with("saving-years-told", &[("count", whole.closed.len())]),
    };
    let series = [Series { name: lang.t("cost-core"), points: points.collect() }];
    let links = whole.closed.iter().map(|one| (one.year, year_path(&whole.beneficiary.id, one.year)));
    html! {
        @if whole.closed.len() > 1 {
            (lines(lang, &head, &labels, &series, None, &|value| figures::money(lang, cents(value))))
        }
        (actions(html! { @for (year, path) in links { (link_button(Emphasis::Quiet, &path, &lang.with("cost-year-title", &[("year", year)]))) } }))
    }
}

/// A mark of a scale, to the euro.
#[expect(clippy::cast_possible_truncation, reason = "marks of a scale are far below what an amount holds")]
fn cents(value: f64) -> Cents {
    Cents((value * 100.0).round() as i64)
}

fn propose(ctx: &Ctx, whole: &Whole, form: &ProposeForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let year = Field::number(lang, "year", lang.t("saving-year")).width(8).value(&form.year);
    let body = html! {
        (year.hint(lang.t("saving-year-hint")).error(error_of(errors, "year")).required())
        (actions(submit(Emphasis::Primary, &lang.t("saving-propose"))))
    };
    html! { (PostForm::new(format!("/savings/{}", whole.beneficiary.id), &ctx.csrf).body(body)) }
}

/// One saving: how it came about, and what may be done with it.
pub(super) fn saving_page(
    ctx: &Ctx,
    one: &SavingProposal,
    why: Option<&str>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let list = format!("/savings/{}", one.key.beneficiary);
    let decide = format!("{}/decision", one.key.path());
    let is_open = one.state == SavingState::Proposed;
    let head = Head::new(lang.with("saving-of", &[("year", one.year)]), one.beneficiary_name.as_str())
        .crumbs([Crumb::new(lang.t("cost-title"), "/costs"), Crumb::new(lang.t("saving-title"), list)])
        .lead(html! { p { (state(lang, one)) } })
        .has_errors(!errors.is_empty());
    let head = if is_open && ctx.may_open(&decide) {
        head.actions(link_button(Emphasis::Primary, &decide, &lang.t("saving-decide")))
    } else {
        head
    };
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (told(lang, one))
            (explanation(lang, "why", &ctx.linked(&one.explanation)))
            @if is_open && ctx.actor.may(Permission::CostManage) { (withdrawal(ctx, one, why, errors)) }
        },
    )
}

fn told(lang: Lang, one: &SavingProposal) -> Markup {
    let money = |amount: Cents| text(figures::money(lang, amount));
    let mut pairs = vec![
        (lang.t("saving-amount"), text(figures::exact(lang, &one.outcome.saving))),
        (lang.t("savings-per-agent"), money(one.outcome.per_agent)),
        (lang.t("saving-price-before"), money(one.price_before)),
        (
            lang.with("saving-price-from", &[("year", one.year + 1)]),
            html! { strong { (figures::money(lang, one.outcome.initial_price)) } },
        ),
        (
            lang.t("saving-proposed"),
            text(format!("{}, {}", one.proposed_by, figures::instant(lang, one.proposed_at))),
        ),
    ];
    if let Some(decision) = &one.decision {
        let number = lang.with("saving-decision", &[("number", &decision.reference)]);
        let day = figures::date(lang, decision.effective_on);
        pairs.push((lang.t("saving-by"), html! { (link(&decision.path, &number)) ", " (day) }));
    }
    if !one.closed_why.is_empty() {
        pairs.push((lang.t("supplier-why"), text(&one.closed_why)));
    }
    facts(pairs)
}

fn withdrawal(ctx: &Ctx, one: &SavingProposal, why: Option<&str>, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let fields = Fields::of(lang, "withdraw", why.is_some(), errors);
    let body = html! {
        (hidden("version", &one.version.to_string()))
        (fields.line("why", "supplier-why", why.unwrap_or_default()).required())
    };
    let label = lang.t("saving-withdraw");
    folded_form(&ctx.csrf, &format!("{}/withdrawal", one.key.path()), &label, &label, why.is_some(), body)
}
