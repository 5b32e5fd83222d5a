//! An article: its text, whether it helped, and for agents all that surrounds it.

use super::super::{
    Article, ArticleKind, Stage, Verdict,
    actions::{self, Inside, Reading},
    changes, markup,
    rules::{self, Deed},
};
use super::{audience, audience_tag, crumb, standing};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Emphasis, Field, FieldError, Head, PostForm, Tone, action_button, actions as buttons,
            confirmation, error_of, error_summary, facts, link, link_button, notice, section, submit_with,
            tag, text, time, with_aside,
        },
        page,
    },
};

/// The page. `is_answered` when the reader has just said that the question is answered.
pub(in super::super) fn article_page(
    ctx: &Ctx,
    reading: &Reading,
    beside: &[Markup],
    is_answered: bool,
    errors: &[FieldError],
) -> Markup {
    let (lang, article) = (ctx.lang, &reading.article);
    let lead = html! {
        @if article.kind == ArticleKind::Procedure { (tag(Tone::Neutral, &lang.t(article.kind.label_key()))) " " }
        @if reading.inside.is_some() { (standing(lang, article)) " " (audience_tag(lang, &article.shown)) " " }
        (lang.t("knowledge-updated")) " " (time(lang, article.shown.written_at))
    };
    let head =
        Head::new(article.shown.title.clone(), lang.t("knowledge-title")).crumbs([crumb(lang)]).lead(lead);
    let may_write = actions::may_write(ctx);
    let head = head.actions(html! { @if may_write { (agents_buttons(ctx, article)) } });
    let main = html! {
        (error_summary(lang, errors))
        @if is_answered { (thanks(lang)) }
        @if let Some(inside) = &reading.inside { (pending(ctx, article, inside, errors)) }
        @for part in beside { (part) }
        article.prose { (markup::html(&article.shown.body)) }
        @if ctx.actor.side == Some(kernel::Side::Beneficiary) { (opinion(ctx, reading, errors)) }
    };
    let body = match &reading.inside {
        Some(inside) => with_aside(&lang.t("knowledge-about"), main, aside(ctx, article, inside)),
        None => main,
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

fn thanks(lang: Lang) -> Markup {
    confirmation(
        &lang.t("knowledge-answered-thanks"),
        html! { p { (lang.t("knowledge-answered-not-sent")) " " (link("/requests/new", &lang.t("knowledge-answered-undo"))) } },
    )
}

fn agents_buttons(ctx: &Ctx, article: &Article) -> Markup {
    let (lang, path) = (ctx.lang, article.path());
    html! {
        @if rules::allows(article, Deed::Write) {
            (link_button(Emphasis::Primary, &format!("{path}/text"), &lang.t("knowledge-edit")))
        }
        (link_button(Emphasis::Secondary, &format!("{path}/versions"), &lang.t("knowledge-versions")))
        @if rules::allows(article, Deed::Retire) && article.retired_at.is_none() {
            (action_button(&ctx.csrf, &format!("{path}/retirement"), Emphasis::Quiet, &lang.t("knowledge-retire"), None))
        } @else {
            (action_button(&ctx.csrf, &format!("{path}/restoration"), Emphasis::Secondary, &lang.t("knowledge-restore"), None))
        }
    }
}

fn with_version(ctx: &Ctx, article: &Article, verb: &str) -> PostForm {
    PostForm::new(format!("{}/{verb}", article.path()), &ctx.csrf)
        .hidden("version", article.version.to_string())
}

fn step(ctx: &Ctx, article: &Article, verb: &str, label: &str, emphasis: Emphasis) -> Markup {
    let button = platform::web::components::submit(emphasis, &ctx.lang.t(label));
    html! { (with_version(ctx, article, verb).body(button)) }
}

/// What waits: a draft to go on with, a version that somebody else must decide about, a day that has passed.
fn pending(ctx: &Ctx, article: &Article, inside: &Inside, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let may_write = actions::may_write(ctx);
    let is_due = rules::is_due(article, actions::today(ctx));
    html! {
        @if article.retired_at.is_none() && article.stage == Stage::Draft {
            (notice(Tone::Info, &lang.t(if article.published.is_some() { "knowledge-has-draft" } else { "knowledge-is-draft" }), html! {
                (what_changed(lang, article, inside))
                (returned(lang, article, inside))
                @if may_write { (buttons(html! {
                    (step(ctx, article, "submission", "knowledge-submit", Emphasis::Primary))
                    @if rules::allows(article, Deed::Discard) { (step(ctx, article, "discard", "knowledge-discard", Emphasis::Quiet)) }
                })) }
            }))
        }
        @if article.retired_at.is_none() && article.stage == Stage::Review {
            (notice(Tone::Warning, &lang.t("knowledge-in-review"), html! {
                (what_changed(lang, article, inside))
                @if actions::may_decide(ctx, inside) { (decision(ctx, article, errors)) }
                @else if may_write { p { (lang.t("knowledge-somebody-else")) } }
                @if may_write { (buttons(step(ctx, article, "withdrawal", "knowledge-withdraw", Emphasis::Quiet))) }
            }))
        }
        @if is_due {
            (notice(Tone::Warning, &lang.t("knowledge-is-due"), html! {
                p { (lang.t("knowledge-is-due-why")) }
                @if may_write { (buttons(step(ctx, article, "confirmation", "knowledge-confirm", Emphasis::Secondary))) }
            }))
        }
    }
}

/// The text that waits: word by word against what is read, or whole before the first publication.
fn what_changed(lang: Lang, article: &Article, inside: &Inside) -> Markup {
    html! {
        @if let Some(new) = &inside.pending {
            details {
                summary { (lang.with("knowledge-changes", &[("number", new.number)])) }
                @if !new.note.is_empty() { p { (new.note) } }
                @if new.audience != article.shown.audience { p { (lang.t("knowledge-audience")) " : " (audience(lang, new)) } }
                p { (changes::shown(&article.shown.title, &new.title)) }
                div.changes { (changes::shown(&article.shown.body, &new.body)) }
            }
        }
    }
}

/// Why it came back.
fn returned(lang: Lang, article: &Article, inside: &Inside) -> Markup {
    let last = inside.reviews.first().filter(|last| last.verdict == Verdict::Returned);
    // A remark is over once something newer was published.
    let last = last.filter(|last| article.published.is_none_or(|published| published < last.number));
    html! {
        @if let Some(last) = last {
            p { strong { (lang.with("knowledge-returned-by", &[("name", &last.reviewer.name)])) } }
            blockquote { (last.remark) }
        }
    }
}

fn decision(ctx: &Ctx, article: &Article, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let fields = html! {
        (Field::textarea(lang, "remark", lang.t("knowledge-remark")).rows(3).hint(lang.t("knowledge-remark-hint"))
            .error(error_of(errors, "remark")))
        (buttons(html! {
            (submit_with(Emphasis::Primary, &lang.t("knowledge-publish"), "verdict", Verdict::Published.as_str()))
            (submit_with(Emphasis::Secondary, &lang.t("knowledge-return"), "verdict", Verdict::Returned.as_str()))
        }))
    };
    html! { (with_version(ctx, article, "decision").label(lang.t("knowledge-decide")).body(fields)) }
}

fn opinion(ctx: &Ctx, reading: &Reading, errors: &[FieldError]) -> Markup {
    let (lang, article) = (ctx.lang, &reading.article);
    let fields = html! {
        (Field::text(lang, "remark", lang.t("knowledge-missing")).hint(lang.t("knowledge-missing-hint"))
            .max_length(500).error(error_of(errors, "remark")))
        (buttons(html! {
            (submit_with(Emphasis::Secondary, &lang.t("knowledge-helpful-yes"), "helpful", "yes"))
            (submit_with(Emphasis::Secondary, &lang.t("knowledge-helpful-no"), "helpful", "no"))
            (link_button(Emphasis::Quiet, "/requests/new", &lang.t("knowledge-ask")))
        }))
    };
    let said = reading
        .own_vote
        .map(|helpful| lang.t(if helpful { "knowledge-said-yes" } else { "knowledge-said-no" }));
    let body = html! {
        @if let Some(said) = said { p { (said) } }
        (PostForm::new(format!("{}/opinion", article.path()), &ctx.csrf).label(lang.t("knowledge-helpful")).body(fields))
    };
    section("opinion", &lang.t("knowledge-helpful"), None, body)
}

fn aside(ctx: &Ctx, article: &Article, inside: &Inside) -> Markup {
    let (lang, served) = (ctx.lang, inside.served);
    let named: Vec<&str> = inside.named.iter().map(|(_, name)| name.as_str()).collect();
    let mut about = vec![
        (lang.t("knowledge-audience"), text(audience(lang, &article.shown))),
        (lang.t("knowledge-owner"), text(&article.owner.name)),
        (
            lang.t("knowledge-category"),
            text(article.category.as_ref().map_or("—", |(_, name)| name.as_str())),
        ),
        (
            lang.t("knowledge-review-by"),
            text(article.review_by.map_or_else(|| "—".to_owned(), |by| figures::date(lang, by))),
        ),
        (lang.t("knowledge-version"), text(article.shown.number.to_string())),
        (lang.t("knowledge-written-by"), text(&article.shown.author.name)),
    ];
    if !named.is_empty() {
        about.insert(1, (lang.t("knowledge-beneficiaries"), text(named.join(", "))));
    }
    if let Some(source) = &inside.source {
        about.push((lang.t("knowledge-made-of"), link(&source.path(), &lang.t("knowledge-made-of-ticket"))));
    }
    let counts = [
        (lang.t("knowledge-reads"), text(figures::count(lang, served.reads))),
        (lang.t("knowledge-answered"), text(figures::count(lang, served.answered))),
        (lang.t("knowledge-inserted"), text(figures::count(lang, served.inserted))),
        (lang.t("knowledge-helpful-count"), text(figures::count(lang, served.helpful))),
        (lang.t("knowledge-unhelpful-count"), text(figures::count(lang, served.unhelpful))),
    ];
    html! {
        (section("about", &lang.t("knowledge-about"), None, facts(about)))
        (section("served", &lang.t("knowledge-served"), None, facts(counts)))
        @if !inside.remarks.is_empty() { (section("remarks", &lang.t("knowledge-remarks"), None, html! {
            ul.recent { @for vote in &inside.remarks { li {
                span { (vote.remark) " (" (vote.beneficiary_name) ")" } (time(lang, vote.at))
            } } }
        })) }
    }
}
