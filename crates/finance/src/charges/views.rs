//! How charges are drawn.

mod objections;
mod units;

pub(crate) use objections::objections_of;

use super::{AcceptForm, AnswerForm, Charge, Charges, ObjectionId, Proposal, UnitsForm, actions::Shown};
use kernel::{Cents, Permission, Text};
use maud::{Markup, Render as _, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Fields, Head, PostForm, Tone, actions,
            empty_state, error_summary, explanation, facts, filter_form, link, link_button, notice, section,
            submit, tag, text,
        },
        page,
    },
};

/// What was typed on the page, and which form was refused.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) refused: &'static str,
    pub(super) accept: AcceptForm,
    pub(super) units: UnitsForm,
    pub(super) answer: Option<(ObjectionId, AnswerForm)>,
    pub(super) errors: Vec<FieldError>,
}

/// Whose charges.
pub(super) fn choose(ctx: &Ctx, all: &[Organisation], year: i16) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("charge-title"))
        .column(lang.t("money-beneficiary"))
        .rows(all.iter().map(|one| [link(&Charges::path(&one.id, year), &one.name)]))
        .caption_hidden()
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None));
    let head = Head::new(lang.with("charge-title-year", &[("year", year)]), lang.t("money-view"))
        .lead(text(lang.t("charge-lead")));
    let filter = html! {
        (Field::number(lang, "year", lang.t("money-year")).width(8).value(year.to_string()))
        (submit(Emphasis::Secondary, &lang.t("depreciation-show")))
    };
    page(ctx, &head, html! { (filter_form("/charges", &lang.t("charge-title"), filter)) (table) })
}

/// The charges of a year.
pub(super) fn page_of(ctx: &Ctx, shown: &Shown, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let name = &shown.beneficiary.name;
    let title = lang.text(&Text::new("charge-title-of").with("year", shown.year).with("beneficiary", name));
    let head = Head::new(title, lang.t("charge-title"))
        .crumbs([Crumb::new(lang.t("charge-title"), "/charges")])
        .lead(text(lang.t("charge-lead")))
        .has_errors(!typed.errors.is_empty());
    let body = html! {
        (error_summary(lang, &typed.errors))
        (years(lang, shown))
        @match &shown.charges {
            Err(why) => (notice(Tone::Warning, &lang.text(why), html! {})),
            Ok(charges) => (told(ctx, charges, shown, typed)),
        }
        (units::units(ctx, shown, typed))
        (objections::section_of(ctx, shown, typed))
    };
    page(ctx, &head, body)
}

fn years(lang: Lang, shown: &Shown) -> Markup {
    let go = |year: i16| {
        let href = Charges::path(&shown.beneficiary.id, year);
        link_button(Emphasis::Quiet, &href, &lang.with("charge-title-year", &[("year", year)]))
    };
    actions(html! { (go(shown.year - 1)) (go(shown.year + 1)) })
}

fn told(ctx: &Ctx, charges: &Charges, shown: &Shown, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let [due, billed, waiting, to_bill] = charges.totals();
    let figure = |key: &str, amount| (lang.t(key), html! { span.number { (figures::money(lang, amount)) } });
    html! {
        (facts([
            figure("charge-due", due),
            figure("charge-billed", billed),
            figure("charge-waiting", waiting),
            (lang.t("charge-to-bill"), html! { strong.number { (figures::money(lang, to_bill)) } }),
        ]))
        (section("lines", &lang.t("charge-lines"), None, html! { (held(lang, charges)) (table(lang, charges)) }))
        @if ctx.actor.may(Permission::InvoiceDraft) { (accept(ctx, charges, typed)) }
        @if !shown.drafts.is_empty() { (section("drafts", &lang.t("charge-drafts"), None, drafts(lang, shown))) }
        @if !charges.charges.is_empty() { (why(ctx, charges)) }
    }
}

