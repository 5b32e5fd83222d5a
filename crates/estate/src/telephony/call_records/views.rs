//! How calls, files and sources are drawn.

use super::{Call, Class, Format, Import, Source, SourceForm, State};
use kernel::{Permission, phone};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, facts, filter_form, link, link_button,
            pagination, progress, section, submit, tag, text, time,
        },
        page,
    },
};

/// Calls, the latest first, their numbers masked.
pub(super) fn list_page(
    ctx: &Ctx,
    calls: &[Call],
    owners: &[Organisation],
    class: Option<Class>,
    next: Option<&str>,
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("calls-title"), lang.t("estate-view")).lead(text(lang.t("calls-lead")));
    let head = head.crumbs([Crumb::new(lang.t("telephony-lines"), "/telephone-lines")]);
    let head = head.actions(html! {
        @if ctx.actor.may(Permission::TelephonyManage) { (link_button(Emphasis::Secondary, "/call-imports", &lang.t("calls-imports"))) }
    });
    let every = std::iter::once(Choice::new("", lang.t("calls-every-class")));
    let classes =
        every.chain(Class::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key()))));
    let filters = filter_form(
        "/call-records",
        &lang.t("calls-title"),
        html! {
            (Field::select(lang, "class", lang.t("calls-class"), classes).value(class.map(Class::as_str).unwrap_or_default()))
            (submit(Emphasis::Secondary, &lang.t("telephony-show")))
        },
    );
    let name =
        |call: &Call| owners.iter().find(|one| one.id == call.beneficiary).map_or("—", |one| &one.name);
    let table = DataTable::new(lang.t("calls-title")).caption_hidden();
    let columns = ["calls-at", "estate-beneficiary", "calls-caller", "calls-called", "calls-class"];
    let table =
        columns.iter().fold(table, |table, key| table.column(lang.t(key))).figures(lang.t("calls-talk"));
    let table = table.rows(calls.iter().map(|call| {
        [
            time(lang, call.at),
            text(name(call)),
            text(phone::shown(&call.caller)),
            text(&call.called),
            html! { (lang.t(call.class.label_key())) @if !call.country.is_empty() { " (" (call.country) ")" } },
            text(figures::duration(lang, call.seconds)),
        ]
    }));
    let nothing = empty_state(&lang.t("calls-none"), &lang.t("calls-none-why"), None);
    page(
        ctx,
        &head,
        html! {
            (filters) (table.empty(nothing)) (pagination(lang, &lang.t("calls-title"), None, next, None))
        },
    )
}

fn state(lang: Lang, import: &Import) -> Markup {
    let tone = match import.state {
        State::Checking | State::Applying => Tone::Info,
        State::Done => Tone::Good,
        State::Refused => Tone::Bad,
        State::Cancelled => Tone::Warning,
    };
    tag(tone, &lang.t(import.state.label_key()))
}

/// The last files, the form that sends one, and the sources.
pub(super) fn imports_page(
    ctx: &Ctx,
    imports: &[Import],
    sources: &[Source],
    source: &str,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("calls-imports"), lang.t("estate-view")).has_errors(!errors.is_empty());
    let head = head.lead(text(lang.t("calls-imports-lead")));
    let head = head.crumbs([Crumb::new(lang.t("calls-title"), "/call-records")]);
    let new = || link_button(Emphasis::Secondary, "/call-sources/new", &lang.t("calls-source-new"));
    let choices = sources.iter().map(|one| Choice::new(one.id.as_str(), &one.name));
    let post = PostForm::new("/call-imports", &ctx.csrf).upload().label(lang.t("calls-send")).body(html! {
        (Field::select(lang, "source", lang.t("calls-source"), choices).value(source).error(error_of(errors, "source")).required())
        (Field::file(lang, "file", lang.t("calls-file")).hint(lang.t("calls-file-hint")).error(error_of(errors, "file")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("calls-send"))))
    });
    let nothing = empty_state(&lang.t("calls-no-import"), &lang.t("calls-no-import-why"), None);
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            @if sources.is_empty() { (empty_state(&lang.t("calls-no-source"), &lang.t("calls-no-source-why"), Some(new()))) }
            @else { (section("send", &lang.t("calls-send"), Some(new()), html! { (post) })) }
            (section("files", &lang.t("calls-files"), None, html! { (files(lang, imports).empty(nothing)) }))
            @if !sources.is_empty() { (section("sources", &lang.t("calls-sources"), None, html! { (source_table(lang, sources)) })) }
        },
    )
}

