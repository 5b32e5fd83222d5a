//! The mail that tells a person of planned maintenance, in that person's language.

use super::{Notice, NoticeKind, Shown};
use platform::{
    i18n::{Lang, figures},
    mail::Letter,
};

/// The subject: what is told, and the title.
pub(crate) fn subject(lang: Lang, notice: &Notice) -> String {
    format!("{} : {}", lang.t(notice.kind.label_key()), notice.title(lang))
}

/// What happens, when and where.
pub(crate) fn letter(lang: Lang, letter: Letter, shown: &Shown) -> Letter {
    let notice = &shown.notice;
    let key = match notice.kind {
        NoticeKind::Planned => "maintenance-said-planned",
        NoticeKind::Moved => "maintenance-said-moved",
        NoticeKind::Postponed => "maintenance-said-postponed",
        NoticeKind::Cancelled => "maintenance-said-cancelled",
    };
    let args = [
        ("from", figures::instant(lang, notice.span.from())),
        ("to", figures::instant(lang, notice.span.to())),
    ];
    let letter = letter.paragraph(lang.with(key, &args));
    let letter = if shown.site_names.is_empty() {
        letter
    } else {
        let sites = shown.site_names.join(", ");
        letter.paragraph(lang.with("announcement-sites-are", &[("sites", sites)]))
    };
    letter.quote(notice.title(lang).to_owned(), notice.text(lang))
}
