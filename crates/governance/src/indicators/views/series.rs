//! The page of one commitment over months: its line with the targets that were in force, how far it is from a target in force,
//! and the targets that are proposed.

mod chart;

use super::{Typed, crumb, stage_tag, target, value_link, verdict_tag};
use crate::{
    decisions::rules as decided,
    indicators::{
        DecideForm, Proposal,
        actions::{Point, Series},
        rules::life::{BASELINE_MONTHS, Step},
    },
    meetings::side_key,
    scoreboard::words,
};
use agreements::document::{Operator, Unit};
use kernel::{Exact, Permission, Side};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tab, Tone, action_button,
            actions, error_of, error_summary, explained, facts, id_of, link, section, submit, tabs, tag,
            text,
        },
        page,
    },
};

/// The page.
pub(in super::super) fn series_page(ctx: &Ctx, series: &Series, months: usize, typed: &Typed) -> Markup {
    let (lang, commitment) = (ctx.lang, &series.commitment);
    let base = format!("/indicators/{}", series.body.code);
    let path = format!("{base}/series/{}", commitment.code);
    let head = Head::new(format!("{} · {}", commitment.code, commitment.indicator), lang.t("indicator-view"))
        .crumbs([crumb(lang), Crumb::new(&series.body.name, base)])
        .lead(html! { p { (commitment.text) } p { (stage_tag(lang, series.life.stage)) } })
        .has_errors(!typed.errors.is_empty());
    let spans = [12, 24, 36].map(|count| Tab {
        label: lang.with("indicator-months", &[("count", count)]),
        href: format!("{path}?months={count}"),
        is_current: count == months,
        count: None,
    });
    let body = html! {
        (error_summary(lang, &typed.errors))
        (tabs(&lang.t("indicator-span"), &spans))
        (chart::chart(lang, series))
        (section("values", &lang.t("indicator-values"), None, html! {
            (values(ctx, series))
            (platform::sheet::links(lang, "export-as", &format!("{path}/file?months={months}")))
        }))
        (section("life", &lang.t("indicator-life"), None, life(lang, &series.life.steps)))
        (section("baseline", &lang.t("indicator-baseline"), None, baseline(ctx, series)))
        (section("proposals", &lang.t("indicator-proposals"), None, proposals(ctx, series, typed)))
    };
    page(ctx, &head, body)
}

fn values(ctx: &Ctx, series: &Series) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("indicator-values")).caption_hidden();
    let table = table
        .column(lang.t("indicator-month"))
        .figures(lang.t("scoreboard-value"))
        .column(lang.t("scoreboard-target"))
        .column(lang.t("scoreboard-standing"))
        .column(lang.t("indicator-version"));
    let row = |point: &Point| {
        let month = text(figures::month(lang, point.month));
        let Some(value) = &point.value else {
            let open = tag(Tone::Neutral, &lang.t("indicator-open"));
            return [month, text("—"), text("—"), open, text("—")];
        };
        [
            month,
            value_link(ctx, &series.body.code, value),
            text(target(lang, value)),
            verdict_tag(lang, value.verdict),
            text(value.version.to_string()),
        ]
    };
    html! { (table.rows(series.points.iter().rev().map(row))) }
}

fn life(lang: Lang, steps: &[Step]) -> Markup {
    let keys = ["indicator-stage", "indicator-reached", "indicator-tie"];
    let table = DataTable::new(lang.t("indicator-life")).caption_hidden();
    let table = keys.iter().fold(table, |table, key| table.column(lang.t(key)));
    let row = |step: &Step| {
        let words = step.tie.as_ref().map(|tie| lang.text(tie));
        [
            stage_tag(lang, step.stage),
            match (step.is_reached, step.on) {
                (true, Some(day)) => text(figures::date(lang, day)),
                (true, None) => text(lang.t("indicator-kept-yes")),
                (false, _) => text(lang.t("indicator-not-reached")),
            },
            match words {
                Some(words) if step.path.is_empty() => text(words),
                Some(words) => link(&step.path, &words),
                None => text("—"),
            },
        ]
    };
    html! { p { (lang.t("indicator-life-hint")) } (table.rows(steps.iter().map(row))) }
}

fn baseline(ctx: &Ctx, series: &Series) -> Markup {
    let lang = ctx.lang;
    let baseline = &series.baseline;
    let what = lang.t("indicator-baseline");
    html! {
        (explained(lang, &what, &baseline.value.median, &ctx.linked(&baseline.explanation)))
        @if baseline.value.months < BASELINE_MONTHS {
            p.hint { (lang.with("indicator-baseline-short", &[("count", BASELINE_MONTHS)])) }
        }
    }
}

/// A target in words, in the unit of the commitment.
fn proposed(lang: Lang, unit: Unit, one: &Proposal) -> String {
    let value = agreements::document::Decimal(Exact::parse(&one.value).unwrap_or_else(|_| Exact::zero()));
    words::agreed(lang, unit, Some(&agreements::document::Target { operator: one.operator, value }))
}

fn proposals(ctx: &Ctx, series: &Series, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    html! {
        @if series.proposals.is_empty() { p { (lang.t("indicator-proposals-none")) } }
        @for one in &series.proposals { (proposal(ctx, series, one, typed)) }
        @if ctx.actor.may(Permission::CommitteeRead) && series.baseline.value.months >= BASELINE_MONTHS {
            details.more open[typed.refused == "proposal"] {
                summary { (lang.t("indicator-propose")) }
                (propose_form(ctx, series, typed))
            }
        }
    }
}

