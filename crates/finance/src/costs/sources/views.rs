//! How the sources of costs are drawn.

use super::{
    AllocationKey, Entry, EntryForm, EntryId, EntryKind, KeyForm, KeyId, KeyUnit, KindForm, Sources,
};
use estate::assets::kinds::{self, OwnKind};
use kernel::{Exact, Permission};
use maud::{Markup, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Fields, Head, PostForm, Tone, actions,
            empty_state, error_summary, folded_form, hidden, link, notice, section, submit, tag, text,
        },
        page,
    },
};

/// What was typed on the page, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    /// A key: a new one, or the one that is written again.
    pub(super) key: Option<(Option<KeyId>, KeyForm)>,
    /// A cost.
    pub(super) entry: Option<EntryForm>,
    /// Why a cost is taken away.
    pub(super) why: Option<(EntryId, String)>,
    /// The block of a kind.
    pub(super) kind: Option<KindForm>,
    /// What is wrong.
    pub(super) errors: Vec<FieldError>,
}

/// The sources of a year.
pub(super) fn sources_page(
    ctx: &Ctx,
    all: &Sources,
    (bodies, own): (&[Organisation], &[OwnKind]),
    typed: &Typed,
) -> Markup {
    let (lang, year) = (ctx.lang, all.year);
    let head = Head::new(lang.with("cost-sources-of", &[("year", year)]), lang.t("cost-title"))
        .crumbs([Crumb::new(lang.t("cost-title"), "/costs")])
        .lead(html! {
            p { (lang.t("cost-sources-lead")) }
            p {
                (link(&format!("/cost-sources/{}", year - 1), &(year - 1).to_string())) " · "
                (link(&format!("/cost-sources/{}", year + 1), &(year + 1).to_string()))
            }
        })
        .has_errors(!typed.errors.is_empty());
    let manages = ctx.actor.may(Permission::CostManage);
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &typed.errors))
            @if all.to_impute > 0 {
                (notice(Tone::Warning, &lang.t("cost-to-impute"), html! {
                    p { (link(&format!("/supplier-invoices?year={year}"), &lang.with("cost-to-impute-count", &[("count", all.to_impute)]))) }
                }))
            }
            (section("keys", &lang.t("cost-keys"), None, html! {
                p { (lang.t("cost-keys-lead")) }
                (keys(ctx, all, bodies, manages, typed))
                @if manages { (new_key(ctx, all, bodies, typed)) }
            }))
            (section("entries", &lang.t("cost-entries"), None, html! {
                (entries(ctx, all, manages, typed))
                @if manages { (new_entry(ctx, all, typed)) }
            }))
            (section("kinds", &lang.t("cost-kinds"), None, html! {
                p { (lang.t("cost-kinds-lead")) }
                (kinds_table(lang, all, own))
                @if manages { (put_kind(ctx, all, own, typed)) }
            }))
        },
    )
}

fn share_words(lang: Lang, key: &AllocationKey) -> String {
    let each =
        key.shares.iter().map(|share| format!("{} {}", share.name, figures::exact(lang, &share.figure)));
    each.collect::<Vec<_>>().join(", ")
}

