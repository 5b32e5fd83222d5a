//! Decisions about articles: what may happen to one, what is typed well, when it is read again, which ones answer a
//! question best. Pure.

use super::{Article, ArticleForm, Audience, Author, Stage};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Text, id::PersonId};
use platform::Problems;

/// Longest title in characters.
pub const TITLE: usize = 160;
/// Longest text in characters.
pub const BODY: usize = 40_000;
/// Longest note, remark or reason in characters.
pub const NOTE: usize = 500;
/// Most versions of one article.
pub const VERSIONS: i64 = 500;
/// Months after which an article is read again, when nobody says otherwise.
pub const MONTHS: i64 = 12;

/// What may be done to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Writing a new version.
    Write,
    /// Asking somebody to read what was written.
    Submit,
    /// Going on writing after all.
    Withdraw,
    /// Publishing it or sending it back.
    Decide,
    /// Giving up what was written since the last publication.
    Discard,
    /// Saying that it is still right.
    Confirm,
    /// Taking it away from its readers.
    Retire,
    /// Giving it back to them.
    Restore,
}

/// Whether a deed is possible where the article stands.
pub fn allows(article: &Article, deed: Deed) -> bool {
    let (is_retired, has_published) = (article.retired_at.is_some(), article.published.is_some());
    match deed {
        Deed::Write | Deed::Retire => !is_retired,
        Deed::Submit => !is_retired && article.stage == Stage::Draft,
        Deed::Withdraw | Deed::Decide => !is_retired && article.stage == Stage::Review,
        Deed::Discard => !is_retired && has_published && article.stage != Stage::Published,
        Deed::Confirm => !is_retired && has_published,
        Deed::Restore => is_retired,
    }
}

/// Whether somebody may decide about versions written by `authors`: four eyes, never one's own words.
pub fn may_decide(reviewer: Option<&PersonId>, authors: &[Author]) -> bool {
    reviewer.is_some_and(|reviewer| authors.iter().all(|author| author.id.as_ref() != Some(reviewer)))
}

/// The last day before an article published on a day is read again.
pub fn next_review(published: Date) -> Option<Date> {
    published.checked_add(MONTHS.months()).ok()
}

/// Whether an article that is read should have been read again before a day.
pub fn is_due(article: &Article, today: Date) -> bool {
    article.is_read() && article.review_by.is_some_and(|by| by < today)
}

/// What a form states well.
pub struct Stated {
    /// Who reads it.
    pub audience: Audience,
    /// When it is read again.
    pub review_by: Option<Date>,
}

/// Reads a form; every mistake is named with its field.
pub fn stated(form: &ArticleForm) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    let limits = [("title", &form.title, TITLE), ("body", &form.body, BODY), ("note", &form.note, NOTE)];
    for (field, text, limit) in limits {
        if text.chars().count() > limit {
            problems.add(field, Text::new("desk-error-too-long").with("limit", limit));
        }
    }
    if form.title.trim().is_empty() {
        problems.add("title", Text::new("knowledge-error-title"));
    }
    if form.body.trim().is_empty() {
        problems.add("body", Text::new("knowledge-error-body"));
    }
    let audience = Audience::parse(&form.audience);
    if audience.is_none() {
        problems.add("audience", Text::new("knowledge-error-audience"));
    }
    if audience == Some(Audience::Named) && form.beneficiaries.is_empty() {
        problems.add("beneficiaries", Text::new("knowledge-error-nobody"));
    }
    let review_by = match form.review_by.trim() {
        "" => None,
        text => {
            let day = text.parse::<Date>().ok();
            if day.is_none() {
                problems.add("review_by", Text::new("knowledge-error-day"));
            }
            day
        }
    };
    match audience {
        Some(audience) if problems.0.is_empty() => Ok(Stated { audience, review_by }),
        _ => Err(problems),
    }
}

/// How well an article answers: how many of the terms asked for stand in its title, and in its text. A term of the title
/// says more than any number in the text.
pub fn weight(in_title: usize, in_body: usize, asked: usize) -> usize {
    if asked == 0 { 0 } else { (in_title * 3 + in_body) * 100 / (asked * 4) }
}

