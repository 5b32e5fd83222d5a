//! The form of an asset.

use super::super::{
    Asset, AssetForm, LegalStatus, Party, Protection, State,
    kinds::{self, OwnKind},
    rules,
};
use super::crumb;
use crate::sites::Site;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, actions as buttons, error_of,
            error_summary, link_button, submit,
        },
        page,
    },
};

/// What may be chosen for an asset.
pub(in super::super) struct Places {
    pub(in super::super) body: Organisation,
    pub(in super::super) sites: Vec<Site>,
    pub(in super::super) kinds: Vec<OwnKind>,
}

/// For whom the new asset is: its sites hang on that.
pub(in super::super) fn body_page(ctx: &Ctx, bodies: &[Organisation]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("asset-new"), lang.t("asset-view")).crumbs([crumb(lang)]);
    let path = |body: &Organisation| format!("/estate/assets/new?beneficiary={}", body.id);
    let body = html! {
        p { (lang.t("asset-for-whom")) }
        ul { @for one in bodies { li { (link_button(Emphasis::Secondary, &path(one), &one.name)) } } }
    };
    page(ctx, &head, body)
}

/// The form of a new asset, or of one that exists.
pub(in super::super) fn form_page(
    ctx: &Ctx,
    asset: Option<&Asset>,
    form: &AssetForm,
    places: &Places,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let here = asset.map(|asset| Crumb::new(asset.name.clone(), asset.key.path()));
    let title = lang.t(if asset.is_some() { "asset-edit" } else { "asset-new" });
    let head = Head::new(title, lang.t("asset-view")).crumbs(std::iter::once(crumb(lang)).chain(here));
    let back = asset.map_or_else(|| "/estate/assets".to_owned(), |asset| asset.key.path());
    let action = asset.map_or_else(|| "/estate/assets".to_owned(), |_| format!("{back}/edit"));
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = match asset {
        None => post.hidden("beneficiary", &form.beneficiary).hidden("key", key),
        Some(_) => post,
    };
    let post = post.body(html! {
        p { (lang.t("asset-beneficiary")) ": " strong { (places.body.name) } }
        (what(lang, form, places, asset, errors))
        (who(lang, form, errors))
        (money(lang, form, errors))
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("asset-save")))
            (link_button(Emphasis::Secondary, &back, &lang.t("asset-cancel")))
        }))
    });
    page(ctx, &head.has_errors(!errors.is_empty()), html! { (error_summary(lang, errors)) (post) })
}

fn typed(lang: Lang, name: &str, label: &str, value: &str, errors: &[FieldError]) -> Field {
    let limit = u32::try_from(rules::NAME).unwrap_or(u32::MAX);
    Field::text(lang, name, lang.t(label)).value(value).max_length(limit).error(error_of(errors, name))
}

fn words<'a>(lang: Lang, all: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    all.map(|(word, key)| Choice::new(word, lang.t(key))).collect()
}

fn what(
    lang: Lang,
    form: &AssetForm,
    places: &Places,
    asset: Option<&Asset>,
    errors: &[FieldError],
) -> Markup {
    let kinds = kinds::choices(lang, &places.kinds, &form.kind);
    let kinds = kinds.into_iter().map(|(word, label)| Choice::new(word, label));
    let is_retired = asset.is_some_and(|asset| asset.state == State::Retired);
    let states = State::ALL.iter().filter(|state| is_retired || **state != State::Retired);
    let states = words(lang, states.map(|one| (one.as_str(), one.label_key())));
    let nowhere = std::iter::once(Choice::new("", lang.t("asset-site-none")));
    let sites = nowhere.chain(places.sites.iter().map(|site| Choice::new(site.id.as_str(), &site.name)));
    let levels = words(lang, Protection::ALL.iter().map(|one| (one.as_str(), one.label_key())));
    html! {
        fieldset {
            legend { (lang.t("asset-part-what")) }
            (Field::select(lang, "kind", lang.t("asset-kind"), kinds).value(&form.kind).error(error_of(errors, "kind")).required())
            (typed(lang, "name", "asset-name", &form.name, errors).hint(lang.t("asset-name-hint")).required())
            (Field::select(lang, "state", lang.t("asset-state"), states).value(&form.state).error(error_of(errors, "state")).required())
            (Field::select(lang, "site", lang.t("asset-site"), sites).value(&form.site).error(error_of(errors, "site")))
            (typed(lang, "maker", "asset-maker", &form.maker, errors).autocomplete("off"))
            (typed(lang, "model", "asset-model", &form.model, errors).autocomplete("off"))
            (typed(lang, "serial", "asset-serial", &form.serial, errors).autocomplete("off"))
            (Field::select(lang, "protection", lang.t("asset-protection"), levels).value(&form.protection)
                .hint(lang.t("asset-protection-hint")).error(error_of(errors, "protection")).required())
            (Field::textarea(lang, "notes", lang.t("asset-notes")).rows(3).value(&form.notes).error(error_of(errors, "notes")))
        }
    }
}

fn who(lang: Lang, form: &AssetForm, errors: &[FieldError]) -> Markup {
    let parties = || words(lang, Party::ALL.iter().map(|one| (one.as_str(), one.label_key())));
    let legal = words(lang, LegalStatus::ALL.iter().map(|one| (one.as_str(), one.label_key())));
    html! {
        fieldset {
            legend { (lang.t("asset-part-who")) }
            (Field::select(lang, "legal_status", lang.t("asset-legal"), legal).value(&form.legal_status)
                .hint(lang.t("asset-legal-hint")).error(error_of(errors, "legal_status")).required())
            (Field::select(lang, "owner", lang.t("asset-owner"), parties()).value(&form.owner).error(error_of(errors, "owner")).required())
            (Field::select(lang, "manager", lang.t("asset-manager"), parties()).value(&form.manager)
                .error(error_of(errors, "manager")).required())
            (typed(lang, "used_by", "asset-used-by", &form.used_by, errors).hint(lang.t("asset-used-by-hint")).autocomplete("off"))
            (Field::checkbox(lang, "shared", lang.t("asset-shared")).value(&form.shared).hint(lang.t("asset-shared-hint")))
        }
    }
}

fn money(lang: Lang, form: &AssetForm, errors: &[FieldError]) -> Markup {
    let day = |name: &str, label: &str, value: &str| {
        Field::date(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    html! {
        fieldset {
            legend { (lang.t("asset-part-money")) }
            (day("purchased_on", "asset-purchased-on", &form.purchased_on))
            (Field::number(lang, "cost", lang.t("asset-cost")).value(&form.cost).hint(lang.t("asset-cost-hint"))
                .error(error_of(errors, "cost")))
            (day("in_service_on", "asset-in-service-on", &form.in_service_on).hint(lang.t("asset-in-service-on-hint")))
            (Field::number(lang, "useful_life", lang.t("asset-useful-life")).value(&form.useful_life).inputmode("numeric").width(4)
                .error(error_of(errors, "useful_life")))
            (day("warranty_ends_on", "asset-warranty", &form.warranty_ends_on).hint(lang.t("asset-warranty-hint")))
        }
    }
}
