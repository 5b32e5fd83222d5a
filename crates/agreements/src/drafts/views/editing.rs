//! The forms that change the text of a draft.

use super::super::{Draft, SourceForm, ValuesBody, actions::Whole};
use crate::{
    document::{Leaf, LeafKind, leaves, parts, value_label},
    joining::{self, VariablesForm},
};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Fields, Head, PostForm, actions as buttons,
            error_summary, submit,
        },
        page,
    },
};

/// Texts from this many characters on are typed on several lines.
const LONG: usize = 80;

fn head(ctx: &Ctx, one: &Draft, title: String, errors: &[FieldError]) -> Head {
    let crumbs = [
        Crumb::new(ctx.lang.t("draft-list"), "/agreement-drafts"),
        Crumb::new(one.title.clone(), one.key.path()),
    ];
    Head::new(title, ctx.lang.t("draft-view")).crumbs(crumbs).has_errors(!errors.is_empty())
}

/// The form of variables of a body that joins.
pub(in super::super) fn variables_page(
    ctx: &Ctx,
    one: &Draft,
    form: &VariablesForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let own = Fields::plain(lang, errors);
    let offers = joining::rules::offers().into_iter().map(|(code, name)| {
        let is_chosen = form.offers.contains(&code);
        Choice::new(code, name).ticked(is_chosen)
    });
    let path = format!("{}/variables", one.key.path());
    let post = PostForm::new(path, &ctx.csrf).hidden("version", one.version.to_string()).body(html! {
        p { (lang.t("draft-variables-lead")) }
        (own.line("designation", "draft-designation", &form.designation).hint(lang.t("draft-designation-hint")))
        (own.line("represented_by", "draft-represented-by", &form.represented_by).hint(lang.t("draft-represented-hint")))
        (own.line("voted_by", "draft-voted-by", &form.voted_by).hint(lang.t("draft-voted-by-hint")))
        (own.line("reference", "draft-reference", &form.reference).hint(lang.t("draft-reference-hint")))
        (own.line("siren", "draft-siren", &form.siren).inputmode("numeric").width(12))
        (own.line("siret", "draft-siret", &form.siret).inputmode("numeric").width(16))
        (own.day("start", "draft-start", &form.start))
        (own.line("years", "draft-years", &form.years).inputmode("numeric").width(4))
        (own.line("signature_year", "draft-signature-year", &form.signature_year).hint(lang.t("draft-signature-year-hint")).inputmode("numeric").width(6))
        (own.line("price", "draft-price", &form.price).hint(lang.t("draft-price-hint")).inputmode("decimal").width(12))
        (own.line("agents", "draft-agents", &form.agents).hint(lang.t("draft-agents-hint")).inputmode("numeric").width(8))
        (own.area("sites", "draft-sites", &form.sites).hint(lang.t("draft-sites-hint")))
        (own.with("offers", Field::checkboxes(lang, "offers", lang.t("draft-offers"), offers)).hint(lang.t("draft-offers-hint")))
        (buttons(submit(Emphasis::Primary, &lang.t("draft-save"))))
    });
    page(
        ctx,
        &head(ctx, one, lang.t("draft-variables"), errors),
        html! { (error_summary(lang, errors)) (post) },
    )
}

/// One part of the text as a form; nothing when there is no such part, or the text cannot be read.
pub(in super::super) fn values_page(
    ctx: &Ctx,
    whole: &Whole,
    body: &ValuesBody,
    errors: &[FieldError],
) -> Option<Markup> {
    let (lang, one) = (ctx.lang, &whole.draft);
    let document = whole.report.document.as_ref()?;
    let mut all = parts(document).into_iter();
    let part = if body.part.is_empty() { all.next() } else { all.find(|part| part.path == body.part) }?;
    let section = lang.text(&part.section);
    let title = if part.item.is_empty() { section } else { format!("{section} · {}", part.item) };
    let own = Fields::plain(lang, errors);
    let post = PostForm::new(format!("{}/values", one.key.path()), &ctx.csrf);
    let post =
        post.hidden("version", one.version.to_string()).hidden("part", part.path.clone()).body(html! {
            p { (lang.t("draft-values-lead")) }
            @for leaf in leaves(document, &part.path) { (field(&own, &leaf, body)) }
            (buttons(submit(Emphasis::Primary, &lang.t("draft-save"))))
        });
    Some(page(ctx, &head(ctx, one, title, errors), html! { (error_summary(lang, errors)) (post) }))
}

fn field(own: &Fields<'_>, leaf: &Leaf, body: &ValuesBody) -> Field {
    let lang = own.lang;
    let value = body.values.get(&leaf.path).unwrap_or(&leaf.value);
    let words: Vec<String> = leaf.within.iter().chain([&leaf.label]).map(|text| lang.text(text)).collect();
    let (name, label) = (leaf.path.as_str(), words.join(" · "));
    let field = match &leaf.kind {
        LeafKind::Word(words) => choices(lang, name, label, words.iter().copied(), leaf.is_required),
        LeafKind::Boolean => choices(lang, name, label, ["true", "false"].into_iter(), leaf.is_required),
        LeafKind::Date => Field::date(lang, name, label),
        LeafKind::Text if leaf.value.chars().count() > LONG => Field::textarea(lang, name, label).rows(3),
        LeafKind::Euros | LeafKind::Decimal => Field::text(lang, name, label).inputmode("decimal").width(14),
        LeafKind::Integer => Field::text(lang, name, label).inputmode("numeric").width(8),
        LeafKind::Text | LeafKind::YearMonth | LeafKind::ClockTime => Field::text(lang, name, label),
    };
    own.with(name, field.value(value))
}

fn choices(
    lang: Lang,
    name: &str,
    label: String,
    words: impl Iterator<Item = &'static str>,
    is_required: bool,
) -> Field {
    let none = (!is_required).then(|| Choice::new("", "—"));
    let known = words.map(|word| Choice::new(word, lang.text(&value_label(word))));
    Field::select(lang, name, label, none.into_iter().chain(known))
}

/// The whole file.
pub(in super::super) fn source_page(
    ctx: &Ctx,
    one: &Draft,
    form: &SourceForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let own = Fields::plain(lang, errors);
    let post = PostForm::new(format!("{}/source", one.key.path()), &ctx.csrf).upload();
    let post = post.hidden("version", one.version.to_string()).body(html! {
        (own.with("file", Field::file(lang, "file", lang.t("versions-file")).accept(".toml,text/plain")))
        (own.with("source", Field::textarea(lang, "source", lang.t("versions-source")).rows(24).value(&form.source)))
        (buttons(submit(Emphasis::Primary, &lang.t("draft-save"))))
    });
    page(ctx, &head(ctx, one, lang.t("draft-source"), errors), html! { (error_summary(lang, errors)) (post) })
}