fn table(lang: Lang, charges: &Charges) -> DataTable {
    let money = |amount: Cents| text(figures::money(lang, amount));
    DataTable::new(lang.t("charge-lines"))
        .column(lang.t("charge-what"))
        .figures(lang.t("charge-due"))
        .figures(lang.t("charge-billed"))
        .figures(lang.t("charge-waiting"))
        .figures(lang.t("charge-to-bill"))
        .column(lang.t("money-state"))
        .rows(charges.charges.iter().map(|one| {
            [
                html! { (one.name) br; small { (lang.t(one.key.kind.label_key())) (documents(lang, one)) } },
                one.due.map_or_else(|| text("—"), money),
                money(one.billed),
                money(one.waiting),
                money(one.to_bill),
                state(lang, one),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("charge-none"), &lang.t("charge-none-why"), None))
}

fn documents(lang: Lang, one: &Charge) -> Markup {
    html! {
        @for (href, number, _) in &one.documents {
            " · " (link(href, &number.clone().unwrap_or_else(|| lang.t("charge-draft"))))
        }
    }
}

fn state(lang: Lang, one: &Charge) -> Markup {
    let (tone, key) = match (&one.held, &one.proposal) {
        (Some(_), _) => (Tone::Warning, "charge-state-held"),
        (None, Some(Proposal::Bill { .. })) => (Tone::Info, "charge-state-bill"),
        (None, Some(Proposal::Reduce { .. })) => (Tone::Info, "charge-state-reduce"),
        (None, None) if one.waiting != Cents::ZERO => (Tone::Neutral, "charge-state-waiting"),
        (None, None) => (Tone::Good, "charge-state-done"),
    };
    tag(tone, &lang.t(key))
}

fn held(lang: Lang, charges: &Charges) -> Markup {
    let held = || charges.charges.iter().filter_map(|one| Some((one, one.held.as_ref()?)));
    html! {
        @if held().next().is_some() {
            (notice(Tone::Warning, &lang.t("charge-held"), html! {
                ul { @for (one, why) in held() { li { strong { (one.name) } " : " (lang.text(why)) } } }
            }))
        }
    }
}

fn accept(ctx: &Ctx, charges: &Charges, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let proposed: Vec<&Charge> = charges.charges.iter().filter(|one| one.proposal.is_some()).collect();
    if proposed.is_empty() {
        return html! {};
    }
    let is_refused = typed.refused == "accept";
    let choices = proposed.into_iter().map(|one| {
        let key = one.key.to_string();
        let is_ticked = !is_refused || typed.accept.lines.contains(&key);
        Choice::new(key, format!("{} : {}", one.name, figures::money(lang, one.to_bill))).ticked(is_ticked)
    });
    let fields = Fields::of(lang, "accept", is_refused, &typed.errors);
    let field = Field::checkboxes(lang, "lines", lang.t("charge-accept-which"), choices);
    let action = format!("{}/drafts", Charges::path(&charges.beneficiary, charges.year));
    let form = PostForm::new(action, &ctx.csrf).label(lang.t("charge-accept")).body(html! {
        p { (lang.t("charge-accept-lead")) }
        (fields.with("lines", field))
        (actions(submit(Emphasis::Primary, &lang.t("charge-accept"))))
    });
    section("accept", &lang.t("charge-proposed"), None, form.render())
}

fn drafts(lang: Lang, shown: &Shown) -> Markup {
    html! {
        ul {
            @for one in &shown.drafts {
                li {
                    (link(&one.href(), &one.object)) " : "
                    span.number { (figures::money(lang, one.signed(one.net))) } " "
                    (tag(Tone::Neutral, &lang.t(one.state_key())))
                    @if one.submitted.is_some() { " " (tag(Tone::Info, &lang.t("invoice-submitted"))) }
                }
            }
        }
    }
}

/// Why these amounts, charge by charge.
fn why(ctx: &Ctx, charges: &Charges) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        @for (i, one) in charges.charges.iter().enumerate().filter(|(_, one)| one.due.is_some()) {
            details {
                summary {
                    (one.name) " : " strong { (figures::money(lang, one.due.unwrap_or(Cents::ZERO))) }
                    " · " (lang.t("charge-to-bill")) " : " (figures::money(lang, one.to_bill))
                }
                (explanation(lang, &format!("why-{i}"), &ctx.linked(&one.explanation)))
            }
        }
    };
    section("why", &lang.t("invoice-why"), None, body)
}
