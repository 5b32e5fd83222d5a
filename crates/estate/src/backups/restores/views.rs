//! How restores and tests are drawn.

use super::{
    Complexity, DoneForm, EndForm, Ended, Restore, RestoreForm, RowKey, Test, TestForm, TestOutcome,
};
use crate::backups::Object;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            empty_state, error_of, error_summary, link, section, submit, tag, text, time,
        },
        page,
    },
};

/// What was typed and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) restore: RestoreForm,
    pub(super) test: TestForm,
    pub(super) end: Option<(RowKey, EndForm)>,
    pub(super) done: Option<(RowKey, DoneForm)>,
}

impl Typed {
    /// What was typed about the end of this restore.
    fn end_of(&self, one: &Restore) -> Option<&EndForm> {
        let (key, form) = self.end.as_ref()?;
        (key.beneficiary == one.beneficiary && key.id == one.id.as_str()).then_some(form)
    }

    /// What was typed about how this test went.
    fn done_of(&self, one: &Test) -> Option<&DoneForm> {
        let (key, form) = self.done.as_ref()?;
        (key.beneficiary == one.beneficiary && key.id == one.id.as_str()).then_some(form)
    }
}

/// A field of a row's form. The one that was just typed is what the list of errors leads to; others are named after their row.
fn of_row(field: Field, name: &str, id: &str, is_typed: bool, errors: &[FieldError]) -> Field {
    if is_typed { field.error(error_of(errors, name)) } else { field.id_as(format!("{name}-{id}")) }
}

/// Restores and tests, each with what to do next.
pub(super) fn list_page(
    ctx: &Ctx,
    restores: &[Restore],
    tests: &[Test],
    objects: &[Object],
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::BackupManage));
    let head = Head::new(lang.t("restore-title"), lang.t("backup-title")).has_errors(!errors.is_empty());
    let head =
        head.crumbs([Crumb::new(lang.t("backup-title"), "/backups")]).lead(text(lang.t("restore-lead")));
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (section("restores", &lang.t("restore-asked"), None, restore_table(ctx, restores, typed, errors)))
            @if may_manage { (section("ask", &lang.t("restore-ask"), None, asking(ctx, objects, &typed.restore, errors))) }
            (section("tests", &lang.t("restore-tests"), None, test_table(ctx, tests, typed, errors)))
            @if may_manage { (section("plan", &lang.t("restore-plan"), None, planning(ctx, objects, &typed.test, errors))) }
        },
    )
}

fn restore_table(ctx: &Ctx, restores: &[Restore], typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::BackupManage));
    let table = DataTable::new(lang.t("restore-asked")).caption_hidden();
    let columns = ["restore-what", "backup-one", "restore-complexity", "restore-requested", "restore-end"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(restores.iter().map(|one| {
        [
            text(&one.what),
            text(&one.object_name),
            text(lang.t(one.complexity.label_key())),
            time(lang, one.requested_at),
            match (one.outcome, one.usable_at) {
                (Some(ended), Some(at)) => {
                    html! { (end_tag(lang, ended)) " " (time(lang, at)) " " (one.note) }
                }
                _ if may_manage => ending(ctx, one, typed.end_of(one), errors),
                _ => text(lang.t("restore-going-on")),
            },
        ]
    }));
    html! { (table.empty(empty_state(&lang.t("restore-none"), &lang.t("restore-none-why"), None))) }
}

fn end_tag(lang: Lang, ended: Ended) -> Markup {
    let tone = if ended == Ended::Done { Tone::Good } else { Tone::Bad };
    tag(tone, &lang.t(ended.label_key()))
}

fn ending(ctx: &Ctx, one: &Restore, typed: Option<&EndForm>, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let choices = Ended::ALL.iter().map(|ended| Choice::new(ended.as_str(), lang.t(ended.label_key())));
    let of = |field, name: &str| of_row(field, name, one.id.as_str(), typed.is_some(), errors);
    let value = |of: fn(&EndForm) -> &String| typed.map(of).cloned().unwrap_or_default();
    let outcome = Field::select(lang, "outcome", lang.t("restore-end"), choices);
    let usable = Field::date_time(lang, "usable_at", lang.t("restore-usable"));
    let post = PostForm::new(format!("/restores/{}/{}/end", one.beneficiary, one.id), &ctx.csrf)
        .label(lang.with("restore-end-of", &[("what", one.what.as_str())]))
        .hidden("version", one.version.to_string());
    let post = post.body(html! {
        (of(outcome, "outcome").value(value(|form| &form.outcome)).required())
        (of(usable, "usable_at").value(value(|form| &form.usable_at)).hint(lang.t("restore-now-hint")))
        (buttons(submit(Emphasis::Secondary, &lang.t("estate-save"))))
    });
    html! { details open[typed.is_some()] { summary { (lang.t("restore-end-do")) } (post) } }
}

