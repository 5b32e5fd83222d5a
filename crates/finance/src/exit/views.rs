//! How exits are drawn.

mod notice;

pub(super) use notice::{Typed, notice_page};

use super::{
    Effect, Fate, Means, Notice, NoticeForm, NoticeState, Statement, StatementLine, WhatIf,
    actions::{Supposed, Way},
};
use crate::depreciation::good_path;
use agreements::contracts::views::at_end_table;
use kernel::{Permission, id::BeneficiaryId};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet::{self, Sheet},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions,
            empty_state, error_of, error_summary, explanation, facts, filter_form, link, notice, section,
            submit, tag, text,
        },
        guard::percent,
        page,
    },
};

/// Goods drawn on a page; a file has them all.
const SHOWN: usize = 200;

/// Lines up to which the whole explanation of a total is drawn.
const EXPLAINED: usize = 60;

/// The columns of the file of goods.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let keys = [
        "asset-reference",
        "asset-name",
        "asset-legal",
        "exit-fate",
        "depreciation-net-book-value",
        "exit-due",
    ];
    Sheet {
        file: "exit".into(),
        title: lang.t("exit-goods"),
        columns: keys.map(|key| lang.t(key)).to_vec(),
        lang,
    }
}

/// What a notice does, in a sentence.
fn effect(lang: Lang, effect: Effect) -> String {
    let with_day = |key: &str, day| lang.with(key, &[("day", &figures::date(lang, day))]);
    match effect {
        Effect::Leaves { last_day } => with_day("exit-effect-leaves", last_day),
        Effect::TooEarly { first_notice } => with_day("exit-effect-early", first_notice),
        Effect::TermFirst { term_end } => with_day("exit-effect-term", term_end),
    }
}

fn state(lang: Lang, notice: &Notice) -> Markup {
    let tone = match notice.state {
        NoticeState::Received => Tone::Warning,
        NoticeState::Confirmed => Tone::Info,
        NoticeState::Withdrawn => Tone::Neutral,
    };
    tag(tone, &lang.t(notice.state.label_key()))
}

/// How each beneficiary may leave.
pub(super) fn list_page(ctx: &Ctx, ways: &[Way]) -> Markup {
    let lang = ctx.lang;
    let notice = |way: &Way| match &way.notice {
        None => text("—"),
        Some(notice) => {
            let day = figures::date(lang, notice.last_day);
            html! { (link(&notice.key.path(), &lang.with("exit-notice-until", &[("day", &day)]))) " " (state(lang, notice)) }
        }
    };
    let table = DataTable::new(lang.t("exit-title"))
        .column(lang.t("money-beneficiary"))
        .column(lang.t("exit-term-end"))
        .column(lang.t("exit-if-today"))
        .column(lang.t("exit-notice"))
        .rows(ways.iter().map(|way| {
            let term = way.term_end.map(|day| figures::date(lang, day));
            [
                link(&format!("/exits/{}", way.beneficiary.id), &way.beneficiary.name),
                text(term.unwrap_or_else(|| lang.t("exit-no-agreement"))),
                text(way.today.map(|told| effect(lang, told)).unwrap_or_default()),
                notice(way),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None));
    page(
        ctx,
        &Head::new(lang.t("exit-title"), lang.t("money-view")).lead(text(lang.t("exit-lead"))),
        table.render(),
    )
}

/// What if we left, and the notices received.
pub(super) fn exit_page(
    ctx: &Ctx,
    told: &Supposed,
    asked: &WhatIf,
    typed: &NoticeForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let base = format!("/exits/{}", told.beneficiary.id);
    let head = Head::new(told.beneficiary.name.as_str(), lang.t("exit-title"))
        .crumbs([Crumb::new(lang.t("exit-title"), "/exits")])
        .lead(text(lang.t("exit-lead")))
        .has_errors(!errors.is_empty());
    let may_receive = ctx.actor.may(Permission::ExitManage)
        && !told.notices.iter().any(|notice| notice.state != NoticeState::Withdrawn);
    let goods = if asked.goods == "all" { "all" } else { "none" };
    let file = format!("{base}/file?on={}&goods={goods}", percent(&asked.on));
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            @if !told.notices.is_empty() { (section("notices", &lang.t("exit-notices"), None, notices(lang, told))) }
            (section("what-if", &lang.t("exit-what-if"), None, html! {
                (question(lang, &base, told, asked, errors))
                p.lead { strong { (effect(lang, told.effect.value)) } }
                (outcome(lang, told))
            }))
            (section("goods", &lang.t("exit-goods"), None, html! {
                (goods_table(lang, &told.beneficiary.id, &told.statement))
                (sheet::links(lang, "export-as", &file))
            }))
            (section("contracts", &lang.t("contract-exit"), None, at_end_table(lang, &told.contracts, told.statement.last_day, told.transferred)))
            (why_total(lang, &told.statement))
            (explanation(lang, "why-day", &told.effect.explanation))
            @if may_receive {
                (section("receive", &lang.t("exit-receive"), None, receive(ctx, &base, typed, errors)))
            }
        },
    )
}

