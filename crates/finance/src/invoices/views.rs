//! How invoices are drawn.

mod correction;

use super::{
    EventKind, ExplainedFigure, FileFormat, Invoice, InvoiceKind, InvoiceState, ReductionForm, StoredFile,
};
use crate::{
    charges::{Objection, ObjectionForm},
    einvoice::VatStatus,
    screen::{YearForm, errors, next_page, year_fields},
};
use kernel::{Permission, Text};
use maud::{Markup, html};
use people::organisations::Organisation;
use platform::{
    Ctx, Problems,
    i18n::{figure, figures},
    sheet,
    web::{
        components::{
            Attachment, Crumb, DataTable, Emphasis, Head, PostForm, Tone, action_button, actions,
            attachments, empty_state, error_summary, explanation, facts, link, notice, section, tag, text,
        },
        page,
    },
};

/// An invoice with everything its page shows.
pub(super) struct Shown {
    pub(super) invoice: Invoice,
    pub(super) files: Vec<StoredFile>,
    pub(super) credit: Option<Invoice>,
    pub(super) corrected: Option<Invoice>,
    pub(super) reductions: Vec<Invoice>,
    pub(super) objections: Vec<Objection>,
    pub(super) obstacles: Problems,
    /// What became of it since its issue; the references asked for before.
    pub(super) follow_up: Markup,
}

/// What was typed in the forms of the page.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) reason: String,
    pub(super) objection: Option<ObjectionForm>,
    pub(super) reduction: Option<ReductionForm>,
}

fn state(ctx: &Ctx, invoice: &Invoice) -> Markup {
    let tone = match (invoice.state, invoice.last_event) {
        (InvoiceState::Draft, _) => Tone::Neutral,
        (InvoiceState::Approved, _) | (InvoiceState::Issued, None) => Tone::Info,
        (InvoiceState::Issued, Some(event)) => tone(event),
    };
    tag(tone, &ctx.lang.t(invoice.state_key()))
}

pub(crate) fn tone(event: EventKind) -> Tone {
    match event {
        EventKind::Paid => Tone::Good,
        EventKind::Rejected => Tone::Bad,
        EventKind::Suspended => Tone::Warning,
        EventKind::CancelledByCreditNote => Tone::Neutral,
        EventKind::Issued | EventKind::Deposited | EventKind::InCollection => Tone::Info,
    }
}

/// By its number once it has one; a draft by whose it is and of which year.
fn title(ctx: &Ctx, invoice: &Invoice) -> String {
    let lang = ctx.lang;
    let draft = |key: &str| {
        let title = Text::new(key).with("beneficiary", &invoice.beneficiary_name);
        lang.text(&title.with("year", invoice.year))
    };
    match (&invoice.issue, invoice.kind) {
        (Some(issue), InvoiceKind::Invoice) => lang.with("invoice-title", &[("number", &issue.number)]),
        (Some(issue), InvoiceKind::CreditNote) => {
            lang.with("invoice-title-credit", &[("number", &issue.number)])
        }
        (None, InvoiceKind::Invoice) => draft("invoice-title-draft"),
        (None, InvoiceKind::CreditNote) => draft("invoice-title-credit-draft"),
    }
}

pub(super) fn list(
    ctx: &Ctx,
    mut rows: Vec<Invoice>,
    all: &[Organisation],
    form: &YearForm,
    problems: &Problems,
) -> Markup {
    let lang = ctx.lang;
    let errors = errors(lang, problems);
    let more = next_page(ctx, &mut rows, "/invoices", &lang.t("invoice-list"), |i| i.id.to_string());
    let table = table(ctx, &rows);
    let head = Head::new(lang.t("invoice-list"), lang.t("money-view")).has_errors(!errors.is_empty());
    let draft = year_fields(ctx, all, form, &errors, &lang.t("invoice-draft"));
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            (table) (more) (sheet::links(lang, "export-as", "/exports/invoices"))
            @if ctx.actor.may(Permission::InvoiceDraft) {
                (section("draft", &lang.t("invoice-draft"), None, html! {
                    p { (lang.t("invoice-draft-lead")) }
                    (PostForm::new("/invoices", &ctx.csrf).body(draft))
                }))
            }
        },
    )
}

