//! How knowledge looks: the list, an article, its form, its versions, and what other features show of it.

mod article;
mod form;
mod list;
mod proposals;
mod versions;

pub(super) use article::article_page;
pub(super) use form::{Choices, form_page, stored};
pub(super) use list::list_page;
pub(super) use proposals::suggestions_page;
pub(crate) use proposals::{in_answer, panel, place};
pub(super) use versions::{version_page, versions_page};

use super::{Article, Audience, Stage, Version};
use maud::Markup;
use platform::{
    i18n::Lang,
    web::components::{Crumb, Tone, tag},
};

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("knowledge-title"), "/knowledge")
}

/// Where an article stands, for agents.
fn standing(lang: Lang, article: &Article) -> Markup {
    if article.retired_at.is_some() {
        return tag(Tone::Neutral, &lang.t("knowledge-retired"));
    }
    let tone = match article.stage {
        Stage::Draft => Tone::Neutral,
        Stage::Review => Tone::Warning,
        Stage::Published => Tone::Good,
    };
    tag(tone, &lang.t(article.stage.label_key()))
}

/// Who reads a version, in words.
fn audience(lang: Lang, version: &Version) -> String {
    lang.t(version.audience.label_key())
}

/// An audience that must be seen: what stays inside.
fn audience_tag(lang: Lang, version: &Version) -> Markup {
    let tone = if version.audience == Audience::Internal { Tone::Warning } else { Tone::Info };
    tag(tone, &audience(lang, version))
}
