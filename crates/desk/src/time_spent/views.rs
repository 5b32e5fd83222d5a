//! How time spent looks: a panel and a page for a ticket, the report over a period.

use super::{Listed, Spent, TimeForm, Total, actions, store};
use crate::tickets::{
    TicketKey,
    actions::{self as tickets, Reading},
};
use jiff::civil::Date;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Error, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            empty_state, error_of, error_summary, filter_form, link, link_button, section, submit, tag, text,
            time,
        },
        page,
    },
};

fn sum<'s>(spent: impl IntoIterator<Item = &'s Spent>) -> i64 {
    spent.into_iter().filter(|spent| spent.cancelled.is_none()).map(|spent| spent.minutes).sum()
}

fn length(lang: Lang, minutes: i64) -> String {
    figures::duration(lang, minutes.saturating_mul(60))
}

/// The total of a ticket, for those who work on it.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    if !ctx.actor.may(Permission::TicketWork) {
        return Ok(None);
    }
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let spent = store::of_ticket(&mut ctx.read().await?, key).await?;
    let total = sum(&spent);
    let body = html! {
        p { @if total == 0 { (lang.t("time-none")) } @else { (length(lang, total)) } }
        p { (link(&format!("{}/time", key.path()), &lang.t("time-manage"))) }
    };
    Ok(Some(section("time", &lang.t("time-title"), None, body)))
}

/// In the form of an answer: the minutes, asked for while one remembers them.
pub(crate) fn in_answer(ctx: &Ctx, typed: &str, error: Option<&str>) -> Markup {
    let lang = ctx.lang;
    html! {
        @if ctx.actor.may(Permission::TicketWork) {
            (Field::text(lang, "minutes", lang.t("time-minutes")).value(typed).hint(lang.t("time-minutes-hint"))
                .width(8).error(error))
        }
    }
}

/// The page of a ticket's time.
pub(super) async fn time_page(
    ctx: &Ctx,
    key: &TicketKey,
    typed: &TimeForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, spent) = (ctx.lang, actions::list(ctx, key).await?);
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head = Head::new(lang.with("time-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-ticket"));
    let head = head.crumbs([crumb]).lead(text(lang.t("time-lead"))).has_errors(!errors.is_empty());
    let table = DataTable::new(lang.t("time-title")).caption_hidden();
    let table =
        ["time-day", "time-who", "time-note"].iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("time-length")).column(lang.t("time-state"));
    let table = table.rows(spent.iter().map(|spent| row(ctx, key, spent)));
    let total = [text(lang.t("time-total")), text(""), text(""), text(length(lang, sum(&spent))), text("")];
    let table = if spent.is_empty() { table } else { table.total(total) };
    let post = PostForm::new(format!("{}/time", key.path()), &ctx.csrf).label(lang.t("time-add"));
    let post = post.hidden("key", ctx.id::<String>()).body(html! {
        (Field::text(lang, "minutes", lang.t("time-minutes")).value(&typed.minutes).hint(lang.t("time-minutes-hint"))
            .width(8).error(error_of(errors, "minutes")).required())
        (Field::date(lang, "on", lang.t("time-day")).value(&typed.on).hint(lang.t("time-day-hint")).error(error_of(errors, "on")))
        (Field::text(lang, "note", lang.t("time-note")).value(&typed.note).error(error_of(errors, "note")))
        (buttons(submit(Emphasis::Primary, &lang.t("time-add"))))
    });
    let nothing = empty_state(&lang.t("time-none"), &lang.t("time-none-why"), None);
    let body = html! {
        (error_summary(lang, errors)) (table.empty(nothing))
        (section("add", &lang.t("time-add"), None, html! { (post) }))
        p.onward { (link("/time", &lang.t("time-report"))) }
    };
    Ok(page(ctx, &head, body))
}

fn row(ctx: &Ctx, key: &TicketKey, spent: &Spent) -> Vec<Markup> {
    let lang = ctx.lang;
    let may_cancel = spent.person.id == ctx.actor.person || ctx.actor.may(Permission::DeskManage);
    let post = PostForm::new(format!("{}/time/{}/cancellation", key.path(), spent.id), &ctx.csrf);
    vec![
        text(figures::date(lang, spent.on)),
        text(&spent.person.name),
        text(&spent.note),
        text(length(lang, spent.minutes)),
        html! {
            @if let Some((at, by)) = &spent.cancelled {
                (tag(Tone::Neutral, &lang.t("time-cancelled"))) " " (by) ", " (time(lang, *at))
            } @else if may_cancel {
                (post.body(html! { button.quiet type="submit" {
                    (lang.t("time-cancel")) span.visually-hidden { " " (length(lang, spent.minutes)) }
                } }))
            }
        },
    ]
}

/// The report: who spent how much for whom.
pub(super) fn report_page(
    ctx: &Ctx,
    (from, to): (Date, Date),
    totals: &[Total],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let file =
        link_button(Emphasis::Secondary, &format!("/time.csv?from={from}&to={to}"), &lang.t("time-csv"));
    let head = Head::new(lang.t("time-report"), lang.t("desk-view-desk"))
        .actions(file)
        .has_errors(!errors.is_empty());
    let table = DataTable::new(lang.t("time-report")).caption_hidden();
    let table =
        table.column(lang.t("time-who")).column(lang.t("desk-beneficiary")).figures(lang.t("time-length"));
    let table = table.rows(totals.iter().map(|total| {
        vec![text(&total.person_name), text(&total.beneficiary_name), text(length(lang, total.minutes))]
    }));
    let all = totals.iter().map(|total| total.minutes).sum();
    let table = if totals.is_empty() {
        table
    } else {
        table.total([text(lang.t("time-total")), text(""), text(length(lang, all))])
    };
    let body = html! {
        (error_summary(lang, errors))
        (filter_form("/time", &lang.t("time-report"), html! {
            (Field::date(lang, "from", lang.t("time-from")).value(from.to_string()).error(error_of(errors, "from")))
            (Field::date(lang, "to", lang.t("time-to")).value(to.to_string()).error(error_of(errors, "to")))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        }))
        (table.empty(empty_state(&lang.t("time-none"), &lang.t("time-none-why"), None)))
    };
    page(ctx, &head, body)
}

/// The lines as a file.
pub(super) fn csv(lang: Lang, lines: &[Listed]) -> Result<Vec<u8>> {
    let failed = |e: csv::Error| Error::Internal(e.to_string());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    let titles = ["time-day", "desk-ticket", "desk-beneficiary", "time-who", "time-minutes", "time-note"];
    writer.write_record(titles.map(|key| lang.t(key))).map_err(failed)?;
    for line in lines {
        let spent = &line.spent;
        let minutes = spent.minutes.to_string();
        let words = [&spent.person.name, &spent.note].map(|words| plain(words));
        let day = figures::date(lang, spent.on);
        writer
            .write_record([&day, &line.reference, &line.beneficiary_name, &words[0], &minutes, &words[1]])
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|e| Error::Internal(e.to_string()))
}

/// Words that a spreadsheet does not take for a formula.
fn plain(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t']) { format!("'{words}") } else { words.to_owned() }
}