fn proposal(ctx: &Ctx, series: &Series, one: &Proposal, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let side = if one.is_provider { Side::Provider } else { Side::Beneficiary };
    let state = match (&one.decision, one.withdrawn_at) {
        (Some(_), _) => "indicator-proposal-decided",
        (None, Some(_)) => "indicator-proposal-withdrawn",
        (None, None) => "indicator-proposal-open",
    };
    let baseline = &one.baseline;
    let figure = |figure: &kernel::Figure| text(figures::figure(lang, figure));
    let base = format!("/indicators/{}/target-proposals/{}", series.body.code, one.id);
    let manages = ctx.actor.may(Permission::CommitteeManage);
    let is_own = one.author_id.is_some() && one.author_id == ctx.actor.person;
    let words = proposed(lang, series.commitment.unit, one);
    html! {
        div {
            p { strong { (words) } " " (tag(Tone::Info, &lang.t(state))) }
            (facts([
                (lang.t("indicator-motive"), text(&one.motive)),
                (lang.t("indicator-author"), html! {
                    (one.author) " (" (lang.t(side_key(side))) "), " (figures::instant(lang, one.proposed_at))
                }),
                (lang.t("indicator-baseline-months"), text(baseline.months.to_string())),
                (lang.t("indicator-baseline-median"), figure(&baseline.median)),
                (lang.t("indicator-baseline-best"), figure(&baseline.best)),
                (lang.t("indicator-baseline-worst"), figure(&baseline.worst)),
            ]))
            @if one.is_open() && (manages || is_own) {
                (action_button(&ctx.csrf, &format!("{base}/withdrawal"), Emphasis::Quiet, &lang.t("indicator-withdraw"), Some(&words)))
            }
            @if one.is_open() && manages { (decide_form(ctx, series, one, typed)) }
        }
    }
}

fn propose_form(ctx: &Ctx, series: &Series, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let errors: &[FieldError] = if typed.refused == "proposal" { &typed.errors } else { &[] };
    let form = &typed.proposal;
    let operators = [Operator::AtLeast, Operator::AtMost]
        .map(|one| Choice::new(decided::operator_word(one), lang.t(decided::operator_key(one))));
    let hint = lang.t(match series.commitment.unit {
        Unit::Percent => "indicator-value-percent",
        Unit::Count => "indicator-value-count",
        Unit::ServiceTime | Unit::ElapsedTime => "indicator-value-hours",
    });
    let key = if form.key.is_empty() { ctx.id::<String>() } else { form.key.clone() };
    let path = format!("/indicators/{}/series/{}/proposals", series.body.code, series.commitment.code);
    let fields = html! {
        (Field::select(lang, "operator", lang.t("decision-operator"), operators).value(&form.operator).error(error_of(errors, "operator")))
        (Field::text(lang, "value", lang.t("decision-value")).value(&form.value).hint(hint).error(error_of(errors, "value")).required())
        (Field::textarea(lang, "motive", lang.t("indicator-motive")).rows(3).value(&form.motive).error(error_of(errors, "motive")).required())
        (actions(submit(Emphasis::Primary, &lang.t("indicator-propose"))))
    };
    html! {
        p { (lang.t("indicator-propose-hint")) }
        (PostForm::new(path, &ctx.csrf).hidden("key", key).label(lang.t("indicator-propose")).body(fields))
    }
}

fn decide_form(ctx: &Ctx, series: &Series, one: &Proposal, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let again = typed.decided.as_ref().filter(|(id, _)| *id == one.id);
    let errors: &[FieldError] = if again.is_some() { &typed.errors } else { &[] };
    let blank = DecideForm::default();
    let form = again.map_or(&blank, |(_, form)| form);
    // Only the form that was refused is where its errors lead.
    let id = |name: &str| if again.is_some() { id_of(name) } else { format!("{name}-{}", one.id) };
    let meetings = series
        .meetings
        .iter()
        .map(|meeting| Choice::new(meeting.key.id.as_str(), figures::instant(lang, meeting.starts_at)));
    let path = format!("/indicators/{}/target-proposals/{}/decision", series.body.code, one.id);
    let fields = html! {
        (Field::select(lang, "meeting", lang.t("indicator-meeting"), meetings).id_as(id("meeting")).value(&form.meeting)
            .hint(lang.t("indicator-meeting-hint")).error(error_of(errors, "meeting")).required())
        (Field::textarea(lang, "decision", lang.t("decision-one")).id_as(id("decision")).rows(3).value(&form.decision)
            .error(error_of(errors, "decision")).required())
        (Field::date(lang, "effective_on", lang.t("decision-effective")).id_as(id("effective_on")).value(&form.effective_on)
            .error(error_of(errors, "effective_on")))
        (actions(submit(Emphasis::Primary, &lang.t("indicator-decide"))))
    };
    html! {
        details.more open[again.is_some()] {
            summary { (lang.t("indicator-decide")) }
            (PostForm::new(path, &ctx.csrf).label(lang.t("indicator-decide")).body(fields))
        }
    }
}
