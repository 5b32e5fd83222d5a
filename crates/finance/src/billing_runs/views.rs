//! How runs are drawn.

use super::{BillingRun, Controls, Item, RunForm, RunInvoice, RunState, actions::Whole};
use crate::{charges::Charges, invoices::InvoiceState};
use kernel::{Cents, Permission};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tab, Tone, action_button,
            actions, empty_state, error_of, error_summary, facts, link, link_button, notice, pagination,
            progress, section, submit, tabs, tag, text, time,
        },
        page,
    },
};

fn title(lang: Lang, run: &BillingRun) -> String {
    lang.with("billing-run-title", &[("year", run.year)])
}

fn state(lang: Lang, run: &BillingRun) -> Markup {
    let tone = match run.state {
        RunState::Drafting | RunState::Issuing => Tone::Info,
        RunState::Drafted => Tone::Warning,
        RunState::Issued => Tone::Good,
        RunState::Cancelled => Tone::Neutral,
    };
    tag(tone, &lang.t(run.state.label_key()))
}

fn words(lang: Lang, run: &BillingRun) -> String {
    lang.with("report-run-done", &[("done", run.done), ("total", run.total)])
}

/// The last runs, and the form that begins one.
pub(super) fn list_page(ctx: &Ctx, runs: &[BillingRun], typed: &RunForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("billing-title"))
        .column(lang.t("money-year"))
        .column(lang.t("report-run-by"))
        .column(lang.t("report-run-progress"))
        .column(lang.t("money-state"))
        .rows(runs.iter().map(|one| {
            [
                link(&one.path(), &title(lang, one)),
                html! { (one.asked_by) " · " (time(lang, one.started_at)) },
                text(words(lang, one)),
                state(lang, one),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("billing-none"), &lang.t("billing-none-why"), None));
    let head = Head::new(lang.t("billing-title"), lang.t("money-view"))
        .lead(text(lang.t("billing-lead")))
        .has_errors(!errors.is_empty());
    let form = PostForm::new("/billing-runs", &ctx.csrf).label(lang.t("billing-start")).body(html! {
        (Field::number(lang, "year", lang.t("money-year")).width(8).value(typed.year.as_str())
            .error(error_of(errors, "year")).required())
        (Field::number(lang, "jump_percent", lang.t("billing-percent")).width(8).value(typed.jump_percent.as_str())
            .hint(lang.t("billing-percent-hint")).error(error_of(errors, "jump_percent")))
        (actions(submit(Emphasis::Primary, &lang.t("billing-start"))))
    });
    let body = html! {
        (error_summary(lang, errors))
        (table)
        @if ctx.actor.may(Permission::InvoiceDraft) { (section("start", &lang.t("billing-start"), None, form.render())) }
    };
    page(ctx, &head, body)
}

/// A run: how it goes on, anomalies first, control totals, what it found.
pub(super) fn run_page(ctx: &Ctx, whole: &Whole, errors: &[FieldError]) -> Markup {
    let (lang, run) = (ctx.lang, &whole.run);
    let head = Head::new(title(lang, run), lang.t("billing-title"))
        .crumbs([Crumb::new(lang.t("billing-title"), "/billing-runs")])
        .lead(html! { p { (state(lang, run)) " " (run.asked_by) ", " (time(lang, run.started_at)) } })
        .has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        (going_on(ctx, run))
        (section("found", &lang.t("billing-found"), None, found(ctx, whole, errors)))
        (section("controls", &lang.t("billing-controls"), None, controls(lang, &whole.controls)))
        (issue(ctx, whole))
    };
    page(ctx, &head, body)
}

fn going_on(ctx: &Ctx, run: &BillingRun) -> Markup {
    let lang = ctx.lang;
    let (done, total) = (run.done.unsigned_abs(), run.total.unsigned_abs());
    let cancel = format!("{}/cancellation", run.path());
    html! {
        (progress(&lang.t("report-run-progress"), done, total, &words(lang, run)))
        @if run.is_running() {
            (actions(html! {
                (link_button(Emphasis::Secondary, &run.path(), &lang.t("report-run-refresh")))
                @if ctx.actor.may(Permission::InvoiceDraft) {
                    (action_button(&ctx.csrf, &cancel, Emphasis::Danger, &lang.t("billing-cancel"), None))
                }
            }))
        }
    }
}

fn controls(lang: Lang, controls: &Controls) -> Markup {
    let money = |amount: Cents| html! { span.number { (figures::money(lang, amount)) } };
    let count = |n: i64| text(figures::count(lang, n));
    let mut pairs = vec![
        (lang.t("billing-beneficiaries"), count(controls.beneficiaries)),
        (lang.t("billing-billed"), count(controls.billed)),
        (lang.t("billing-agents"), count(controls.agents)),
        (lang.t("billing-documents"), count(controls.documents)),
        (lang.t("billing-approved"), count(controls.approved)),
        (lang.t("billing-issued"), count(controls.issued)),
    ];
    pairs.extend(controls.blocks.iter().map(|(kind, net)| (lang.t(kind.label_key()), money(*net))));
    let row = |key: &str, (net, vat, gross): (Cents, Cents, Cents)| {
        [text(lang.t(key)), money(net), money(vat), money(gross)]
    };
    let table = DataTable::new(lang.t("billing-controls"))
        .column(lang.t("billing-side"))
        .figures(lang.t("invoice-net"))
        .figures(lang.t("invoice-vat-total"))
        .figures(lang.t("invoice-gross"))
        .rows([row("billing-side-charges", controls.charges), row("billing-side-drafts", controls.drafts)])
        .caption_hidden();
    html! {
        @if controls.agree() { p { (tag(Tone::Good, &lang.t("billing-agree"))) } }
        @else { (notice(Tone::Bad, &lang.t("billing-disagree"), html! { p { (lang.t("billing-disagree-why")) } })) }
        (table)
        (facts(pairs))
    }
}

