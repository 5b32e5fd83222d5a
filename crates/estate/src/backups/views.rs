//! How backups are drawn.

use super::{
    Kind, Object, ObjectForm, ObjectKey, Outcome, Run,
    actions::{DayList, heartbeat_path},
    rules,
};
use jiff::Timestamp;
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, copyable, empty_state, error_of, error_summary, facts, link, link_button,
            section, submit, tag, text, time,
        },
        page,
    },
};

fn outcome(lang: Lang, outcome: Outcome) -> Markup {
    let tone = match outcome {
        Outcome::Succeeded => Tone::Good,
        Outcome::Failed | Outcome::Missed => Tone::Bad,
    };
    tag(tone, &lang.t(outcome.label_key()))
}

/// Everything protected, each with its last run.
pub(super) fn list_page(ctx: &Ctx, objects: &[(Object, Option<(Outcome, Timestamp)>)]) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::BackupManage));
    let new = || link_button(Emphasis::Primary, "/backups/new", &lang.t("backup-new"));
    let head = Head::new(lang.t("backup-title"), lang.t("estate-view")).lead(text(lang.t("backup-lead")));
    let head = head.actions(html! {
        @if may_manage { (new()) (link_button(Emphasis::Secondary, "/backup-checks", &lang.t("backup-check"))) }
        (link_button(Emphasis::Secondary, "/restores", &lang.t("restore-title")))
    });
    let table = DataTable::new(lang.t("backup-title")).caption_hidden();
    let columns = ["backup-name", "estate-beneficiary", "backup-kind", "backup-tool", "backup-last"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(objects.iter().map(|(object, last)| {
        [
            html! {
                (link(&object.key().path(), &object.name))
                @if object.retired_at.is_some() { " " (tag(Tone::Neutral, &lang.t("backup-retired"))) }
            },
            text(&object.beneficiary_name),
            text(lang.t(object.kind.label_key())),
            text(if object.tool.is_empty() { "—" } else { &object.tool }),
            html! {
                @match last {
                    Some((how, at)) => { (outcome(lang, *how)) " " (time(lang, *at)) }
                    None => { "—" }
                }
            },
        ]
    }));
    let nothing = empty_state(&lang.t("backup-none"), &lang.t("backup-none-why"), may_manage.then(new));
    page(ctx, &head, html! { (table.empty(nothing)) })
}

/// Something protected: its policy, its heartbeat and its last runs.
pub(super) fn show(ctx: &Ctx, object: &Object, runs: &[Run]) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::BackupManage));
    let path = object.key().path();
    let head = Head::new(&object.name, lang.t("backup-one"))
        .crumbs([Crumb::new(lang.t("backup-title"), "/backups")]);
    let head = head.actions(html! {
        @if may_manage { (link_button(Emphasis::Secondary, &format!("{path}/edit"), &lang.t("telephony-edit"))) }
    });
    let policy = &object.policy;
    let hours = |count: i64| lang.with("backup-hours", &[("count", count)]);
    let pairs = [
        (lang.t("estate-beneficiary"), text(&object.beneficiary_name)),
        (lang.t("backup-kind"), text(lang.t(object.kind.label_key()))),
        (lang.t("backup-tool"), text(if object.tool.is_empty() { "—" } else { &object.tool })),
        (lang.t("backup-starts-on"), text(figures::date(lang, policy.starts_on))),
        (lang.t("backup-due-time"), text(rules::clock(policy.due_minute))),
        (lang.t("backup-every"), text(hours(policy.every_hours))),
        (lang.t("backup-window"), text(figures::duration(lang, policy.window_minutes * 60))),
        (lang.t("backup-retention"), text(figures::count(lang, policy.retention_days))),
        (lang.t("backup-rpo"), text(hours(policy.rpo_hours))),
        (lang.t("backup-rto"), text(hours(policy.rto_hours))),
    ];
    page(
        ctx,
        &head,
        html! {
            (facts(pairs))
            (section("runs", &lang.t("backup-runs"), None, html! { (run_table(lang, object, runs)) }))
            @if may_manage { (section("heartbeat", &lang.t("backup-heartbeat"), None, heartbeat(ctx, object))) }
        },
    )
}

fn run_table(lang: Lang, object: &Object, runs: &[Run]) -> Markup {
    let table = DataTable::new(lang.t("backup-runs")).caption_hidden();
    let columns = ["backup-ended", "backup-outcome", "backup-compliant", "backup-said", "backup-told-by"];
    let table =
        columns.iter().fold(table, |table, key| table.column(lang.t(key))).figures(lang.t("backup-size"));
    let table = table.rows(runs.iter().map(|run| {
        let (tone, key) = if rules::is_compliant(run, &object.policy) {
            (Tone::Good, "backup-is-compliant")
        } else {
            (Tone::Neutral, "backup-not-compliant")
        };
        let size = run.bytes.and_then(|bytes| u64::try_from(bytes).ok());
        [
            time(lang, run.ended_at),
            outcome(lang, run.outcome),
            tag(tone, &lang.t(key)),
            text(&run.detail),
            text(&run.told_by),
            text(size.map_or("—".to_owned(), |bytes| figures::file_size(lang, bytes))),
        ]
    }));
    let nothing = empty_state(&lang.t("backup-no-run"), &lang.t("backup-no-run-why"), None);
    html! { (table.empty(nothing)) }
}

