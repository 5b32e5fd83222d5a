//! How contracts look: the list, one contract, what the exit shows of them.

use super::{AtEnd, Contract, ContractForm, EndForm, Signer, actions::Whole, rules};
use jiff::civil::Date;
use kernel::{Figure, Permission};
use maud::{Markup, Render as _, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Fields, Head, Narrow, PostForm, Tone,
            actions as buttons, empty_state, error_summary, explained, facts, hidden, link, link_button,
            pagination, section, submit, tag, text,
        },
        page,
    },
};

/// What was typed on the page of a contract and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) change: Option<ContractForm>,
    pub(super) end: Option<EndForm>,
    pub(super) errors: Vec<FieldError>,
}

/// The list.
pub(super) fn list_page(ctx: &Ctx, contracts: &[Contract], is_later: bool, next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let new = ctx.actor.may(Permission::ContractManage);
    let new = new.then(|| link_button(Emphasis::Primary, "/contracts/new", &lang.t("contract-new")));
    let head =
        Head::new(lang.t("contract-list"), lang.t("contract-view")).lead(text(lang.t("contract-lead")));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } });
    let table = DataTable::new(lang.t("contract-list")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["contract-title", "contract-supplier", "contract-side", "contract-ends-on"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(contracts.iter().map(|one| {
        [
            html! { (link(&one.key.path(), &one.title)) p.hint { (one.beneficiary_name) } },
            text(&one.supplier),
            text(lang.t(one.side.label_key())),
            last_day(lang, one),
        ]
    }));
    let nothing = empty_state(&lang.t("contract-none"), &lang.t("contract-none-why"), new);
    let first = is_later.then_some("/contracts");
    let next = next.map(|after| format!("/contracts?after={after}"));
    let body = html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("contract-list"), first, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

fn last_day(lang: Lang, one: &Contract) -> Markup {
    let ended = one.ended_on.map(|_| tag(Tone::Neutral, &lang.t("contract-ended")));
    html! { (figures::date(lang, one.last_day())) @if let Some(ended) = ended { " " (ended) } }
}

/// The form of a new contract.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &ContractForm,
    (bodies, blocks): &(Vec<Organisation>, Vec<(String, String)>),
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("contract-new"), lang.t("contract-view"));
    let head =
        head.crumbs([Crumb::new(lang.t("contract-list"), "/contracts")]).has_errors(!errors.is_empty());
    let own = Fields::plain(lang, errors);
    let bodies = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new("/contracts", &ctx.csrf).upload().hidden("key", key).body(html! {
        (own.choice("beneficiary", "contract-beneficiary", bodies, &form.beneficiary).required())
        (fields(&own, form, blocks))
        (buttons(submit(Emphasis::Primary, &lang.t("contract-save"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

fn fields(own: &Fields<'_>, form: &ContractForm, blocks: &[(String, String)]) -> Markup {
    let lang = own.lang;
    let sides = Signer::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let none = Choice::new("", lang.t("contract-no-block"));
    let blocks = blocks.iter().map(|(code, title)| Choice::new(code, format!("{code} · {title}")));
    let answers = [("no", "contract-no"), ("yes", "contract-yes")];
    html! {
        (own.word("side", "contract-side", sides, &form.side).hint(lang.t("contract-side-hint")).required())
        (own.line("title", "contract-title", &form.title).required())
        (own.line("supplier", "contract-supplier", &form.supplier).required())
        (own.line("reference", "contract-reference", &form.reference))
        (own.choice("block", "contract-block", std::iter::once(none).chain(blocks), &form.block))
        (own.day("starts_on", "contract-starts-on", &form.starts_on).required())
        (own.day("ends_on", "contract-ends-on", &form.ends_on).hint(lang.t("contract-ends-hint")).required())
        (own.line("amount", "contract-amount", &form.amount).inputmode("decimal").width(12))
        (own.line("notice_months", "contract-notice", &form.notice_months).inputmode("numeric").width(4))
        (own.word("is_transferable", "contract-transferable", answers, &form.is_transferable).hint(lang.t("contract-transferable-hint")))
        (own.line("share_percent", "contract-share", &form.share_percent).hint(lang.t("contract-share-hint")).inputmode("numeric").width(4))
        (own.with("file", Field::file(lang, "file", lang.t("contract-file"))))
    }
}

/// The page of a contract.
pub(super) fn contract_page(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.contract);
    let lead = html! { (lang.t(one.side.label_key())) " · " (one.beneficiary_name) };
    let head = Head::new(one.title.clone(), lang.t("contract-view"));
    let head = head.crumbs([Crumb::new(lang.t("contract-list"), "/contracts")]).lead(lead);
    let manages = ctx.actor.may(Permission::ContractManage) && one.ended_on.is_none();
    let body = html! {
        (error_summary(lang, &typed.errors))
        (about(lang, whole))
        @if manages { (change(ctx, whole, typed)) (end(ctx, one, typed)) }
    };
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(lang: Lang, whole: &Whole) -> Markup {
    let one = &whole.contract;
    let day = |day: Option<Date>| text(day.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day)));
    let mut pairs = vec![
        (lang.t("contract-supplier"), text(&one.supplier)),
        (lang.t("contract-reference"), text(&one.reference)),
        (lang.t("contract-block"), text(&one.block)),
        (lang.t("contract-starts-on"), text(figures::date(lang, one.starts_on))),
        (lang.t("contract-ends-on"), text(figures::date(lang, one.ends_on))),
        (
            lang.t("contract-amount"),
            text(one.amount.map_or_else(|| "—".to_owned(), |amount| figures::money(lang, amount))),
        ),
        (lang.t("contract-notice-by"), day(rules::notice_by(one))),
    ];
    if one.side == Signer::Provider {
        pairs.push((lang.t("contract-share"), text(format!("{} %", one.share_percent))));
    }
    if let Some(on) = one.ended_on {
        let words = [("day", figures::date(lang, on)), ("why", one.ended_why.clone())];
        pairs.push((lang.t("contract-ended"), text(lang.with("contract-ended-why", &words))));
    }
    if let Some(file) = &one.file {
        pairs.push((lang.t("contract-file"), link(&format!("{}/file", one.key.path()), &file.name)));
    }
    let told = whole.version.as_ref().and_then(|version| {
        let transferred = version.document.exit.contracts_transferred;
        Some(rules::at_end(one, version.last_day()?, transferred))
    });
    if let Some(told) = told {
        let (what, fate) =
            (lang.t("contract-at-end"), Figure::Text(kernel::Text::new(told.value.label_key())));
        pairs.push((what.clone(), explained(lang, &what, &fate, &told.explanation)));
    }
    let own = one.side == Signer::Beneficiary;
    let body = html! { (facts(pairs)) @if own { p.hint { (lang.t("contract-not-taken-over")) } } };
    section("about", &lang.t("contract-about"), None, body)
}

fn change(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.contract);
    let is_open = typed.change.is_some();
    let own = Fields::of(lang, "change", is_open, &typed.errors);
    let form = typed.change.clone().unwrap_or_else(|| as_typed(one));
    let blocks: Vec<(String, String)> = whole
        .version
        .iter()
        .flat_map(|version| &version.document.blocks)
        .map(|block| (block.code.clone(), block.title.clone()))
        .collect();
    let post = PostForm::new(one.key.path(), &ctx.csrf).upload().label(lang.t("contract-change"));
    let post = post.hidden("version", one.version.to_string()).body(html! {
        (fields(&own, &form, &blocks))
        (buttons(submit(Emphasis::Primary, &lang.t("contract-save"))))
    });
    html! { details.more open[is_open] { summary { (lang.t("contract-change")) } (post) } }
}

/// A contract as its form would say it.
fn as_typed(one: &Contract) -> ContractForm {
    ContractForm {
        beneficiary: one.key.beneficiary.to_string(),
        side: one.side.as_str().to_owned(),
        supplier: one.supplier.clone(),
        title: one.title.clone(),
        reference: one.reference.clone(),
        block: one.block.clone(),
        starts_on: one.starts_on.to_string(),
        ends_on: one.ends_on.to_string(),
        amount: one.amount.map(|amount| amount.to_string()).unwrap_or_default(),
        notice_months: one.notice_months.to_string(),
        is_transferable: if one.is_transferable { "yes" } else { "no" }.to_owned(),
        share_percent: one.share_percent.to_string(),
        version: one.version,
        key: String::new(),
    }
}

fn end(ctx: &Ctx, one: &Contract, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.end.is_some();
    let own = Fields::of(lang, "end", is_open, &typed.errors);
    let form = typed.end.clone().unwrap_or_default();
    let post = PostForm::new(format!("{}/end", one.key.path()), &ctx.csrf).label(lang.t("contract-end"));
    let post = post.body(html! {
        (hidden("version", &one.version.to_string()))
        (own.day("ended_on", "contract-ended-on", &form.ended_on).required())
        (own.line("why", "contract-why", &form.why).required())
        (buttons(submit(Emphasis::Danger, &lang.t("contract-end"))))
    });
    html! { details.more open[is_open] { summary { (lang.t("contract-end")) } (post) } }
}

/// What becomes of a beneficiary's contracts when its agreement ends on a day, for the page of its exit.
pub fn at_end_table(lang: Lang, contracts: &[Contract], last_day: Date, transferred: bool) -> Markup {
    let columns = ["contract-title", "contract-supplier", "contract-ends-on", "contract-at-end"];
    let table = DataTable::new(lang.t("contract-list")).caption_hidden().narrow(Narrow::Stacked);
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("contract-share"));
    let rows = contracts.iter().map(|one| {
        let fate = rules::at_end(one, last_day, transferred).value;
        let tone = if fate == AtEnd::GoesOn { Tone::Warning } else { Tone::Neutral };
        let share = if fate == AtEnd::GoesOn { format!("{} %", one.share_percent) } else { "—".to_owned() };
        [
            link(&one.key.path(), &one.title),
            text(&one.supplier),
            text(figures::date(lang, one.last_day())),
            tag(tone, &lang.t(fate.label_key())),
            text(share),
        ]
    });
    table.rows(rows).empty(text(lang.t("contract-none-at-end"))).render()
}
