//! How a scoreboard looks.

use super::{CountedRow, CountedThing, Indicator, Period, Scoreboard, words};
use agreements::document::{Commitment, IndicatorFormula};
use jiff::Timestamp;
use kernel::{Exact, Permission};
use maud::{Markup, Render as _, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, Head, Tone, chart, empty_state, explanation, figure,
            filter_form, link, link_button, section, submit, tag,
        },
        guard::percent,
        page,
    },
};

/// One scoreboard to choose per beneficiary.
pub(super) fn choose(ctx: &Ctx, beneficiaries: &[Organisation]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("scoreboard-beneficiaries"))
        .column(lang.t("scoreboard-beneficiary"))
        .column(lang.t("scoreboard-code"))
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None))
        .rows(
            beneficiaries
                .iter()
                .map(|o| [link(&format!("/scoreboards/{}", o.code), &o.name), html! { (o.code) }]),
        );
    page(ctx, &Head::new(lang.t("scoreboard-title"), lang.t("scoreboard-view")), table.render())
}

/// The query of an address for a period.
pub(crate) fn query(period: Period) -> String {
    format!("?from={}&to={}", period.first, period.last)
}

pub(super) fn board(ctx: &Ctx, board: &Scoreboard) -> Markup {
    let lang = ctx.lang;
    let base = format!("/scoreboards/{}", board.code);
    let head = Head::new(&board.beneficiary_name, lang.t("scoreboard-view"))
        .lead(html! { p { (words::period(lang, board.period)) " · " (version(lang, board)) } })
        .as_of(board.as_of)
        .actions(html! {
            (link_button(Emphasis::Secondary, &format!("/indicators/{}", board.code), &lang.t("indicator-closings")))
            (link_button(Emphasis::Secondary, &format!("{base}/file.pdf{}", query(board.period)), &lang.t("scoreboard-pdf")))
            (link_button(Emphasis::Secondary, &format!("{base}/file.csv{}", query(board.period)), &lang.t("scoreboard-csv")))
        });
    page(
        ctx,
        &head,
        html! {
            (choose_period(lang, &base, board.period))
            (section("commitments", &lang.t("scoreboard-commitments"), None, commitments(lang, board, &base)))
            @if board.taken_over > 0 { p { (lang.with("scoreboard-taken-over", &[("count", board.taken_over)])) } }
            @for indicator in board.indicators.iter().filter(|i| !i.levels.is_empty()) {
                (section(&format!("levels-{}", indicator.commitment.code.replace('.', "-")), &levels_title(lang, indicator), None, levels(lang, indicator)))
            }
            (section("unmeasured", &lang.t("scoreboard-unmeasured"), None, unmeasured(lang, &board.unmeasured)))
        },
    )
}

fn version(lang: Lang, board: &Scoreboard) -> String {
    lang.with("scoreboard-version", &[("number", board.agreement_version)])
}

/// The choice of a period for a page.
pub(crate) fn choose_period(lang: Lang, base: &str, period: Period) -> Markup {
    filter_form(
        base,
        &lang.t("scoreboard-choose"),
        html! {
            (Field::date(lang, "from", lang.t("scoreboard-from")).value(period.first.to_string()))
            (Field::date(lang, "to", lang.t("scoreboard-to")).value(period.last.to_string()))
            (submit(Emphasis::Secondary, &lang.t("scoreboard-show")))
        },
    )
}

fn commitments(lang: Lang, board: &Scoreboard, base: &str) -> Markup {
    let table = DataTable::new(lang.t("scoreboard-commitments"))
        .caption_hidden()
        .column(lang.t("scoreboard-code"))
        .column(lang.t("scoreboard-indicator"))
        .figures(lang.t("scoreboard-value"))
        .column(lang.t("scoreboard-target"))
        .column(lang.t("scoreboard-standing"));
    let rows = board.indicators.iter().map(|indicator| {
        let code = &indicator.commitment.code;
        let href = format!("{base}/indicators/{}{}", percent(code), query(board.period));
        [
            link(&href, code),
            html! { (indicator.commitment.indicator) },
            html! { (figure(lang, &indicator.value)) " " small { (words::detail(lang, indicator)) } },
            html! { (words::target(lang, &indicator.commitment)) },
            tag(words::tone(indicator.verdict), &words::verdict(lang, indicator.verdict)),
        ]
    });
    table.rows(rows).render()
}