fn found(ctx: &Ctx, whole: &Whole, errors: &[FieldError]) -> Markup {
    let (lang, run) = (ctx.lang, &whole.run);
    let tab = |label: &str, show: &str, is_current: bool, count: i64| Tab {
        label: lang.t(label),
        href: format!("{}?show={show}", run.path()),
        is_current,
        count: Some(count.unsigned_abs()),
    };
    let parts = [
        tab("billing-with-anomalies", "anomalies", whole.only_anomalies, whole.controls.with_anomalies),
        tab("billing-all", "all", !whole.only_anomalies, whole.controls.beneficiaries),
    ];
    let show = if whole.only_anomalies { "anomalies" } else { "all" };
    let next = whole.next.as_ref().map(|after| format!("{}?show={show}&after={after}", run.path()));
    html! {
        (tabs(&lang.t("billing-found"), &parts))
        (items(lang, whole))
        (pagination(lang, &lang.t("billing-found"), None, next.as_deref(), None))
        @if ctx.actor.may(Permission::InvoiceApprove) && !run.is_running() { (approve(ctx, whole, errors)) }
    }
}

fn items(lang: Lang, whole: &Whole) -> Markup {
    let mine = |item: &Item| -> Vec<&RunInvoice> {
        whole.documents.iter().filter(|one| one.beneficiary == item.beneficiary).collect()
    };
    let table = DataTable::new(lang.t("billing-found"))
        .column(lang.t("money-beneficiary"))
        .column(lang.t("billing-anomalies"))
        .figures(lang.t("billing-agents"))
        .figures(lang.t("billing-price"))
        .figures(lang.t("invoice-net"))
        .column(lang.t("billing-documents"))
        .rows(whole.items.iter().map(|item| {
            [
                link(&Charges::path(&item.beneficiary, whole.run.year), &item.name),
                anomalies(lang, item),
                text(figures::count(lang, item.agents)),
                text(item.price.map(|price| figures::money(lang, price)).unwrap_or_default()),
                text(figures::money(lang, item.net)),
                documents(lang, &mine(item)),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("billing-nothing"), &lang.t("billing-nothing-why"), None));
    table.render()
}

fn anomalies(lang: Lang, item: &Item) -> Markup {
    html! {
        @if item.anomalies.is_empty() && item.trouble.is_none() { (tag(Tone::Good, &lang.t("billing-sound"))) }
        ul {
            @for one in &item.anomalies {
                li { (tag(Tone::Warning, &lang.t(one.kind.label_key()))) " " (lang.text(&one.text)) }
            }
            @if let Some(why) = &item.trouble {
                li { (tag(Tone::Bad, &lang.t("billing-trouble"))) " " (lang.text(why)) }
            }
        }
    }
}

fn documents(lang: Lang, all: &[&RunInvoice]) -> Markup {
    let name = |one: &RunInvoice| match (&one.number, one.state) {
        (Some(number), _) => number.clone(),
        (None, InvoiceState::Approved) => lang.t("invoice-state-approved"),
        (None, _) => lang.t("invoice-state-draft"),
    };
    html! {
        ul {
            @for one in all {
                li { (link(&format!("/invoices/{}/{}", one.beneficiary, one.id), &name(one))) " " (figures::money(lang, one.gross)) }
            }
        }
    }
}

/// The drafts of the page that are approved together, and all that are sound.
fn approve(ctx: &Ctx, whole: &Whole, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let action = format!("{}/approval", whole.run.path());
    let is_draft = |item: &&Item| {
        let mut mine = whole.documents.iter().filter(|one| one.beneficiary == item.beneficiary);
        mine.any(|one| one.state == InvoiceState::Draft)
    };
    let choices: Vec<Choice> = whole
        .items
        .iter()
        .filter(is_draft)
        .map(|item| {
            let words = format!("{} : {}", item.name, figures::money(lang, item.net));
            Choice::new(item.beneficiary.as_str(), words).ticked(item.anomalies.is_empty())
        })
        .collect();
    let is_any = !choices.is_empty();
    let field = Field::checkboxes(lang, "beneficiaries", lang.t("billing-approve-which"), choices);
    let chosen = PostForm::new(action.as_str(), &ctx.csrf).label(lang.t("billing-approve")).body(html! {
        (field.error(error_of(errors, "beneficiaries")))
        (actions(submit(Emphasis::Primary, &lang.t("billing-approve"))))
    });
    let sound = PostForm::new(action.as_str(), &ctx.csrf)
        .hidden("all", "sound")
        .body(actions(submit(Emphasis::Secondary, &lang.t("billing-approve-sound"))));
    html! { @if is_any { (chosen) (sound) } }
}

fn issue(ctx: &Ctx, whole: &Whole) -> Markup {
    let lang = ctx.lang;
    let may = ctx.actor.may(Permission::InvoiceIssue) && !whole.run.is_running();
    let action = format!("{}/issue", whole.run.path());
    html! {
        @if may && whole.controls.approved > 0 {
            (section("issue", &lang.t("billing-issue"), None, html! {
                p { (lang.with("billing-issue-lead", &[("count", whole.controls.approved)])) }
                (actions(action_button(&ctx.csrf, &action, Emphasis::Primary, &lang.t("billing-issue"), None)))
            }))
        }
    }
}