fn table(ctx: &Ctx, rows: &[Invoice]) -> DataTable {
    let lang = ctx.lang;
    DataTable::new(lang.t("invoice-list"))
        .column(lang.t("invoice-number"))
        .column(lang.t("money-beneficiary"))
        .column(lang.t("invoice-object-column"))
        .column(lang.t("invoice-date"))
        .figures(lang.t("invoice-net"))
        .figures(lang.t("invoice-gross"))
        .column(lang.t("money-state"))
        .rows(rows.iter().map(|i| {
            [
                link(&i.href(), &title(ctx, i)),
                text(&i.beneficiary_name),
                text(&i.object),
                text(i.issue.as_ref().map(|issue| figures::date(lang, issue.on)).unwrap_or_default()),
                text(figures::money(lang, i.signed(i.net))),
                text(figures::money(lang, i.signed(i.gross))),
                state(ctx, i),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("invoice-none"), &lang.t("invoice-none-why"), None))
}

pub(super) fn show(ctx: &Ctx, shown: &Shown, typed: &Typed, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let invoice = &shown.invoice;
    let errors = errors(lang, problems);
    let head = Head::new(title(ctx, invoice), lang.t("invoice-list"))
        .crumbs([Crumb::new(lang.t("invoice-list"), "/invoices")])
        .lead(html! { p { (invoice.object) " " (state(ctx, invoice)) } })
        .has_errors(!errors.is_empty());
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            (warnings(ctx, shown))
            (correction::preview(ctx, shown, typed, &errors))
            (invoice_facts(ctx, shown))
            (lines(ctx, invoice))
            (downloads(ctx, shown))
            (decisions(ctx, invoice))
            (why(ctx, &invoice.explanations))
            (shown.follow_up)
            @if invoice.state == InvoiceState::Issued {
                (correction::credit_forms(ctx, shown, typed, &errors))
            }
        },
    )
}

fn warnings(ctx: &Ctx, shown: &Shown) -> Markup {
    let lang = ctx.lang;
    html! {
        @if shown.invoice.is_approved_by_drafter() {
            (notice(Tone::Warning, &lang.t("invoice-same-person"), html! {}))
        }
        @if !shown.obstacles.0.is_empty() {
            (notice(Tone::Warning, &lang.t("invoice-obstacles"), html! {
                ul { @for problem in &shown.obstacles.0 { li { (lang.text(&problem.text)) } } }
            }))
        }
    }
}

fn invoice_facts(ctx: &Ctx, shown: &Shown) -> Markup {
    let lang = ctx.lang;
    let invoice = &shown.invoice;
    let who = |by: &str, at| text(format!("{by}, {}", figures::instant(lang, at)));
    let mut pairs = vec![
        (lang.t("money-beneficiary"), text(&invoice.beneficiary_name)),
        (lang.t("money-agreement"), text(&invoice.content.agreement)),
        (
            lang.t("invoice-period"),
            text(lang.with(
                "invoice-period-value",
                &[
                    ("from", figures::date(lang, invoice.content.from)),
                    ("to", figures::date(lang, invoice.content.to)),
                ],
            )),
        ),
    ];
    if let Some(issue) = &invoice.issue {
        pairs.push((lang.t("invoice-date"), text(figures::date(lang, issue.on))));
        if let Some(due) = issue.due {
            pairs.push((lang.t("invoice-due"), text(figures::date(lang, due))));
        }
    }
    if let Some(corrected) = &shown.corrected {
        pairs.push((lang.t("invoice-corrects"), link(&corrected.href(), &title(ctx, corrected))));
        pairs.push((lang.t("invoice-reason"), text(&invoice.reason)));
    }
    if let Some(credit) = &shown.credit {
        pairs.push((lang.t("invoice-credited-by"), link(&credit.href(), &title(ctx, credit))));
    }
    for one in &shown.reductions {
        let amount = figures::money(lang, one.signed(one.net));
        pairs.push((
            lang.t("invoice-lowered-by"),
            html! { (link(&one.href(), &title(ctx, one))) " : " (amount) },
        ));
    }
    pairs.push((lang.t("invoice-drafted-by"), who(&invoice.drafted.by, invoice.drafted.at)));
    if let Some(approved) = &invoice.approved {
        pairs.push((lang.t("invoice-approved-by"), who(&approved.by, approved.at)));
    }
    if let Some(issue) = &invoice.issue {
        pairs.push((lang.t("invoice-issued-by"), who(&issue.signature.by, issue.signature.at)));
    }
    facts(pairs)
}