fn objects_field(lang: Lang, objects: &[Object], value: &str, id: &str, errors: &[FieldError]) -> Field {
    let alive = objects.iter().filter(|object| object.retired_at.is_none());
    let choices = alive.map(|object| {
        let key = format!("{}/{}", object.beneficiary, object.id);
        Choice::new(key, format!("{} ({})", object.name, object.beneficiary_name))
    });
    let field = Field::select(lang, "object", lang.t("backup-one"), choices.collect::<Vec<_>>()).value(value);
    field.id_as(id).error(error_of(errors, "object")).required()
}

fn asking(ctx: &Ctx, objects: &[Object], form: &RestoreForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let choices = Complexity::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let post = PostForm::new("/restores", &ctx.csrf).label(lang.t("restore-ask")).body(html! {
        (objects_field(lang, objects, &form.object, "field-object", errors))
        (Field::text(lang, "what", lang.t("restore-what")).value(&form.what).error(error_of(errors, "what")).required())
        (Field::select(lang, "complexity", lang.t("restore-complexity"), choices).value(&form.complexity)
            .error(error_of(errors, "complexity")).required())
        (Field::date_time(lang, "requested_at", lang.t("restore-requested")).value(&form.requested_at)
            .hint(lang.t("restore-now-hint")).error(error_of(errors, "requested_at")))
        (buttons(submit(Emphasis::Primary, &lang.t("restore-ask"))))
    });
    html! { (post) }
}

fn test_table(ctx: &Ctx, tests: &[Test], typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::BackupManage));
    let table = DataTable::new(lang.t("restore-tests")).caption_hidden();
    let columns = ["restore-planned", "backup-one", "restore-result", "restore-operator", "restore-proof"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(tests.iter().map(|one| {
        let proof = format!("/restore-tests/{}/{}/proof", one.beneficiary, one.id);
        [
            text(figures::date(lang, one.planned_on)),
            text(&one.object_name),
            match (one.outcome, one.done_at) {
                (Some(result), Some(at)) => html! {
                    (result_tag(lang, result)) " " (time(lang, at))
                    @if let Some(seconds) = one.seconds { " (" (figures::duration(lang, seconds)) ")" }
                },
                _ if may_manage => finishing(ctx, one, typed.done_of(one), errors),
                _ => text(lang.t("restore-to-do")),
            },
            text(if one.operator.is_empty() { "—" } else { &one.operator }),
            html! { @if one.proof_digest.is_some() { (link(&proof, &one.proof_name)) } @else { "—" } },
        ]
    }));
    html! { (table.empty(empty_state(&lang.t("restore-no-test"), &lang.t("restore-no-test-why"), None))) }
}

fn result_tag(lang: Lang, result: TestOutcome) -> Markup {
    let tone = if result == TestOutcome::Passed { Tone::Good } else { Tone::Bad };
    tag(tone, &lang.t(result.label_key()))
}

fn finishing(ctx: &Ctx, one: &Test, typed: Option<&DoneForm>, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let choices =
        TestOutcome::ALL.iter().map(|result| Choice::new(result.as_str(), lang.t(result.label_key())));
    let of = |field, name: &str| of_row(field, name, one.id.as_str(), typed.is_some(), errors);
    let value = |of: fn(&DoneForm) -> &String| typed.map(of).cloned().unwrap_or_default();
    let outcome = Field::select(lang, "outcome", lang.t("restore-result"), choices);
    let minutes = Field::number(lang, "minutes", lang.t("restore-minutes"));
    let proof = Field::file(lang, "proof_file", lang.t("restore-proof"));
    let post = PostForm::new(format!("/restore-tests/{}/{}/result", one.beneficiary, one.id), &ctx.csrf)
        .upload()
        .label(lang.with("restore-result-of", &[("object", one.object_name.as_str())]))
        .hidden("version", one.version.to_string());
    let post = post.body(html! {
        (of(outcome, "outcome").value(value(|form| &form.outcome)).required())
        (of(minutes, "minutes").value(value(|form| &form.minutes)).width(8).required())
        (of(proof, "proof_file").hint(lang.t("restore-proof-hint")))
        (buttons(submit(Emphasis::Secondary, &lang.t("estate-save"))))
    });
    html! { details open[typed.is_some()] { summary { (lang.t("restore-result-do")) } (post) } }
}

fn planning(ctx: &Ctx, objects: &[Object], form: &TestForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new("/restore-tests", &ctx.csrf).label(lang.t("restore-plan")).body(html! {
        (objects_field(lang, objects, &form.object, "field-test-object", errors))
        (Field::date(lang, "planned_on", lang.t("restore-planned")).value(&form.planned_on)
            .error(error_of(errors, "planned_on")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("restore-plan"))))
    });
    html! { (post) }
}
