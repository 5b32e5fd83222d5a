//! The page of a closed value: how it came about, the rows that were counted, what both sides say.

use super::{crumb, target, verdict_tag};
use crate::{
    indicators::{CommentForm, Evidence, ValueComment, actions::Value},
    meetings::side_key,
    scoreboard::{ThingKind, words},
};
use kernel::{Permission, Side};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, actions, copyable,
            empty_state, error_of, error_summary, explanation, facts, figure, link, paragraphs, section,
            submit, text, time,
        },
        page,
    },
};

/// Most rows drawn; the file holds all of them.
const SHOWN: usize = 200;

/// A closed value.
pub(in super::super) fn value_page(
    ctx: &Ctx,
    all: &Value,
    form: &CommentForm,
    errors: &[FieldError],
) -> Markup {
    let (lang, value, month) = (ctx.lang, &all.value, &all.month);
    let base = format!("/indicators/{}", month.body.code);
    let closing = format!("{base}/closings/{}", month.closing.id);
    let head = Head::new(
        format!("{} · {} · {}", value.code, figures::month(lang, value.month), value.indicator),
        lang.t("indicator-view"),
    )
    .crumbs([
        crumb(lang),
        Crumb::new(&month.body.name, base.clone()),
        Crumb::new(figures::month(lang, value.month), closing.clone()),
    ])
    .lead(html! { p { strong { (figure(lang, &value.value)) } " " (verdict_tag(lang, value.verdict)) } })
    .as_of(month.closing.as_of)
    .has_errors(!errors.is_empty());
    let path = format!("{closing}/values/{}", value.code);
    let body = html! {
        (error_summary(lang, errors))
        (told(lang, all))
        p { (link(&format!("{base}/series/{}", value.code), &lang.t("indicator-series"))) }
        (explanation(lang, "why", &ctx.linked(&value.explanation)))
        (section("rows", &lang.t("indicator-rows"), None, rows(ctx, all, &path)))
        (section("comments", &lang.t("indicator-comments"), None, comments(ctx, all, &path, form, errors)))
    };
    page(ctx, &head, body)
}

fn told(lang: Lang, all: &Value) -> Markup {
    let value = &all.value;
    let mut pairs = vec![
        (lang.t("scoreboard-target"), text(target(lang, value))),
        (lang.t("indicator-version"), text(value.version.to_string())),
    ];
    if let (Some(part), Some(whole)) = (&value.numerator, &value.denominator) {
        pairs.push((lang.t("indicator-numerator"), text(figures::exact(lang, part))));
        pairs.push((lang.t("indicator-denominator"), text(figures::exact(lang, whole))));
    }
    pairs.push((lang.t("indicator-digest"), copyable(lang, &value.digest)));
    facts(pairs)
}

fn rows(ctx: &Ctx, all: &Value, path: &str) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("indicator-rows")).caption_hidden().narrow(Narrow::Stacked);
    let table = table
        .column(lang.t("indicator-row"))
        .column(lang.t("scoreboard-level"))
        .column(lang.t("indicator-from"))
        .column(lang.t("indicator-to"))
        .figures(lang.t("indicator-length"))
        .column(lang.t("indicator-kept"));
    let nothing = empty_state(&lang.t("indicator-no-rows"), &lang.t("indicator-no-rows-why"), None);
    let instant = |at: Option<jiff::Timestamp>| at.map_or_else(|| text("—"), |at| time(lang, at));
    let row = |one: &Evidence| {
        [
            named(ctx, all, one),
            text(if one.level.is_empty() { "—" } else { &one.level }),
            instant(one.from),
            instant(one.to),
            length(lang, one),
            one.is_kept.map_or_else(|| text("—"), |is_kept| text(lang.t(words::kept_key(is_kept)))),
        ]
    };
    let shown = all.evidence.iter().take(SHOWN);
    html! {
        (table.rows(shown.map(row)).empty(nothing))
        @if all.evidence.len() > SHOWN {
            p.hint { (lang.with("indicator-rows-shown", &[("shown", SHOWN), ("count", all.evidence.len())])) }
        }
        @if !all.evidence.is_empty() { (platform::sheet::links(lang, "export-as", &format!("{path}/file"))) }
    }
}

fn length(lang: Lang, one: &Evidence) -> Markup {
    html! {
        (words::seconds(lang, one.seconds))
        @if let Some(whole) = one.of_seconds { " / " (figures::duration(lang, whole)) }
        @if one.service_seconds.is_some() { " (" (words::seconds(lang, one.service_seconds)) ")" }
    }
}

/// The row, with a link for those who may read what it is. An elected official sees figures, not what people wrote.
fn named(ctx: &Ctx, all: &Value, one: &Evidence) -> Markup {
    let (lang, owner) = (ctx.lang, &all.month.body.id);
    let name = if one.name.is_empty() { lang.t(one.kind.label_key()) } else { one.name.clone() };
    let path = match one.kind {
        ThingKind::Ticket => format!("/tickets/{owner}/{}", one.id),
        ThingKind::Outage => format!("/outages/{owner}/{}", one.id),
        ThingKind::Site => format!("/sites/{owner}/{}", one.id),
        ThingKind::Backup => format!("/backups/{owner}/{}", one.id),
        ThingKind::Line => format!("/telephone-lines/{owner}/{}", one.id),
        ThingKind::Meeting | ThingKind::Closure | ThingKind::Restore | ThingKind::RestoreTest => {
            return text(name);
        }
    };
    // Anybody may have tickets of their own, hence open some; these are everybody's.
    let may = match one.kind {
        ThingKind::Ticket => ctx.actor.may(Permission::TicketReadAll),
        _ => ctx.may_open(&path),
    };
    if may { link(&path, &name) } else { text(name) }
}

fn comments(ctx: &Ctx, all: &Value, path: &str, form: &CommentForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let one = |comment: &ValueComment| {
        let side = if comment.is_provider { Side::Provider } else { Side::Beneficiary };
        html! {
            li {
                p { strong { (comment.author) } " (" (lang.t(side_key(side))) ") · " (time(lang, comment.at)) }
                (paragraphs(&comment.body))
            }
        }
    };
    let key = if form.key.is_empty() { ctx.id::<String>() } else { form.key.clone() };
    let fields = html! {
        (Field::textarea(lang, "body", lang.t("indicator-comment")).rows(3).value(&form.body)
            .error(error_of(errors, "body")).required())
        (actions(submit(Emphasis::Secondary, &lang.t("indicator-comment-add"))))
    };
    let post = PostForm::new(format!("{path}/comments"), &ctx.csrf).hidden("key", key);
    html! {
        @if all.comments.is_empty() { p { (lang.t("indicator-comments-none")) } }
        @else { ul { @for comment in &all.comments { (one(comment)) } } }
        @if ctx.actor.may(Permission::CommitteeRead) { (post.label(lang.t("indicator-comment-add")).body(fields)) }
    }
}