fn heartbeat(ctx: &Ctx, object: &Object) -> Markup {
    let lang = ctx.lang;
    let path = object.key().path();
    let address =
        format!("{}{}", ctx.platform.settings.public_url.trim_end_matches('/'), heartbeat_path(ctx, object));
    let end = if object.retired_at.is_some() { "backup-resume" } else { "backup-retire" };
    let post = PostForm::new(format!("{path}/end"), &ctx.csrf).hidden("version", object.version.to_string());
    html! {
        p { (lang.t("backup-heartbeat-lead")) }
        p { (copyable(lang, &address)) }
        (buttons(html! {
            (action_button(&ctx.csrf, &format!("{path}/secret"), Emphasis::Secondary, &lang.t("backup-renew"), None))
            (post.body(submit(Emphasis::Secondary, &lang.t(end))))
        }))
    }
}

/// The form of something protected; `key` when it is already.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &ObjectForm,
    key: Option<&ObjectKey>,
    owners: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let bodies = owners.iter().map(|owner| Choice::new(owner.id.as_str(), &owner.name));
    let kinds = Kind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let number = |name: &str, label: &str, value: &str| {
        Field::number(lang, name, lang.t(label))
            .value(value)
            .width(8)
            .error(error_of(errors, name))
            .required()
    };
    let fields = html! {
        @if key.is_none() {
            (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), bodies).value(&form.beneficiary)
                .error(error_of(errors, "beneficiary")).required())
        }
        (Field::text(lang, "name", lang.t("backup-name")).value(&form.name).error(error_of(errors, "name")).required())
        (Field::select(lang, "kind", lang.t("backup-kind"), kinds).value(&form.kind).error(error_of(errors, "kind")).required())
        (Field::text(lang, "tool", lang.t("backup-tool")).value(&form.tool).hint(lang.t("backup-tool-hint")).error(error_of(errors, "tool")))
        (Field::date(lang, "starts_on", lang.t("backup-starts-on")).value(&form.starts_on).error(error_of(errors, "starts_on")))
        (Field::text(lang, "due_time", lang.t("backup-due-time")).value(&form.due_time).width(8).hint(lang.t("backup-due-hint"))
            .error(error_of(errors, "due_time")).required())
        (number("every_hours", "backup-every-hours", &form.every_hours))
        (number("window_minutes", "backup-window-minutes", &form.window_minutes))
        (number("retention_days", "backup-retention", &form.retention_days))
        (number("rpo_hours", "backup-rpo-hours", &form.rpo_hours))
        (number("rto_hours", "backup-rto-hours", &form.rto_hours))
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    };
    let action = key.map_or_else(|| "/backups".to_owned(), ObjectKey::path);
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string()).body(fields);
    let title = if key.is_some() { form.name.clone() } else { lang.t("backup-new") };
    let head = Head::new(title, lang.t("backup-one")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("backup-title"), "/backups")]);
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The list of today, to be signed, and the last ones.
pub(super) fn checks_page(ctx: &Ctx, list: &DayList, typed: &str, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("backup-check"), lang.t("backup-title")).has_errors(!errors.is_empty());
    let (due, wrong) = list.counts();
    let lead = lang.with("backup-check-lead", &[("due", due), ("wrong", wrong)]);
    let head = head.crumbs([Crumb::new(lang.t("backup-title"), "/backups")]).lead(text(lead));
    let post = PostForm::new("/backup-checks", &ctx.csrf).body(html! {
        (Field::textarea(lang, "note", lang.t("backup-check-note")).rows(2).value(typed).hint(lang.t("backup-check-hint"))
            .error(error_of(errors, "note")))
        (buttons(submit(Emphasis::Primary, &lang.t("backup-sign"))))
    });
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (section("today", &figures::date(lang, list.day), None, html! { (day_table(lang, list)) }))
            (section("sign", &lang.t("backup-sign-title"), None, html! {
                @match list.signature() {
                    Some(check) => p { (lang.t("backup-signed")) ": " (check.signed_by_name) ", " (time(lang, check.signed_at)) },
                    None => (post),
                }
            }))
            (section("before", &lang.t("backup-checks-before"), None, html! { (signed_table(lang, list)) }))
        },
    )
}

fn day_table(lang: Lang, list: &DayList) -> Markup {
    let table = DataTable::new(lang.t("backup-check")).caption_hidden();
    let columns = ["backup-name", "estate-beneficiary", "backup-runs", "backup-said"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(list.lines.iter().map(|(object, runs)| {
        [
            link(&object.key().path(), &object.name),
            text(&object.beneficiary_name),
            html! {
                @if runs.is_empty() { (lang.t("backup-nothing-heard")) }
                @for run in runs { (outcome(lang, run.outcome)) " " (time(lang, run.ended_at)) " " }
            },
            text(
                runs.iter()
                    .map(|run| run.detail.as_str())
                    .filter(|d| !d.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        ]
    }));
    html! { (table.empty(empty_state(&lang.t("backup-none"), &lang.t("backup-none-why"), None))) }
}

fn signed_table(lang: Lang, list: &DayList) -> Markup {
    let table = DataTable::new(lang.t("backup-checks-before")).caption_hidden();
    let table = table
        .column(lang.t("backup-day"))
        .column(lang.t("backup-signed"))
        .column(lang.t("backup-check-note"));
    let table = table.figures(lang.t("backup-runs")).figures(lang.t("backup-wrong"));
    let table = table.rows(list.signed.iter().map(|check| {
        [
            text(figures::date(lang, check.day)),
            html! { (check.signed_by_name) ", " (time(lang, check.signed_at)) },
            text(&check.note),
            text(figures::count(lang, check.due)),
            text(figures::count(lang, check.wrong)),
        ]
    }));
    html! { (table.empty(empty_state(&lang.t("backup-no-check"), &lang.t("backup-no-check-why"), None))) }
}
