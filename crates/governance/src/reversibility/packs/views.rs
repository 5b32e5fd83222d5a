//! How packs look on the page of a beneficiary.

use super::{Pack, PackState};
use kernel::id::BeneficiaryId;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::components::{
        Emphasis, PostForm, Tone, action_button, actions as buttons, copyable, facts, link_button, notice,
        progress, submit, tag, text,
    },
};

/// The packs, and the button that asks for one.
pub(in crate::reversibility) fn packs(ctx: &Ctx, beneficiary: &BeneficiaryId, all: &[Pack]) -> Markup {
    let lang = ctx.lang;
    let is_under_way = all.iter().any(|pack| pack.state.is_under_way());
    let post = PostForm::new(format!("/reversibility/{beneficiary}/packs"), &ctx.csrf);
    html! {
        p { (lang.t("pack-lead")) }
        @if all.is_empty() { p { (lang.t("pack-none")) } }
        @for pack in all { (one(ctx, pack)) }
        @if !is_under_way {
            (post.label(lang.t("pack-ask")).body(html! {
                p { (lang.t("pack-ask-lead")) }
                (buttons(submit(Emphasis::Primary, &lang.t("pack-ask"))))
            }))
        }
    }
}

fn one(ctx: &Ctx, pack: &Pack) -> Markup {
    let lang = ctx.lang;
    html! {
        h3 { (lang.with("pack-of", &[("at", &figures::instant(lang, pack.asked_at))])) " " (state_tag(lang, pack)) }
        @if pack.state.is_under_way() { (under_way(ctx, pack)) }
        @if let Some(trouble) = &pack.trouble { (notice(Tone::Bad, &lang.t("pack-state-failed"), html! { p { (lang.text(trouble)) } })) }
        (facts(told(ctx, pack)))
        @if fetchable(ctx, pack) {
            (buttons(link_button(Emphasis::Primary, &format!("{}/file.zip", pack.key.path()), &lang.t("pack-download"))))
        }
    }
}

fn state_tag(lang: Lang, pack: &Pack) -> Markup {
    let tone = match pack.state {
        PackState::Waiting | PackState::Making => Tone::Info,
        PackState::Ready => Tone::Good,
        PackState::Failed => Tone::Bad,
        PackState::Cancelled | PackState::Expired => Tone::Neutral,
    };
    tag(tone, &lang.t(pack.state.label_key()))
}

fn under_way(ctx: &Ctx, pack: &Pack) -> Markup {
    let lang = ctx.lang;
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    let words = [("done", figures::count(lang, pack.done)), ("total", figures::count(lang, pack.total))];
    let again = format!("/reversibility/{}", pack.key.beneficiary);
    html! {
        (progress(&lang.t("pack-progress"), count(pack.done), count(pack.total), &lang.with("pack-progress-words", &words)))
        (buttons(html! {
            (link_button(Emphasis::Secondary, &again, &lang.t("pack-look-again")))
            (action_button(&ctx.csrf, &format!("{}/cancellation", pack.key.path()), Emphasis::Quiet, &lang.t("pack-cancel"), None))
        }))
    }
}

fn fetchable(ctx: &Ctx, pack: &Pack) -> bool {
    pack.state == PackState::Ready && pack.expires_at.is_some_and(|at| ctx.now() < at)
}

fn told(ctx: &Ctx, pack: &Pack) -> Vec<(String, Markup)> {
    let lang = ctx.lang;
    let mut pairs = vec![(lang.t("pack-asked-by"), text(&pack.asked_by_name))];
    if let Some(manifest) = &pack.manifest {
        pairs.push((lang.t("pack-digest"), copyable(lang, manifest.as_str())));
    }
    let counts = [
        ("pack-rows", pack.row_count),
        ("pack-files", pack.file_count),
        ("pack-missing", pack.missing_count.filter(|count| *count > 0)),
    ];
    for (key, count) in counts {
        pairs.extend(count.map(|count| (lang.t(key), text(figures::count(lang, count)))));
    }
    if let Some(size) = pack.size {
        let bytes = u64::try_from(size).unwrap_or(0);
        pairs.push((lang.t("pack-size"), text(figures::file_size(lang, bytes))));
    }
    if fetchable(ctx, pack) {
        let until = pack.expires_at.map(|at| figures::instant(lang, at)).unwrap_or_default();
        pairs.push((lang.t("pack-until"), text(until)));
    }
    pairs
}