/// Least weight of an article that is proposed.
pub const PROPOSED: usize = 25;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{ArticleKind, Version};
    use jiff::{Timestamp, civil::date};

    fn article(stage: Stage, published: Option<i64>, is_retired: bool) -> Article {
        let author = Author { id: Some("a".into()), name: "A".into() };
        Article {
            id: "1".into(),
            kind: ArticleKind::Article,
            category: None,
            owner: author.clone(),
            published,
            latest: 2,
            stage,
            review_by: Some(date(2026, 3, 1)),
            retired_at: is_retired.then_some(Timestamp::UNIX_EPOCH),
            updated_at: Timestamp::UNIX_EPOCH,
            version: 1,
            shown: Version {
                number: 1,
                title: "T".into(),
                body: "B".into(),
                audience: Audience::Internal,
                note: String::new(),
                author,
                written_at: Timestamp::UNIX_EPOCH,
            },
            title_folded: "t".into(),
        }
    }

    #[test]
    fn what_may_happen_follows_from_where_an_article_stands() {
        use Deed::{Confirm, Decide, Discard, Restore, Retire, Submit, Withdraw, Write};
        let all = [Write, Submit, Withdraw, Decide, Discard, Confirm, Retire, Restore];
        let cases = [
            (Stage::Draft, None, false, vec![Write, Submit, Retire]),
            (Stage::Draft, Some(1), false, vec![Write, Submit, Discard, Confirm, Retire]),
            (Stage::Review, None, false, vec![Write, Withdraw, Decide, Retire]),
            (Stage::Review, Some(1), false, vec![Write, Withdraw, Decide, Discard, Confirm, Retire]),
            (Stage::Published, Some(2), false, vec![Write, Confirm, Retire]),
            (Stage::Published, Some(2), true, vec![Restore]),
            (Stage::Draft, None, true, vec![Restore]),
        ];
        for (stage, published, is_retired, expected) in cases {
            let article = article(stage, published, is_retired);
            let possible: Vec<Deed> = all.into_iter().filter(|deed| allows(&article, *deed)).collect();
            assert_eq!(possible, expected, "{stage:?} {published:?} {is_retired}");
        }
    }

    #[test]
    fn nobody_publishes_own_words() {
        let author = |id: &str| Author { id: Some(id.into()), name: String::new() };
        let nobody = Author { id: None, name: String::new() };
        assert!(may_decide(Some(&"b".into()), &[author("a"), nobody.clone()]));
        assert!(!may_decide(Some(&"b".into()), &[author("a"), author("b")]));
        assert!(!may_decide(None, &[author("a")]), "a program decides nothing");
    }

    #[test]
    fn what_is_read_is_due_the_day_after_its_last_day() {
        let read = article(Stage::Published, Some(2), false);
        assert!(!is_due(&read, date(2026, 3, 1)) && is_due(&read, date(2026, 3, 2)));
        assert!(!is_due(&article(Stage::Draft, None, false), date(2027, 1, 1)), "nobody reads a draft");
        assert!(!is_due(&article(Stage::Published, Some(2), true), date(2027, 1, 1)));
        assert_eq!(next_review(date(2024, 2, 29)), Some(date(2025, 2, 28)));
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        let good = ArticleForm {
            title: "Imprimer".into(),
            body: "Allumez.".into(),
            audience: "everybody".into(),
            ..ArticleForm::default()
        };
        let wrong = |form: ArticleForm| -> Vec<String> {
            let problems = stated(&form).err().unwrap_or_default();
            problems.0.into_iter().map(|problem| problem.field).collect()
        };
        assert!(wrong(good.clone()).is_empty());
        assert_eq!(wrong(ArticleForm { title: " ".into(), ..good.clone() }), ["title"]);
        assert_eq!(wrong(ArticleForm { body: "x".repeat(BODY + 1), ..good.clone() }), ["body"]);
        assert_eq!(wrong(ArticleForm { audience: "monde".into(), ..good.clone() }), ["audience"]);
        assert_eq!(wrong(ArticleForm { audience: "named".into(), ..good.clone() }), ["beneficiaries"]);
        assert_eq!(wrong(ArticleForm { review_by: "demain".into(), ..good }), ["review_by"]);
    }

    #[test]
    fn a_title_weighs_more_than_a_text() {
        assert!(weight(1, 1, 2) > weight(0, 2, 2));
        assert_eq!((weight(2, 2, 2), weight(0, 0, 3), weight(0, 0, 0)), (100, 0, 0));
        assert!(weight(0, 1, 2) < PROPOSED, "one word of two in the text is chance");
    }
}
