//! How simulations are drawn: the question, a chart with its table, and what was kept. One sheet of A4 when printed.

use super::{Asked, SimulatedYear, Simulation, SimulationKey, actions::Answer};
use kernel::{Cents, Figure, Permission};
use maud::{Markup, Render as _, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet::{self, Sheet},
    web::{
        components::{
            Crumb, DataTable, Emphasis, FieldError, Fields, Head, Tone, action_button, actions,
            chart::{ChartHead, Series, lines},
            empty_state, error_summary, explained, filter_form, folded_form, hidden, link, link_button,
            notice, section, submit, text,
        },
        guard::percent,
        page,
    },
};

/// The columns of the file.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let keys = [
        "money-year",
        "simulation-index",
        "simulation-coefficient",
        "simulation-unit-price",
        "simulation-agents",
        "simulation-charge-of",
    ];
    Sheet {
        file: "simulation".into(),
        title: lang.t("simulation-title"),
        columns: keys.map(|key| lang.t(key)).to_vec(),
        lang,
    }
}

/// Whose price.
pub(super) fn list_page(ctx: &Ctx, all: &[Organisation]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("simulation-title"))
        .column(lang.t("money-beneficiary"))
        .rows(all.iter().map(|one| [link(&format!("/simulations/{}", one.id), &one.name)]))
        .caption_hidden()
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None));
    let head =
        Head::new(lang.t("simulation-title"), lang.t("money-view")).lead(text(lang.t("simulation-lead")));
    page(ctx, &head, table.render())
}

/// The question and its answer.
pub(super) fn answer_page(ctx: &Ctx, told: &Answer, asked: &Asked, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let base = format!("/simulations/{}", told.beneficiary.id);
    let head = Head::new(lang.t("simulation-title"), told.beneficiary.name.as_str())
        .lead(text(lang.t("simulation-lead")))
        .has_errors(!errors.is_empty());
    let beyond = told.years.last().is_some_and(|year| year.year > told.last_day.year());
    let refused_name = errors.iter().any(|error| error.field == "name");
    let is_stale = !errors.is_empty() && !refused_name;
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (question(lang, &base, asked, told, errors))
            @if is_stale { (notice(Tone::Warning, &lang.t("simulation-usual"), html! { p { (lang.t("simulation-usual-why")) } })) }
            @if beyond {
                p { (lang.with("simulation-beyond", &[("day", figures::date(lang, told.last_day))])) }
            }
            (years(ctx, &told.years))
            (sheet::links(lang, "export-as", &format!("{base}/file?{}", address(asked))))
            @if !is_stale { (keep(ctx, &base, asked, refused_name, errors)) }
            @if !told.kept.is_empty() { (section("kept", &lang.t("simulation-kept"), None, kept(lang, &told.kept))) }
        },
    )
}

/// What was asked, as a query.
fn address(asked: &Asked) -> String {
    let pairs = [
        ("from", &asked.from),
        ("years", &asked.years),
        ("rate", &asked.rate),
        ("values", &asked.values),
        ("agents", &asked.agents),
        ("arrival_agents", &asked.arrival_agents),
        ("arrival_on", &asked.arrival_on),
        ("departure_agents", &asked.departure_agents),
        ("departure_on", &asked.departure_on),
    ];
    let pairs = pairs.iter().filter(|(_, value)| !value.trim().is_empty());
    pairs.map(|(name, value)| format!("{name}={}", percent(value))).collect::<Vec<_>>().join("&")
}

fn question(lang: Lang, base: &str, asked: &Asked, told: &Answer, errors: &[FieldError]) -> Markup {
    let fields = Fields::plain(lang, errors);
    let or = |typed: &str, usual: String| if typed.trim().is_empty() { usual } else { typed.to_owned() };
    let agents: Vec<String> = told.supposed.agents.iter().map(ToString::to_string).collect();
    filter_form(
        base,
        &lang.t("simulation-question"),
        html! {
            (fields.line("from", "simulation-from", &or(&asked.from, told.supposed.from.to_string())).inputmode("numeric").width(6))
            (fields.line("years", "simulation-years", &or(&asked.years, told.supposed.years.to_string())).inputmode("numeric").width(4))
            (fields.line("rate", "simulation-rate", &asked.rate).hint(lang.t("simulation-rate-hint")).inputmode("decimal").width(8))
            (fields.line("values", "simulation-values", &asked.values).hint(lang.t("simulation-values-hint")))
            (fields.line("agents", "simulation-headcount", &or(&asked.agents, agents.join(" ; "))).hint(lang.t("simulation-headcount-hint")))
            (fields.line("arrival_agents", "simulation-arrival-agents", &asked.arrival_agents).inputmode("numeric").width(8))
            (fields.day("arrival_on", "simulation-arrival-on", &asked.arrival_on))
            (fields.line("departure_agents", "simulation-departure-agents", &asked.departure_agents).inputmode("numeric").width(8))
            (fields.day("departure_on", "simulation-departure-on", &asked.departure_on))
            (submit(Emphasis::Primary, &lang.t("simulation-compute")))
        },
    )
}