fn files(lang: Lang, imports: &[Import]) -> DataTable {
    let table = DataTable::new(lang.t("calls-files")).caption_hidden();
    let columns = ["calls-file", "calls-source", "calls-state", "calls-asked"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.figures(lang.t("calls-added")).rows(imports.iter().map(|one| {
        [
            link(&one.path(), &one.file_name),
            text(&one.source_name),
            state(lang, one),
            html! { (one.asked_by_name) ", " (time(lang, one.asked_at)) },
            text(figures::count(lang, one.counts.added)),
        ]
    }))
}

fn source_table(lang: Lang, sources: &[Source]) -> DataTable {
    let table = DataTable::new(lang.t("calls-sources")).caption_hidden();
    let columns = ["calls-source", "calls-format", "calls-zone", "calls-prefix", "calls-trunks"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let dash = |words: &str| text(if words.is_empty() { "—" } else { words });
    table.rows(sources.iter().map(|one| {
        [
            text(&one.name),
            text(lang.t(one.format.label_key())),
            text(&one.reading.time_zone),
            dash(&one.reading.outside_prefix),
            dash(&one.reading.trunks.join(", ")),
        ]
    }))
}

/// One file: how far it is, or what became of it.
pub(super) fn import_page(ctx: &Ctx, import: &Import) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(&import.file_name, lang.t("calls-import")).lead(state(lang, import));
    let head = head.crumbs([Crumb::new(lang.t("calls-imports"), "/call-imports")]);
    let [done, size] = [import.bytes_done, import.size].map(|n| u64::try_from(n).unwrap_or(0));
    let words = lang.with("calls-line-done", &[("line", figures::count(lang, import.line_done))]);
    let counts = [
        ("calls-added", import.counts.added),
        ("calls-known", import.counts.known),
        ("calls-unanswered", import.counts.unanswered),
        ("calls-incoming", import.counts.incoming),
        ("calls-unowned", import.counts.unowned),
        ("calls-too-old", import.counts.too_old),
    ];
    let pairs = counts.map(|(key, count)| (lang.t(key), text(figures::count(lang, count))));
    page(
        ctx,
        &head,
        html! {
            @if import.is_running() {
                (progress(&lang.t("calls-progress"), done, size, &words))
                p { (link(&import.path(), &lang.t("calls-again"))) }
                (action_button(&ctx.csrf, &format!("{}/cancellation", import.path()), Emphasis::Secondary, &lang.t("calls-cancel"), Some(&import.file_name)))
            }
            @if let (Some(line), Some(trouble)) = (import.trouble_line, &import.trouble) {
                p { strong { (lang.with("calls-refused-at", &[("line", line)])) } " " (lang.text(trouble)) }
                p { (lang.t("calls-refused-nothing")) }
            }
            @if import.state == State::Cancelled { p { (lang.t("calls-cancelled-what")) } }
            (facts(pairs))
            p { (lang.t("calls-source")) ": " (import.source_name) ". " (import.asked_by_name) ", " (time(lang, import.asked_at)) }
        },
    )
}

/// The form of a source.
pub(super) fn source_page(
    ctx: &Ctx,
    form: &SourceForm,
    owners: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("calls-source-new"), lang.t("estate-view")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("calls-imports"), "/call-imports")]);
    let field = |name: &str, key: &str, value: &str| {
        Field::text(lang, name, lang.t(key)).value(value).error(error_of(errors, name))
    };
    let formats = Format::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let none = std::iter::once(Choice::new("", lang.t("calls-owner-none")));
    let bodies = none.chain(owners.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
    let columns = [
        ("caller", "calls-caller", &form.caller),
        ("called", "calls-called", &form.called),
        ("date", "calls-column-date", &form.date),
        ("time", "calls-column-time", &form.time),
        ("duration", "calls-talk", &form.duration),
        ("key", "calls-column-key", &form.key),
    ];
    let post = PostForm::new("/call-sources", &ctx.csrf).body(html! {
        (field("name", "calls-source-name", &form.name).required())
        (Field::select(lang, "format", lang.t("calls-format"), formats).value(&form.format).error(error_of(errors, "format")).required())
        (Field::select(lang, "owner", lang.t("calls-owner"), bodies).value(&form.owner).hint(lang.t("calls-owner-hint")).error(error_of(errors, "owner")))
        (field("time_zone", "calls-zone", &form.time_zone).hint(lang.t("calls-zone-hint")).width(20))
        (field("outside_prefix", "calls-prefix", &form.outside_prefix).hint(lang.t("calls-prefix-hint")).width(8))
        (field("trunks", "calls-trunks", &form.trunks).hint(lang.t("calls-trunks-hint")))
        (section("columns", &lang.t("calls-columns"), None, html! {
            p { (lang.t("calls-columns-lead")) }
            @for (name, key, value) in columns { (field(name, key, value)) }
            (field("delimiter", "calls-delimiter", &form.delimiter).hint(lang.t("calls-delimiter-hint")).width(8))
            (Field::checkbox(lang, "is_minutes", lang.t("calls-is-minutes")).value(&form.is_minutes))
        }))
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}
