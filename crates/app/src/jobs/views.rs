//! How background work is drawn.

use super::Page;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    jobs::{Job, JobState},
    web::{
        components::{
            DataTable, Emphasis, Head, PostForm, Tab, Tone, empty_state, pagination, section, submit, tabs,
            tag, text, time,
        },
        page,
    },
};

/// How mail goes, and one page of the work in a state.
pub fn list_page(ctx: &Ctx, list: &Page, is_later: bool, mail: Markup) -> Markup {
    let lang = ctx.lang;
    let counts = [("dead", list.dead), ("overdue", list.overdue)];
    let head = Head::new(lang.t("jobs-title"), lang.t("jobs-view"))
        .lead(html! { p { (lang.t("jobs-lead")) " " strong { (lang.with("jobs-counts", &counts)) } } });
    let columns = ["jobs-kind", "jobs-due", "jobs-attempts", "jobs-ended", "jobs-error", "jobs-what"];
    let title = lang.t(state_key(list.state));
    let table = columns.iter().fold(DataTable::new(title.as_str()), |table, key| table.column(lang.t(key)));
    let rows = list.jobs.iter().map(|job| {
        [
            html! { code { (job.kind) } @if job.is_recurring { " " (tag(Tone::Neutral, &lang.t("jobs-recurring"))) } },
            time(lang, job.run_at),
            text(job.attempts.to_string()),
            job.finished_at.map_or_else(|| text("—"), |at| time(lang, at)),
            html! { @if !job.last_error.is_empty() { code { (job.last_error) } } },
            what(ctx, job),
        ]
    });
    let here = format!("/jobs?state={}", list.state.as_str());
    let next = list.next.as_ref().map(|next| format!("{here}&before={next}"));
    let nothing = empty_state(&lang.t("jobs-none"), &lang.t("jobs-none-why"), None);
    let states = JobState::ALL.map(|state| Tab {
        label: lang.t(state_key(state)),
        href: format!("/jobs?state={}", state.as_str()),
        is_current: state == list.state,
        count: (state == JobState::Dead).then(|| u64::try_from(list.dead).unwrap_or(0)),
    });
    let body = html! {
        (tabs(&lang.t("jobs-states"), &states))
        (table.rows(rows).empty(nothing))
        (pagination(lang, &title, is_later.then_some(here.as_str()), next.as_deref(), None))
        (section("mail", &lang.t("mailbox-mail"), None, mail))
    };
    page(ctx, &head, body)
}

fn state_key(state: JobState) -> &'static str {
    match state {
        JobState::Dead => "jobs-state-dead",
        JobState::Waiting => "jobs-state-waiting",
        JobState::Done => "jobs-state-done",
    }
}

fn what(ctx: &Ctx, job: &Job) -> Markup {
    if job.state == JobState::Done {
        return text("—");
    }
    let form = PostForm::new(format!("/jobs/{}/retry", job.id), &ctx.csrf);
    form.body(submit(Emphasis::Secondary, &ctx.lang.t("jobs-retry"))).render()
}