fn years(ctx: &Ctx, years: &[SimulatedYear]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("simulation-years-told"))
        .column(lang.t("money-year"))
        .figures(lang.t("simulation-index"))
        .figures(lang.t("simulation-coefficient"))
        .figures(lang.t("simulation-unit-price"))
        .figures(lang.t("simulation-agents"))
        .figures(lang.t("simulation-charge-of"))
        .rows(years.iter().map(|one| {
            let year = one.year.to_string();
            let origin = if one.is_published { "simulation-published" } else { "simulation-supposed" };
            [
                text(&year),
                html! {
                    @if let Some(index) = &one.index { (figures::exact(lang, index)) br; small { (lang.t(origin)) } } @else { "—" }
                },
                text(one.coefficient.as_ref().map_or_else(|| "—".into(), |value| figures::exact(lang, value))),
                explained(lang, &year, &Figure::Money(one.price), &ctx.linked(&one.price_explanation)),
                text(figures::count(lang, one.agents)),
                explained(lang, &year, &Figure::Money(one.charge), &ctx.linked(&one.explanation)),
            ]
        }))
        .caption_hidden();
    html! { (chart(lang, years)) (table) }
}

fn chart(lang: Lang, years: &[SimulatedYear]) -> Markup {
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return html! {} };
    if years.len() < 2 {
        return html! {};
    }
    let labels: Vec<String> = years.iter().map(|one| one.year.to_string()).collect();
    let points =
        years.iter().map(|one| Some((one.charge.euros().approximate(), figures::money(lang, one.charge))));
    let head = ChartHead {
        id: "charges".into(),
        title: lang.t("simulation-charge-of"),
        description: lang.with(
            "simulation-told",
            &[
                ("from", first.year.to_string()),
                ("to", last.year.to_string()),
                ("first", figures::money(lang, first.charge)),
                ("last", figures::money(lang, last.charge)),
            ],
        ),
    };
    let series = [Series { name: lang.t("simulation-charge-of"), points: points.collect() }];
    lines(lang, &head, &labels, &series, None, &|value| figures::money(lang, mark(value)))
}

/// A mark of a scale as an amount.
#[expect(clippy::cast_possible_truncation, reason = "marks of a scale are far below what an amount holds")]
fn mark(value: f64) -> Cents {
    Cents((value * 100.0).round() as i64)
}

fn keep(ctx: &Ctx, base: &str, asked: &Asked, is_open: bool, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let fields = Fields::of(lang, "keep", is_open, errors);
    let body = html! {
        (hidden("from", &asked.from)) (hidden("years", &asked.years)) (hidden("rate", &asked.rate))
        (hidden("values", &asked.values)) (hidden("agents", &asked.agents))
        (hidden("arrival_agents", &asked.arrival_agents)) (hidden("arrival_on", &asked.arrival_on))
        (hidden("departure_agents", &asked.departure_agents)) (hidden("departure_on", &asked.departure_on))
        (fields.line("name", "simulation-name", &asked.name).required())
    };
    let label = lang.t("simulation-keep");
    folded_form(&ctx.csrf, base, &label, &label, is_open, body)
}

fn kept(lang: Lang, all: &[Simulation]) -> Markup {
    let path =
        |one: &Simulation| SimulationKey { beneficiary: one.beneficiary.clone(), id: one.id.clone() }.path();
    let table = DataTable::new(lang.t("simulation-kept"))
        .column(lang.t("simulation-name"))
        .column(lang.t("simulation-kept-by"))
        .rows(all.iter().map(|one| {
            [
                link(&path(one), &one.name),
                text(format!("{}, {}", one.saved_by, figures::instant(lang, one.saved_at))),
            ]
        }))
        .caption_hidden();
    table.render()
}

/// A simulation as it was kept.
pub(super) fn kept_page(ctx: &Ctx, served: &Organisation, one: &Simulation) -> Markup {
    let lang = ctx.lang;
    let base = format!("/simulations/{}", served.id);
    let key = SimulationKey { beneficiary: one.beneficiary.clone(), id: one.id.clone() };
    let again = format!("{base}?{}", address(&one.asked));
    let head = Head::new(one.name.as_str(), served.name.as_str())
        .crumbs([Crumb::new(lang.t("simulation-title"), base)])
        .lead(html! {
            p { (lang.with("simulation-kept-at", &[("by", one.saved_by.clone()), ("at", figures::instant(lang, one.saved_at))])) }
        });
    let is_own = one.saved_by_id.is_some() && one.saved_by_id == ctx.actor.person;
    page(
        ctx,
        &head,
        html! {
            (years(ctx, &one.outcome))
            (actions(link_button(Emphasis::Quiet, &again, &lang.t("simulation-again"))))
            @if is_own || ctx.actor.may(Permission::CostManage) {
                (action_button(&ctx.csrf, &format!("{}/removal", key.path()), Emphasis::Danger, &lang.t("simulation-remove"), None))
            }
        },
    )
}