fn levels_title(lang: Lang, indicator: &Indicator) -> String {
    format!("{} · {}", indicator.commitment.code, lang.t(words::levels_key(indicator.commitment.formula)))
}

fn levels(lang: Lang, indicator: &Indicator) -> Markup {
    let [level, count, median, p90, target, kept] = words::level_headings(lang, indicator.commitment.formula);
    let table = DataTable::new(levels_title(lang, indicator)).caption_hidden().column(level);
    let table = table.figures(count).figures(median).figures(p90).figures(target).figures(kept);
    table
        .rows(
            indicator.levels.iter().map(|level| words::level_cells(lang, level).map(|cell| html! { (cell) })),
        )
        .render()
}

fn unmeasured(lang: Lang, commitments: &[Commitment]) -> Markup {
    let table = DataTable::new(lang.t("scoreboard-unmeasured"))
        .caption_hidden()
        .column(lang.t("scoreboard-code"))
        .column(lang.t("scoreboard-indicator"))
        .column(lang.t("scoreboard-target"))
        .empty(empty_state(&lang.t("scoreboard-all-measured"), &lang.t("scoreboard-all-measured-why"), None));
    let rows = commitments
        .iter()
        .map(|c| [html! { (c.code) }, html! { (c.indicator) }, html! { (words::target(lang, c)) }]);
    html! { p { (lang.t("scoreboard-unmeasured-why")) } (table.rows(rows)) }
}

/// One indicator: its explanation, then the tickets counted.
pub(super) fn indicator(ctx: &Ctx, board: &Scoreboard, indicator: &Indicator) -> Markup {
    let lang = ctx.lang;
    let back = format!("/scoreboards/{}{}", board.code, query(board.period));
    let commitment = &indicator.commitment;
    let head = Head::new(format!("{} · {}", commitment.code, commitment.indicator), lang.t("scoreboard-view"))
        .crumbs([Crumb::new(&board.beneficiary_name, back)])
        .lead(html! {
            p { (commitment.text) }
            p { strong { (figure(lang, &indicator.value)) } " " (tag(words::tone(indicator.verdict), &words::verdict(lang, indicator.verdict))) }
            p { (words::period(lang, board.period)) }
        })
        .as_of(board.as_of);
    page(
        ctx,
        &head,
        html! {
            (explanation(lang, "why", &ctx.linked(&indicator.explanation)))
            @if !indicator.levels.is_empty() {
                (section("levels", &levels_title(lang, indicator), None, html! { (levels_chart(lang, indicator)) (levels(lang, indicator)) }))
            }
            @if !indicator.rows.is_empty() {
                (section("rows", &lang.t("scoreboard-rows"), None, match commitment.formula {
                    IndicatorFormula::GoLiveTime => lives(ctx, board, indicator),
                    _ => rows(ctx, board, indicator),
                }))
            }
            @if !indicator.things.is_empty() {
                (section("things", &lang.t("indicator-rows"), None, things(lang, &indicator.things)))
            }
        },
    )
}

fn levels_chart(lang: Lang, indicator: &Indicator) -> Markup {
    let (title, description) = match indicator.commitment.formula {
        IndicatorFormula::GoLiveTime => {
            ("scoreboard-median-by-service", "scoreboard-median-by-service-description")
        }
        IndicatorFormula::RestorationTime => {
            ("scoreboard-median-restored", "scoreboard-median-restored-description")
        }
        _ => ("scoreboard-median-by-level", "scoreboard-median-by-level-description"),
    };
    let head = chart::ChartHead {
        id: "levels-chart".to_owned(),
        title: lang.t(title),
        description: lang.t(description),
    };
    let bars: Vec<chart::Bar> = indicator
        .levels
        .iter()
        .filter_map(|level| {
            let median = level.median?;
            let value = Exact::from(median).approximate();
            Some(chart::Bar {
                label: level.level.clone(),
                value,
                shown: words::seconds(lang, Some(median)),
                tone: Tone::Info,
            })
        })
        .collect();
    html! { @if !bars.is_empty() { (chart::bars(lang, &head, &lang.t("scoreboard-median"), &bars, None)) } }
}

