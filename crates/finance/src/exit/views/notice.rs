//! The page of a notice: the day it gives, its consequences, the goods, and what ends it.

use super::{
    super::{Consequence, NoticeState, StatementLine, Task, actions::Whole},
    goods_table, party, state, why_total,
};
use agreements::contracts::views::at_end_table;
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions, error_of,
            error_summary, explanation, facts, link_button, section, submit, tag, text,
        },
        page,
    },
};

/// What was typed on the page.
#[derive(Default)]
pub(in super::super) struct Typed {
    /// The words shown for a consequence.
    pub(in super::super) task: Option<(Consequence, String)>,
    /// Why the notice is withdrawn.
    pub(in super::super) why: String,
}

/// The page of a notice.
pub(in super::super) fn notice_page(
    ctx: &Ctx,
    whole: &Whole,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let (lang, one) = (ctx.lang, &whole.notice);
    let base = format!("/exits/{}", one.key.beneficiary);
    let title = lang.with("exit-notice-title", &[("day", &figures::date(lang, one.received_on))]);
    let pdf = format!("{}/file.pdf", one.key.path());
    let head = Head::new(title, lang.t("exit-title"))
        .crumbs([
            Crumb::new(lang.t("exit-title"), "/exits"),
            Crumb::new(one.beneficiary_name.clone(), base),
        ])
        .lead(html! { p { (state(lang, one)) " " (lang.with("exit-notice-until", &[("day", &figures::date(lang, one.last_day))])) } })
        .actions(link_button(Emphasis::Secondary, &pdf, &lang.t("exit-pdf")))
        .has_errors(!errors.is_empty());
    let manages = ctx.actor.may(Permission::ExitManage);
    let is_open = manages && one.state == NoticeState::Received;
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (told(lang, whole))
            (section("consequences", &lang.t("exit-consequences"), None, consequences(ctx, whole, typed, errors, manages)))
            (section("goods", &lang.t("exit-goods"), None, html! {
                (goods_table(lang, &one.key.beneficiary, &whole.statement))
                @if is_open { (choices(ctx, whole, errors)) }
            }))
            (section("contracts", &lang.t("contract-exit"), None, at_end_table(lang, &whole.contracts, one.last_day, whole.transferred)))
            (why_total(lang, &whole.statement))
            (explanation(lang, "why-day", &one.explanation))
            @if is_open { (section("end", &lang.t("exit-end"), None, ends(ctx, whole, typed, errors))) }
        },
    )
}

fn told(lang: Lang, whole: &Whole) -> Markup {
    let one = &whole.notice;
    let who = |by: &str, at| text(format!("{by}, {}", figures::instant(lang, at)));
    let mut pairs = vec![
        (lang.t("exit-given-by"), text(format!("{}, {}", party(lang, one), one.signatory))),
        (lang.t("exit-means"), text(lang.t(one.means.label_key()))),
        (lang.t("exit-reference"), text(&one.reference)),
        (lang.t("exit-last-day"), text(figures::date(lang, one.last_day))),
        (lang.t("exit-total"), html! { strong { (figures::money(lang, whole.statement.total)) } }),
        (lang.t("exit-recorded"), who(&one.recorded_by, one.recorded_at)),
    ];
    if let Some(at) = one.closed_at {
        pairs.push((lang.t(one.state.label_key()), who(&one.closed_by, at)));
    }
    if !one.closed_why.is_empty() {
        pairs.push((lang.t("exit-why-withdrawn"), text(&one.closed_why)));
    }
    facts(pairs)
}

fn consequences(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError], manages: bool) -> Markup {
    let lang = ctx.lang;
    let may = manages && whole.notice.state != NoticeState::Withdrawn;
    html! {
        p { (lang.t("exit-consequences-lead")) }
        ol.tasks {
            @for consequence in Consequence::ALL.iter().copied() {
                @let task = whole.tasks.iter().find(|task| task.consequence == consequence);
                li {
                    strong { (lang.t(consequence.label_key())) } " "
                    (standing(lang, task))
                    @if may { (task_form(ctx, whole, consequence, task, typed, errors)) }
                }
            }
        }
    }
}

fn standing(lang: Lang, task: Option<&Task>) -> Markup {
    match task {
        None => tag(Tone::Warning, &lang.t("exit-task-open")),
        Some(task) => html! {
            (tag(Tone::Good, &lang.t("exit-task-done")))
            p { (task.proof) " (" (task.done_by) ", " (figures::instant(lang, task.done_at)) ")" }
        },
    }
}

fn task_form(
    ctx: &Ctx,
    whole: &Whole,
    consequence: Consequence,
    task: Option<&Task>,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let mine = typed.task.as_ref().filter(|(one, _)| *one == consequence);
    let proof = mine.map(|(_, words)| words.as_str()).or(task.map(|task| task.proof.as_str()));
    let error = mine.and_then(|_| error_of(errors, "proof"));
    let word = consequence.as_str();
    let path = format!("{}/tasks/{word}", whole.notice.key.path());
    let body = html! {
        (Field::text(lang, "proof", lang.t("exit-proof")).id_as(format!("proof-{word}"))
            .hint(lang.t("exit-proof-hint")).value(proof.unwrap_or_default()).error(error))
        (actions(submit(Emphasis::Secondary, &lang.t("exit-task-save"))))
    };
    html! {
        details open[error.is_some()] {
            summary { (lang.t("exit-task-change")) span.visually-hidden { " " (lang.t(consequence.label_key())) } }
            (PostForm::new(path, &ctx.csrf).label(lang.t(consequence.label_key())).body(body))
        }
    }
}

/// Goods that may be taken back: bought for this beneficiary alone, with a known value.
fn choices(ctx: &Ctx, whole: &Whole, errors: &[FieldError]) -> Markup {
    let (lang, one) = (ctx.lang, &whole.notice);
    let may = |line: &&StatementLine| line.net_book_value.is_some();
    let choices = whole.statement.lines.iter().filter(may).map(|line| {
        let value = line.net_book_value.map(|value| figures::money(lang, value)).unwrap_or_default();
        let choice = Choice::new(line.asset.as_str(), format!("{} {} ({value})", line.reference, line.name));
        choice.ticked(one.taken_back.contains(&line.asset))
    });
    let field = Field::checkboxes(lang, "taken_back", lang.t("exit-choose"), choices);
    let field = field.hint(lang.t("exit-choose-hint")).error(error_of(errors, "taken_back"));
    let body = html! { (field) (actions(submit(Emphasis::Secondary, &lang.t("exit-choose-save")))) };
    let post = PostForm::new(format!("{}/choices", one.key.path()), &ctx.csrf);
    post.hidden("version", one.version.to_string()).body(body).render()
}

fn ends(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, one) = (ctx.lang, &whole.notice);
    let post = |verb: &str| {
        let post = PostForm::new(format!("{}/{verb}", one.key.path()), &ctx.csrf);
        post.hidden("version", one.version.to_string())
    };
    let confirm = html! {
        p { (lang.t("exit-confirm-lead")) }
        (actions(submit(Emphasis::Primary, &lang.t("exit-confirm"))))
    };
    let withdraw = html! {
        (Field::text(lang, "why", lang.t("exit-why-withdrawn")).value(&typed.why).error(error_of(errors, "why")).required())
        (actions(submit(Emphasis::Danger, &lang.t("exit-withdraw"))))
    };
    html! {
        (post("confirmation").body(confirm))
        (post("withdrawal").body(withdraw))
    }
}
