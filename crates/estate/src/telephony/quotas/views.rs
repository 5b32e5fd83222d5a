//! How quotas and consumption are drawn.

use super::{Class, Consumed, Consumption, DecideForm, Decision, Quota, QuotaForm, Standing, YearKey};
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            chart, empty_state, error_of, error_summary, explanation, link, link_button, section, submit,
            tag, text, time,
        },
        page,
    },
};

/// What was typed and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) agents: String,
    pub(super) decision: DecideForm,
}

/// The table of quotas, and the form that sets one.
pub(super) fn quotas_page(ctx: &Ctx, quotas: &[Quota], form: &QuotaForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("quota-title"), lang.t("estate-view")).has_errors(!errors.is_empty());
    let head = head.lead(text(lang.t("quota-lead")));
    let head = head.crumbs([Crumb::new(lang.t("consumption-title"), "/call-consumption")]);
    let table = DataTable::new(lang.t("quota-title")).caption_hidden();
    let table = table.column(lang.t("calls-class")).figures(lang.t("quota-agents-from"));
    let table = table.figures(lang.t("quota-minutes")).figures(lang.t("quota-year-from"));
    let table = table.rows(quotas.iter().map(|quota| {
        [
            text(lang.t(quota.class.label_key())),
            text(figures::count(lang, quota.agents_from)),
            text(figures::count(lang, quota.minutes)),
            text(quota.year_from.to_string()),
        ]
    }));
    let nothing = empty_state(&lang.t("quota-none"), &lang.t("quota-none-why"), None);
    let classes = Class::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let number = |name: &str, key: &str, value: &str| {
        Field::number(lang, name, lang.t(key)).value(value).error(error_of(errors, name)).required()
    };
    let post = PostForm::new("/call-quotas", &ctx.csrf).body(html! {
        (Field::select(lang, "class", lang.t("calls-class"), classes).value(&form.class).error(error_of(errors, "class")).required())
        (number("agents_from", "quota-agents-from", &form.agents_from))
        (number("minutes", "quota-minutes", &form.minutes))
        (number("year_from", "quota-year-from", &form.year_from))
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    });
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (table.empty(nothing))
            @if ctx.actor.may(Permission::TelephonyManage) { (section("set", &lang.t("quota-set"), None, html! { (post) })) }
        },
    )
}

/// One consumption to choose per beneficiary.
pub(super) fn choose(ctx: &Ctx, owners: &[Organisation], year: i64) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("consumption-title"), lang.t("estate-view"));
    let quotas = link_button(Emphasis::Secondary, "/call-quotas", &lang.t("quota-title"));
    let table =
        DataTable::new(lang.t("consumption-title")).caption_hidden().column(lang.t("estate-beneficiary"));
    let table = table.rows(owners.iter().map(|owner| {
        let key = YearKey { beneficiary: owner.id.clone(), year };
        [link(&key.path(), &owner.name)]
    }));
    let nothing = empty_state(&lang.t("calls-none"), &lang.t("calls-none-why"), None);
    page(ctx, &head.actions(quotas), html! { (table.empty(nothing)) })
}

fn standing(lang: Lang, standing: Standing) -> Markup {
    let tone = match standing {
        Standing::Free => Tone::Neutral,
        Standing::Within => Tone::Good,
        Standing::Over => Tone::Warning,
        Standing::Strong => Tone::Bad,
    };
    tag(tone, &lang.t(standing.label_key()))
}

/// Consumption of a year: table, curve of each kind with a quota, and what is decided.
pub(super) fn show(
    ctx: &Ctx,
    key: &YearKey,
    found: &Consumption,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let title = lang.with("consumption-of", &[("year", key.year.to_string())]);
    let head = Head::new(title, &found.beneficiary_name).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("consumption-title"), "/call-consumption")]);
    let near = |year: i64| YearKey { year, ..key.clone() }.path();
    let head = head.actions(html! {
        (link_button(Emphasis::Secondary, &near(key.year - 1), &(key.year - 1).to_string()))
        (link_button(Emphasis::Secondary, &near(key.year + 1), &(key.year + 1).to_string()))
        (link_button(Emphasis::Secondary, "/call-quotas", &lang.t("quota-title")))
    });
    let agents =
        found.agents.map_or_else(|| lang.t("quota-agents-unknown"), |count| figures::count(lang, count));
    let head = head.lead(html! { p { (lang.t("quota-agents")) ": " strong { (agents) } } });
    let nothing = empty_state(&lang.t("calls-none"), &lang.t("calls-none-why"), None);
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (table(lang, &found.classes).empty(nothing))
            @for one in found.classes.iter().filter(|one| one.standing == Standing::Strong) {
                (strong(ctx, key, found, one, typed, errors))
            }
            @for one in found.classes.iter().filter(|one| one.quota.is_some()) { (curve(lang, one)) }
            @for one in &found.classes {
                h2 { (lang.t(one.class.label_key())) }
                (explanation(lang, &format!("why-{}", one.class.as_str()), &one.explanation))
            }
            @if ctx.actor.may(Permission::TelephonyManage) { (saying(ctx, key, found, typed, errors)) }
        },
    )
}

