//! How certificates of insurance look.

use super::{Certificate, CertificateForm, Standing, WithdrawForm, rules};
use crate::reading::today;
use jiff::civil::Date;
use kernel::{Permission, Scope};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Fields, Head, PostForm, Tone, actions as buttons,
            empty_state, error_summary, facts, link, link_button, pagination, section, submit, tag, text,
            time,
        },
        page,
    },
};

fn standing_tag(lang: Lang, one: &Certificate, today: Date) -> Markup {
    let standing = rules::standing(one, today);
    let tone = match standing {
        Standing::Valid => Tone::Good,
        Standing::Expiring => Tone::Warning,
        Standing::Expired => Tone::Bad,
        Standing::ToCome | Standing::Withdrawn => Tone::Neutral,
    };
    tag(tone, &lang.t(standing.label_key()))
}

fn manages(ctx: &Ctx) -> bool {
    ctx.actor.may(Permission::ContractManage) && matches!(ctx.scope(), Scope::All)
}

/// The list.
pub(super) fn list_page(
    ctx: &Ctx,
    certificates: &[Certificate],
    is_later: bool,
    next: Option<&str>,
) -> Markup {
    let (lang, today) = (ctx.lang, today(ctx));
    let new =
        manages(ctx).then(|| link_button(Emphasis::Primary, "/insurance/new", &lang.t("insurance-new")));
    let head =
        Head::new(lang.t("insurance-list"), lang.t("insurance-view")).lead(text(lang.t("insurance-lead")));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } });
    let table = DataTable::new(lang.t("insurance-list")).caption_hidden();
    let columns = ["insurance-insurer", "insurance-covers", "insurance-valid-until", "insurance-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(certificates.iter().map(|one| {
        [
            link(&one.path(), &one.insurer),
            text(&one.covers),
            text(figures::date(lang, one.valid_until)),
            standing_tag(lang, one, today),
        ]
    }));
    let nothing = empty_state(&lang.t("insurance-none"), &lang.t("insurance-none-why"), new);
    let first = is_later.then_some("/insurance");
    let next = next.map(|after| format!("/insurance?after={after}"));
    let body = html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("insurance-list"), first, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

/// The form of a new certificate.
pub(super) fn form_page(ctx: &Ctx, form: &CertificateForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("insurance-new"), lang.t("insurance-view"));
    let head =
        head.crumbs([Crumb::new(lang.t("insurance-list"), "/insurance")]).has_errors(!errors.is_empty());
    let own = Fields::plain(lang, errors);
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new("/insurance", &ctx.csrf).upload().hidden("key", key).body(html! {
        (own.line("insurer", "insurance-insurer", &form.insurer).required())
        (own.line("policy", "insurance-policy", &form.policy).required())
        (own.area("covers", "insurance-covers", &form.covers).hint(lang.t("insurance-covers-hint")).required())
        (own.day("valid_from", "insurance-valid-from", &form.valid_from).required())
        (own.day("valid_until", "insurance-valid-until", &form.valid_until).required())
        (own.with("file", Field::file(lang, "file", lang.t("insurance-file"))))
        (buttons(submit(Emphasis::Primary, &lang.t("insurance-save"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The page of a certificate.
pub(super) fn certificate_page(
    ctx: &Ctx,
    one: &Certificate,
    typed: &WithdrawForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let title = lang.with("insurance-of", &[("insurer", &one.insurer)]);
    let head = Head::new(title, lang.t("insurance-view")).lead(standing_tag(lang, one, today(ctx)));
    let head =
        head.crumbs([Crumb::new(lang.t("insurance-list"), "/insurance")]).has_errors(!errors.is_empty());
    let may = manages(ctx) && one.withdrawn_at.is_none();
    let body = html! {
        (error_summary(lang, errors))
        (about(lang, one))
        @if may { (withdrawal(ctx, one, typed, errors)) }
    };
    page(ctx, &head, body)
}

fn about(lang: Lang, one: &Certificate) -> Markup {
    let mut pairs = vec![
        (lang.t("insurance-insurer"), text(&one.insurer)),
        (lang.t("insurance-policy"), text(&one.policy)),
        (lang.t("insurance-covers"), text(&one.covers)),
        (lang.t("insurance-valid-from"), text(figures::date(lang, one.valid_from))),
        (lang.t("insurance-valid-until"), text(figures::date(lang, one.valid_until))),
        (lang.t("insurance-recorded"), html! { (one.recorded_by) ", " (time(lang, one.recorded_at)) }),
    ];
    if let Some(file) = &one.file {
        pairs.push((lang.t("insurance-file"), link(&format!("{}/file", one.path()), &file.name)));
    }
    if let Some(at) = one.withdrawn_at {
        let words = html! { (one.withdrawn_reason) " (" (one.withdrawn_by) ", " (time(lang, at)) ")" };
        pairs.push((lang.t("insurance-withdrawn"), words));
    }
    let body = html! { (facts(pairs)) p.hint { (lang.t("insurance-proves")) " " (link("/deadlines", &lang.t("insurance-deadlines"))) } };
    section("about", &lang.t("insurance-about"), None, body)
}

fn withdrawal(ctx: &Ctx, one: &Certificate, typed: &WithdrawForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let own = Fields::plain(lang, errors);
    let post = PostForm::new(format!("{}/withdrawal", one.path()), &ctx.csrf).body(html! {
        (own.line("reason", "insurance-reason", &typed.reason).required())
        (buttons(submit(Emphasis::Danger, &lang.t("insurance-withdraw"))))
    });
    html! { details.more open[!errors.is_empty()] { summary { (lang.t("insurance-withdraw")) } (post.render()) } }
}