fn lines(ctx: &Ctx, invoice: &Invoice) -> Markup {
    let lang = ctx.lang;
    let vat = |status: &VatStatus| match status {
        VatStatus::Taxable { rate } => lang.with("invoice-rate", &[("rate", figures::exact(lang, rate))]),
        VatStatus::Exempt { legal_mention, .. } | VatStatus::OutOfScope { legal_mention, .. } => {
            legal_mention.clone()
        }
    };
    let total = |key: &str, amount| {
        (lang.t(key), html! { span.number { (figures::money(lang, invoice.signed(amount))) } })
    };
    let table = DataTable::new(lang.t("invoice-lines"))
        .column(lang.t("invoice-line"))
        .figures(lang.t("invoice-quantity"))
        .figures(lang.t("invoice-unit-price"))
        .column(lang.t("invoice-vat-column"))
        .figures(lang.t("invoice-net"))
        .rows(invoice.content.lines.iter().map(|line| {
            [
                html! { (line.name) @if let Some(more) = &line.description { br; small { (more) } } },
                text(figures::exact(lang, &line.quantity)),
                text(figures::exact(lang, &line.unit_price)),
                text(vat(&line.vat)),
                text(figures::money(lang, invoice.signed(line.net))),
            ]
        }))
        .caption_hidden();
    section(
        "lines",
        &lang.t("invoice-lines"),
        None,
        html! {
            (table)
            (facts([
                total("invoice-net", invoice.net),
                total("invoice-vat-total", invoice.vat),
                total("invoice-gross", invoice.gross),
            ]))
        },
    )
}

fn downloads(ctx: &Ctx, shown: &Shown) -> Markup {
    let lang = ctx.lang;
    let Some(issue) = &shown.invoice.issue else { return html! {} };
    let files: Vec<Attachment> = shown
        .files
        .iter()
        .map(|file| Attachment {
            name: file.format.file_name(&issue.number),
            href: format!("{}/files/{}", shown.invoice.href(), file.format.as_str()),
            kind: lang.t(match file.format {
                FileFormat::Pdf => "invoice-file-pdf",
                FileFormat::Cii => "invoice-file-cii",
                FileFormat::Ubl => "invoice-file-ubl",
            }),
            bytes: u64::try_from(file.bytes).unwrap_or_default(),
        })
        .collect();
    section(
        "files",
        &lang.t("invoice-files"),
        None,
        html! {
            (attachments(lang, &lang.t("invoice-files"), &files))
            details {
                summary { (lang.t("invoice-digests")) }
                ul { @for file in &shown.files { li { code { (file.digest.as_str()) } " " (file.format.file_name(&issue.number)) } } }
            }
        },
    )
}

fn decisions(ctx: &Ctx, invoice: &Invoice) -> Markup {
    let lang = ctx.lang;
    let (href, csrf) = (invoice.href(), ctx.csrf.as_str());
    let may = |permission| ctx.actor.may(permission);
    let button = |path: &str, emphasis, key: &str| {
        action_button(csrf, &format!("{href}/{path}"), emphasis, &lang.t(key), None)
    };
    html! {
        @if invoice.state != InvoiceState::Issued {
            (actions(html! {
                @if invoice.state == InvoiceState::Draft && may(Permission::InvoiceApprove) {
                    (button("approval", Emphasis::Primary, "invoice-approve"))
                }
                @if invoice.state == InvoiceState::Approved && may(Permission::InvoiceIssue) {
                    (button("issue", Emphasis::Primary, "invoice-issue"))
                }
                @if may(Permission::InvoiceDraft) {
                    @if invoice.kind == InvoiceKind::Invoice && invoice.submitted.is_none() {
                        (button("submission", Emphasis::Secondary, "invoice-submit"))
                    }
                    (button("discard", Emphasis::Danger, "invoice-discard"))
                }
            }))
        }
    }
}

/// Why this amount: every figure with its rule, its inputs and where each one came from.
fn why(ctx: &Ctx, figures: &[ExplainedFigure]) -> Markup {
    let lang = ctx.lang;
    section(
        "why",
        &lang.t("invoice-why"),
        None,
        html! {
            @for (i, explained) in figures.iter().enumerate() {
                details open[figures.len() <= 3] {
                    summary { (lang.text(&explained.title)) " : " strong { (figure(lang, &explained.figure)) } }
                    (explanation(lang, &format!("why-{i}"), &ctx.linked(&explained.explanation)))
                }
            }
        },
    )
}