fn table(lang: Lang, classes: &[Consumed]) -> DataTable {
    let table = DataTable::new(lang.t("consumption-title")).caption_hidden().column(lang.t("calls-class"));
    let table = table
        .figures(lang.t("calls-minutes"))
        .figures(lang.t("quota-minutes"))
        .column(lang.t("quota-standing"));
    table.rows(classes.iter().map(|one| {
        [
            text(lang.t(one.class.label_key())),
            text(figures::count(lang, one.minutes)),
            text(one.quota.map_or("—".to_owned(), |quota| figures::count(lang, quota))),
            standing(lang, one.standing),
        ]
    }))
}

/// Minutes since January against the quota.
#[expect(clippy::cast_precision_loss, reason = "minutes on a drawing")]
fn curve(lang: Lang, one: &Consumed) -> Markup {
    let class = lang.t(one.class.label_key());
    let head = chart::ChartHead {
        id: format!("curve-{}", one.class.as_str()),
        title: lang.with("consumption-curve", &[("class", class.as_str())]),
        description: lang.t("consumption-curve-description"),
    };
    let labels: Vec<String> = (1..=12).map(|month| format!("{month:02}")).collect();
    let points =
        (0..12).map(|at| one.months.get(at).map(|m| (*m as f64, figures::count(lang, *m)))).collect();
    let series = [chart::Series { name: lang.t("consumption-minutes"), points }];
    let target = one.quota.map(|quota| chart::Target {
        label: lang.with("consumption-quota", &[("minutes", figures::count(lang, quota))]),
        value: quota as f64,
    });
    chart::lines(lang, &head, &labels, &series, target.as_ref(), &|value| format!("{value:.0}"))
}

/// A strong overrun: what was decided, or the form that decides.
fn strong(
    ctx: &Ctx,
    key: &YearKey,
    found: &Consumption,
    one: &Consumed,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let class = lang.t(one.class.label_key());
    let title = lang.with("quota-strong-of", &[("class", class.as_str())]);
    let id = format!("strong-{}", one.class.as_str());
    let body = match &one.decided {
        Some(decided) => html! {
            p { strong { (lang.t(decided.decision.label_key())) } ": " (decided.reason) }
            p { (decided.decided_by_name) ", " (time(lang, decided.decided_at)) }
        },
        None if !found.is_over => html! { p { (lang.t("quota-error-not-over")) } },
        None if ctx.actor.may(Permission::InvoiceApprove) => deciding(ctx, key, one, typed, errors),
        None => html! { p { (lang.t("quota-waits")) } },
    };
    section(&id, &title, None, body)
}

fn deciding(ctx: &Ctx, key: &YearKey, one: &Consumed, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, class) = (ctx.lang, one.class.as_str());
    let is_it = typed.decision.class == class;
    let shown = if is_it { typed.decision.clone() } else { DecideForm::default() };
    let error = |name: &str| if is_it { error_of(errors, name) } else { None };
    let choices = Decision::ALL.iter().map(|d| Choice::new(d.as_str(), lang.t(d.label_key())));
    let post = PostForm::new(format!("{}/decisions", key.path()), &ctx.csrf).hidden("class", class).body(html! {
        (Field::select(lang, "decision", lang.t("quota-decision"), choices).id_as(format!("decision-{class}"))
            .value(&shown.decision).error(error("decision")).required())
        (Field::textarea(lang, "reason", lang.t("quota-reason")).id_as(format!("reason-{class}")).rows(2)
            .value(&shown.reason).error(error("reason")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("quota-decide"))))
    });
    html! { p { (lang.t("quota-right")) } (post) }
}

fn saying(ctx: &Ctx, key: &YearKey, found: &Consumption, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let known = found.agents.map(|count| count.to_string()).unwrap_or_default();
    let shown = if typed.agents.is_empty() { known } else { typed.agents.clone() };
    let post = PostForm::new(format!("{}/agents", key.path()), &ctx.csrf).body(html! {
        (Field::number(lang, "agents", lang.t("quota-agents")).value(shown).hint(lang.t("quota-agents-hint"))
            .width(8).error(error_of(errors, "agents")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("estate-save"))))
    });
    section("stratum", &lang.t("quota-stratum"), None, html! { (post) })
}