fn rows(ctx: &Ctx, board: &Scoreboard, indicator: &Indicator) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("scoreboard-rows"))
        .caption_hidden()
        .column(lang.t("scoreboard-ticket"))
        .column(lang.t("scoreboard-level"))
        .column(lang.t("scoreboard-received"))
        .figures(lang.t("scoreboard-time"))
        .column(lang.t("scoreboard-standing"));
    table.rows(indicator.rows.iter().map(|row| ticket_row(ctx, board, row))).render()
}

/// The demands that went live: both clocks, side by side.
fn lives(ctx: &Ctx, board: &Scoreboard, indicator: &Indicator) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("scoreboard-rows"))
        .caption_hidden()
        .column(lang.t("scoreboard-ticket"))
        .column(lang.t("scoreboard-service"))
        .column(lang.t("scoreboard-accepted"))
        .figures(lang.t("scoreboard-time-elapsed"))
        .figures(lang.t("scoreboard-time-service"));
    let rows = indicator.rows.iter().map(|row| {
        [
            ticket_link(ctx, board, row),
            html! { (row.level) },
            html! { (figures::instant(lang, row.received_at)) },
            html! { (words::seconds(lang, row.seconds)) },
            html! { (words::seconds(lang, row.service_seconds)) },
        ]
    });
    table.rows(rows).render()
}

/// What else was counted: outages, sites, meetings, closures, backups, restores.
fn things(lang: Lang, all: &[CountedThing]) -> Markup {
    let keys = ["indicator-kind", "indicator-row", "indicator-from", "indicator-to"];
    let table = DataTable::new(lang.t("indicator-rows")).caption_hidden();
    let table = keys.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("indicator-length")).column(lang.t("indicator-kept"));
    let instant = |at: Option<Timestamp>| at.map_or_else(|| "—".to_owned(), |at| figures::instant(lang, at));
    let row = |one: &CountedThing| {
        let kept = one.is_kept.map_or_else(|| "—".to_owned(), |is_kept| lang.t(words::kept_key(is_kept)));
        let whole = one.of_seconds.map(|seconds| format!(" / {}", figures::duration(lang, seconds)));
        [
            html! { (lang.t(one.kind.label_key())) },
            html! { (if one.name.is_empty() { "—" } else { &one.name }) },
            html! { (instant(one.from)) },
            html! { (instant(one.to)) },
            html! { (words::seconds(lang, one.seconds)) (whole.unwrap_or_default()) },
            html! { (kept) },
        ]
    };
    table.rows(all.iter().map(row)).render()
}

/// An elected official sees the figures and what they are made of, not what people wrote.
fn ticket_link(ctx: &Ctx, board: &Scoreboard, row: &CountedRow) -> Markup {
    if ctx.actor.may(Permission::TicketReadAll) {
        return link(&format!("/tickets/{}/{}", board.beneficiary, row.ticket), &row.number);
    }
    html! { (row.number) }
}

fn ticket_row(ctx: &Ctx, board: &Scoreboard, row: &CountedRow) -> [Markup; 5] {
    let lang = ctx.lang;
    let standing = row.is_kept.map(|kept| if kept { super::Verdict::Met } else { super::Verdict::Missed });
    let standing = standing.unwrap_or(super::Verdict::NotContractual);
    [
        ticket_link(ctx, board, row),
        html! { (row.level) },
        html! { (figures::instant(lang, row.received_at)) },
        html! { (words::seconds(lang, row.seconds)) },
        tag(words::tone(standing), &words::verdict(lang, standing)),
    ]
}