fn keys(ctx: &Ctx, all: &Sources, bodies: &[Organisation], manages: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("cost-keys"))
        .column(lang.t("cost-key"))
        .column(lang.t("cost-key-unit"))
        .figures(lang.t("cost-key-total"))
        .column(lang.t("cost-key-shares"))
        .column(lang.t("cost-figure-source"))
        .rows(all.keys.iter().map(|key| {
            [
                html! { (key.name) @if manages { (change_key(ctx, all, key, bodies, typed)) } },
                text(lang.t(key.unit.label_key())),
                text(figures::exact(lang, &key.total)),
                text(share_words(lang, key)),
                text(&key.source),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("cost-keys-none"), &lang.t("cost-keys-none-why"), None));
    html! { (table) }
}

fn change_key(
    ctx: &Ctx,
    all: &Sources,
    key: &AllocationKey,
    bodies: &[Organisation],
    typed: &Typed,
) -> Markup {
    let lang = ctx.lang;
    let given =
        typed.key.as_ref().filter(|(id, _)| id.as_ref() == Some(&key.id)).map(|(_, form)| form.clone());
    let is_open = given.is_some();
    let form = given.unwrap_or_else(|| KeyForm {
        name: key.name.clone(),
        unit: key.unit.as_str().into(),
        total: key.total.to_string(),
        source: key.source.clone(),
        beneficiary: key.shares.iter().map(|share| share.beneficiary.to_string()).collect(),
        figure: key.shares.iter().map(|share| share.figure.to_string()).collect(),
        version: key.version,
    });
    let action = format!("/cost-sources/{}/keys/{}", all.year, key.id);
    let fields = Fields::of(lang, key.id.as_str(), is_open, &typed.errors);
    let body = html! { (hidden("version", &key.version.to_string())) (key_fields(&fields, key.id.as_str(), &form, bodies)) };
    let label = lang.with("cost-key-change", &[("name", &key.name)]);
    folded_form(&ctx.csrf, &action, &label, &lang.t("cost-save"), is_open, body)
}

fn new_key(ctx: &Ctx, all: &Sources, bodies: &[Organisation], typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let given = typed.key.as_ref().filter(|(id, _)| id.is_none()).map(|(_, form)| form.clone());
    let fields = Fields::of(lang, "new-key", given.is_some(), &typed.errors);
    let body = key_fields(&fields, "new-key", &given.clone().unwrap_or_default(), bodies);
    let action = format!("/cost-sources/{}/keys", all.year);
    folded_form(&ctx.csrf, &action, &lang.t("cost-key-add"), &lang.t("cost-save"), given.is_some(), body)
}

/// The figure of each beneficiary stands in its own field, after its identifier.
fn key_fields(fields: &Fields<'_>, of: &str, form: &KeyForm, bodies: &[Organisation]) -> Markup {
    let lang = fields.lang;
    let units = KeyUnit::ALL.iter().map(|unit| (unit.as_str(), unit.label_key()));
    let figure_of = |body: &Organisation| {
        let given = form.beneficiary.iter().zip(&form.figure).find(|(id, _)| id.as_str() == body.id.as_str());
        given.map(|(_, figure)| figure.clone()).unwrap_or_default()
    };
    html! {
        (fields.line("name", "cost-key", &form.name).required())
        (fields.word("unit", "cost-key-unit", units, &form.unit).required())
        (fields.line("total", "cost-key-total", &form.total).hint(lang.t("cost-key-total-hint")).inputmode("decimal").width(12))
        (fields.line("source", "cost-figure-source", &form.source).hint(lang.t("cost-source-hint")).required())
        @for (place, body) in bodies.iter().enumerate() {
            (hidden("beneficiary", body.id.as_str()))
            @let label = lang.with("cost-figure-of", &[("name", &body.name)]);
            @let field = fields.with("figure", Field::text(lang, "figure", label).value(figure_of(body)).inputmode("decimal").width(12));
            @if place == 0 { (field) } @else { (field.id_as(format!("field-{of}-figure-{place}"))) }
        }
    }
}

fn entries(ctx: &Ctx, all: &Sources, manages: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("cost-entries"))
        .column(lang.t("cost-source"))
        .column(lang.t("cost-label"))
        .figures(lang.t("cost-yearly"))
        .figures(lang.t("cost-percent"))
        .column(lang.t("cost-block"))
        .column(lang.t("cost-key"))
        .column(lang.t("cost-figure-source"))
        .column(lang.t("cost-act"))
        .rows(all.entries.iter().map(|one| {
            [
                text(lang.t(one.kind.label_key())),
                text(&one.label),
                text(figures::money(lang, one.amount)),
                text(figures::rate(lang, &(&one.percent / Exact::from(100)))),
                text(&one.block),
                text(&one.key_name),
                text(&one.source),
                withdrawal(ctx, all, one, manages, typed),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("cost-entries-none"), &lang.t("cost-entries-none-why"), None));
    html! { (table) }
}

fn withdrawal(ctx: &Ctx, all: &Sources, one: &Entry, manages: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    if one.withdrawn_at.is_some() {
        return html! { (tag(Tone::Neutral, &lang.t("cost-withdrawn"))) " " (one.withdrawn_why) };
    }
    if !manages {
        return text("");
    }
    let given = typed.why.as_ref().filter(|(id, _)| *id == one.id).map(|(_, why)| why.as_str());
    let fields = Fields::of(lang, one.id.as_str(), given.is_some(), &typed.errors);
    let action = format!("/cost-sources/{}/entries/{}/withdrawal", all.year, one.id);
    let label = lang.with("cost-withdraw", &[("label", &one.label)]);
    let body = html! { (fields.line("why", "supplier-why", given.unwrap_or_default()).required()) };
    folded_form(&ctx.csrf, &action, &label, &lang.t("cost-withdraw-do"), given.is_some(), body)
}

fn block_choices(all: &Sources) -> Vec<Choice> {
    all.blocks.iter().map(|(code, title)| Choice::new(code, format!("{code} – {title}"))).collect()
}

fn new_entry(ctx: &Ctx, all: &Sources, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let form = typed.entry.clone().unwrap_or_default();
    let fields = Fields::of(lang, "new-entry", typed.entry.is_some(), &typed.errors);
    let words = EntryKind::ALL.iter().map(|kind| (kind.as_str(), kind.label_key()));
    let keys = all.keys.iter().map(|key| Choice::new(key.id.as_str(), key.name.as_str()));
    let body = html! {
        (fields.word("kind", "cost-source", words, &form.kind).required())
        (fields.line("label", "cost-label", &form.label).hint(lang.t("cost-label-hint")).required())
        (fields.line("amount", "cost-yearly", &form.amount).inputmode("decimal").width(14).required())
        (fields.line("percent", "cost-percent", &form.percent).hint(lang.t("cost-percent-hint")).inputmode("decimal").width(8))
        (fields.choice("block", "cost-block", block_choices(all), &form.block).required())
        (fields.choice("key", "cost-key", keys, &form.key).required())
        (fields.line("source", "cost-figure-source", &form.source).hint(lang.t("cost-source-hint")).required())
    };
    let action = format!("/cost-sources/{}/entries", all.year);
    folded_form(
        &ctx.csrf,
        &action,
        &lang.t("cost-entry-add"),
        &lang.t("cost-save"),
        typed.entry.is_some(),
        body,
    )
}

fn kinds_table(lang: Lang, all: &Sources, own: &[OwnKind]) -> Markup {
    let names = kinds::choices(lang, own, "");
    let name = |kind: &str| {
        names.iter().find(|(word, _)| word == kind).map_or_else(|| kind.to_owned(), |(_, name)| name.clone())
    };
    let table = DataTable::new(lang.t("cost-kinds"))
        .column(lang.t("cost-kind"))
        .column(lang.t("cost-block"))
        .rows(all.kinds.iter().map(|(kind, block)| [text(name(kind)), text(block)]))
        .caption_hidden()
        .empty(empty_state(&lang.t("cost-kinds-none"), &lang.t("cost-kinds-lead"), None));
    html! { (table) }
}

fn put_kind(ctx: &Ctx, all: &Sources, own: &[OwnKind], typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let form = typed.kind.clone().unwrap_or_default();
    let fields = Fields::of(lang, "kind", typed.kind.is_some(), &typed.errors);
    let choices = kinds::choices(lang, own, "").into_iter().map(|(word, name)| Choice::new(word, name));
    let body = html! {
        (fields.choice("kind", "cost-kind", choices, &form.kind).required())
        (fields.choice("block", "cost-block", block_choices(all), &form.block).required())
        (actions(submit(Emphasis::Primary, &lang.t("cost-kind-put"))))
    };
    let action = format!("/cost-sources/{}/kinds", all.year);
    html! { (PostForm::new(action, &ctx.csrf).label(lang.t("cost-kind-put")).body(body)) }
}