fn question(lang: Lang, base: &str, told: &Supposed, asked: &WhatIf, errors: &[FieldError]) -> Markup {
    let day = if asked.on.is_empty() { told.received_on.to_string() } else { asked.on.clone() };
    let choices =
        [Choice::new("none", lang.t("exit-goods-none")), Choice::new("all", lang.t("exit-goods-all"))];
    let goods = if asked.goods == "all" { "all" } else { "none" };
    filter_form(
        base,
        &lang.t("exit-what-if"),
        html! {
            (Field::date(lang, "on", lang.t("exit-received-when")).value(day).error(error_of(errors, "on")))
            (Field::select(lang, "goods", lang.t("exit-goods-choice"), choices).value(goods))
            (submit(Emphasis::Secondary, &lang.t("exit-compute")))
        },
    )
}

fn outcome(lang: Lang, told: &Supposed) -> Markup {
    let statement = &told.statement;
    facts([
        (lang.t("exit-earliest"), text(effect(lang, told.earliest.value))),
        (lang.t("exit-term-end"), text(figures::date(lang, told.term_end))),
        (lang.t("exit-valued-at"), text(figures::date(lang, statement.last_day))),
        (lang.t("exit-total"), html! { strong { (figures::money(lang, statement.total)) } }),
        (lang.t("exit-returned"), text(figures::count(lang, count(statement, Fate::Returned)))),
    ])
}

fn count(statement: &Statement, fate: Fate) -> i64 {
    i64::try_from(statement.lines.iter().filter(|line| line.fate == fate).count()).unwrap_or(i64::MAX)
}

fn notices(lang: Lang, told: &Supposed) -> Markup {
    let table = DataTable::new(lang.t("exit-notices"))
        .column(lang.t("exit-received"))
        .column(lang.t("exit-given-by"))
        .column(lang.t("exit-last-day"))
        .column(lang.t("money-state"))
        .rows(told.notices.iter().map(|one| {
            [
                link(&one.key.path(), &figures::date(lang, one.received_on)),
                text(party(lang, one)),
                text(figures::date(lang, one.last_day)),
                state(lang, one),
            ]
        }))
        .caption_hidden();
    table.render()
}

fn party(lang: Lang, notice: &Notice) -> String {
    match notice.given_by {
        kernel::Side::Provider => lang.t("asset-party-provider"),
        _ => notice.beneficiary_name.clone(),
    }
}

/// What becomes of the goods, each with the page that explains its value.
fn goods_table(lang: Lang, beneficiary: &BeneficiaryId, statement: &Statement) -> Markup {
    let at = format!("?at={}", statement.last_day);
    let value = |line: &StatementLine| match line.net_book_value {
        Some(value) => {
            link(&format!("{}{at}", good_path(beneficiary, &line.asset)), &figures::money(lang, value))
        }
        None => text("—"),
    };
    let table = DataTable::new(lang.t("exit-goods"))
        .column(lang.t("asset-reference"))
        .column(lang.t("asset-name"))
        .column(lang.t("exit-fate"))
        .figures(lang.t("depreciation-net-book-value"))
        .figures(lang.t("exit-due"))
        .rows(statement.lines.iter().take(SHOWN).map(|line| {
            [
                text(&line.reference),
                text(&line.name),
                text(lang.t(line.fate.label_key())),
                value(line),
                text(figures::money(lang, line.due)),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("exit-no-goods"), &lang.t("exit-no-goods-why"), None));
    let hidden = statement.lines.len().saturating_sub(SHOWN);
    html! {
        (table)
        @if hidden > 0 { p { (lang.with("exit-goods-more", &[("count", hidden)])) } }
        @if count(statement, Fate::Incomplete) > 0 {
            (notice(Tone::Warning, &lang.t("exit-incomplete"), html! { p { (lang.t("depreciation-incomplete-why")) } }))
        }
    }
}

fn why_total(lang: Lang, statement: &Statement) -> Markup {
    html! {
        @if statement.lines.len() <= EXPLAINED { (explanation(lang, "why-total", &statement.explanation)) }
        @else { p { (lang.t("exit-why-elsewhere")) } }
    }
}

fn receive(ctx: &Ctx, base: &str, typed: &NoticeForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let parties = [
        Choice::new("beneficiary", lang.t("asset-party-beneficiary")),
        Choice::new("provider", lang.t("asset-party-provider")),
    ];
    let means = Means::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let body = html! {
        p { (lang.t("exit-receive-lead")) }
        (Field::select(lang, "given_by", lang.t("exit-given-by"), parties).value(&typed.given_by)
            .error(error_of(errors, "given_by")).required())
        (Field::text(lang, "signatory", lang.t("exit-signatory")).hint(lang.t("exit-signatory-hint"))
            .value(&typed.signatory).error(error_of(errors, "signatory")).required())
        (Field::select(lang, "means", lang.t("exit-means"), means).value(&typed.means)
            .error(error_of(errors, "means")).required())
        (Field::text(lang, "reference", lang.t("exit-reference")).hint(lang.t("exit-reference-hint"))
            .value(&typed.reference).error(error_of(errors, "reference")).required())
        (Field::date(lang, "received_on", lang.t("exit-received")).value(&typed.received_on)
            .error(error_of(errors, "received_on")).required())
        (actions(submit(Emphasis::Primary, &lang.t("exit-receive"))))
    };
    html! { (PostForm::new(format!("{base}/notices"), &ctx.csrf).body(body)) }
}
