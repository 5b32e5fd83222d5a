//! The page of one problem and the form that writes it.

use super::{named as problem_named, state_tag};
use crate::{
    categories::Category,
    changes::views::named as change_named,
    problems::{Problem, ProblemForm, State, actions::Whole, rules},
    tickets::views::state_tag as ticket_state,
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons, error_of,
            error_summary, facts, link, link_button, paragraphs, section, submit, submit_with, tag, text,
            time, with_aside,
        },
        page,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(in crate::problems) struct Typed {
    pub(in crate::problems) resolution: String,
    pub(in crate::problems) body: String,
    pub(in crate::problems) tickets: String,
    pub(in crate::problems) change: String,
}

/// The page of a problem.
pub(in crate::problems) fn show(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, problem, may_run) = (ctx.lang, &whole.problem, ctx.actor.may(Permission::DeskRun));
    let lead = html! {
        (state_tag(lang, problem.state)) " "
        (lang.with("major-reach", &[("tickets", problem.incidents), ("bodies", problem.beneficiaries)]))
    };
    let head = Head::new(format!("{} {}", problem.reference(), problem.title), lang.t("problem-one"));
    let head = head.crumbs([Crumb::new(lang.t("problem-title"), "/problems")]).lead(lead);
    let head = head.has_errors(!errors.is_empty()).actions(html! { @if may_run {
        (link_button(Emphasis::Secondary, &format!("{}/edit", problem.path()), &lang.t("change-edit")))
    } });
    let main = html! {
        @if may_run { (moving(ctx, problem, typed, errors)) }
        (written(lang, problem))
        (section("tickets", &lang.t("problem-incidents"), None, incidents(ctx, whole, typed, errors, may_run)))
        @if may_run && problem.state != State::Closed { (section("tell", &lang.t("problem-tell"), None, telling(ctx, problem, typed, errors))) }
        @if !whole.messages.is_empty() { (section("said", &lang.t("major-said"), None, html! {
            @for said in &whole.messages {
                article { p { strong { (said.author.name) } ", " (time(lang, said.at)) } (paragraphs(&said.body)) }
            }
        })) }
    };
    let aside = html! {
        (section("facts", &lang.t("change-facts"), None, sides(lang, problem)))
        (section("public", &lang.t("problem-public"), None, public(ctx, problem, errors, may_run)))
        (section("changes", &lang.t("change-title"), None, changes(ctx, whole, typed, errors, may_run)))
        (section("history", &lang.t("change-history"), None, html! { ul { @for (at, by, action) in &whole.history { li {
            (time(lang, *at)) ", " (by) ": " (lang.t(happened(action)))
        } } } }))
    };
    page(
        ctx,
        &head,
        html! { (error_summary(lang, errors)) (with_aside(&lang.t("change-facts"), main, aside)) },
    )
}

/// Where it may go now.
fn moving(ctx: &Ctx, problem: &Problem, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let button = |to: &State| {
        let (emphasis, key) = match to {
            State::New | State::Investigating => (Emphasis::Secondary, "problem-to-investigating"),
            State::KnownError => (Emphasis::Primary, "problem-to-known-error"),
            State::Resolved => (Emphasis::Secondary, "problem-to-resolved"),
            State::Closed => (Emphasis::Primary, "problem-to-closed"),
        };
        submit_with(emphasis, &lang.t(key), "state", to.as_str())
    };
    let resolves = rules::next(problem.state).contains(&State::Resolved);
    let post = PostForm::new(format!("{}/state", problem.path()), &ctx.csrf).label(lang.t("problem-next"));
    let post = post.body(html! {
        @if resolves {
            (Field::textarea(lang, "resolution", lang.t("problem-resolution")).rows(2).value(&typed.resolution)
                .hint(lang.t("problem-resolution-hint")).error(error_of(errors, "resolution")))
        }
        div id="field-state" {
            @if let Some(error) = error_of(errors, "state") { p.field-error { (error) } }
            (buttons(html! { @for to in rules::next(problem.state) { (button(to)) } }))
        }
    });
    section("next", &lang.t("problem-next"), None, html! { (post) })
}

fn written(lang: Lang, problem: &Problem) -> Markup {
    let part = |id: &str, key: &str, words: &str| {
        html! { @if !words.is_empty() { (section(id, &lang.t(key), None, html! { p.typed { (words) } })) } }
    };
    html! {
        (part("solved", "problem-resolution", &problem.resolution))
        (part("description", "problem-description", &problem.description))
        (part("cause", "problem-root-cause", &problem.root_cause))
        (part("workaround", "problem-workaround", &problem.workaround))
    }
}

fn incidents(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError], may_run: bool) -> Markup {
    let (lang, path) = (ctx.lang, whole.problem.path());
    let post = PostForm::new(format!("{path}/tickets"), &ctx.csrf).label(lang.t("major-add")).body(html! {
        (Field::text(lang, "tickets", lang.t("major-add")).value(&typed.tickets).hint(lang.t("major-tickets-hint"))
            .error(error_of(errors, "tickets")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("major-add-do"))))
    });
    html! {
        ul { @for one in &whole.incidents { li {
            (link(&one.key.path(), &format!("{} {}", one.reference, one.title))) ", " (one.beneficiary_name) " "
            (ticket_state(lang, one.state))
            @if may_run {
                @let post = PostForm::new(format!("{path}/tickets/removal"), &ctx.csrf);
                " " (post.hidden("tickets", &one.reference).body(html! { button.quiet type="submit" {
                    (lang.t("major-remove")) span.visually-hidden { " " (one.reference) }
                } }))
            }
        } } }
        @if may_run && whole.problem.state != State::Closed { (post) }
    }
}

fn telling(ctx: &Ctx, problem: &Problem, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, key) = (ctx.lang, ctx.id::<String>());
    let post = PostForm::new(format!("{}/messages", problem.path()), &ctx.csrf).label(lang.t("problem-tell"));
    let post = post.hidden("key", key).body(html! {
        (Field::textarea(lang, "body", lang.t("major-body")).rows(4).value(&typed.body).hint(lang.t("major-body-hint"))
            .error(error_of(errors, "body")).required())
        (buttons(html! {
            (submit(Emphasis::Secondary, &lang.t("major-say-do")))
            (submit_with(Emphasis::Primary, &lang.t("problem-tell-solved"), "solved", "on"))
        }))
    });
    html! { (post) }
}

fn sides(lang: Lang, problem: &Problem) -> Markup {
    let category = problem.category.as_ref().map_or("—", |(_, name)| name.as_str());
    facts([
        (lang.t("problem-opened"), html! { (problem.opened_by_name) ", " (time(lang, problem.opened_at)) }),
        (lang.t("problem-category"), text(category)),
        (
            lang.t("problem-solved-at"),
            html! { @if let Some(at) = problem.resolved_at { (time(lang, at)) } @else { "—" } },
        ),
    ])
}

/// What beneficiaries concerned read, and the switch that lets them.
fn public(ctx: &Ctx, problem: &Problem, errors: &[FieldError], may_run: bool) -> Markup {
    let lang = ctx.lang;
    let is_published = problem.published_at.is_some();
    let label = if is_published { "problem-withdraw" } else { "problem-publish" };
    let post = PostForm::new(format!("{}/publication", problem.path()), &ctx.csrf);
    let post = post.hidden("published", if is_published { "" } else { "on" }).body(html! {
        button.button type="submit" { (lang.t(label)) }
    });
    html! {
        @if is_published { p { (tag(Tone::Info, &lang.t("problem-published"))) } } @else { p { (lang.t("problem-public-lead")) } }
        @if !problem.public_title[0].is_empty() { p { strong { (problem.public_title[0]) } } }
        p.typed { (problem.public_text[0]) }
        @if may_run { div id="field-published" {
            @if let Some(error) = error_of(errors, "published") { p.field-error { (error) } }
            (buttons(html! { (post) }))
        } }
    }
}

fn changes(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError], may_run: bool) -> Markup {
    let (lang, path) = (ctx.lang, whole.problem.path());
    let post = PostForm::new(format!("{path}/changes"), &ctx.csrf).label(lang.t("problem-change-link")).body(html! {
        (Field::text(lang, "change", lang.t("change-number")).value(&typed.change).hint(lang.t("change-number-hint"))
            .width(12).error(error_of(errors, "change")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("change-link"))))
    });
    html! {
        ul { @for one in &whole.changes { li {
            (change_named(one)) " " (crate::changes::views::state_tag(lang, one.state))
            @if may_run {
                @let post = PostForm::new(format!("{path}/changes/removal"), &ctx.csrf);
                " " (post.hidden("change", one.reference()).body(html! { button.quiet type="submit" {
                    (lang.t("major-remove")) span.visually-hidden { " " (one.reference()) }
                } }))
            }
        } } }
        @if may_run { (post) }
    }
}

fn happened(action: &str) -> &'static str {
    match action {
        "problem.open" => "problem-happened-open",
        "problem.edit" => "problem-happened-edit",
        "problem.investigate" => "problem-happened-investigate",
        "problem.known_error" => "problem-happened-known-error",
        "problem.resolve" => "problem-happened-resolve",
        "problem.close" => "problem-happened-close",
        "problem.publish" => "problem-happened-publish",
        "problem.withdraw" => "problem-happened-withdraw",
        "problem.tell" => "problem-happened-tell",
        "problem.link" | "problem.link_change" => "problem-happened-link",
        "problem.unlink" | "problem.unlink_change" => "problem-happened-unlink",
        _ => "change-happened",
    }
}

/// A new problem, or one that is changed.
pub(in crate::problems) fn form_page(
    ctx: &Ctx,
    problem: Option<&Problem>,
    form: &ProblemForm,
    categories: &[Category],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let title = problem.map_or_else(
        || lang.t("problem-new"),
        |one| lang.with("change-edit-of", &[("change", one.reference())]),
    );
    let head = Head::new(title, lang.t("desk-view-desk")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("problem-title"), "/problems")]);
    let none = std::iter::once(Choice::new("", "—"));
    let categories = none.chain(categories.iter().map(|one| Choice::new(one.id.as_str(), one.path())));
    let area = |name: &str, key: &str, value: &str| {
        Field::textarea(lang, name, lang.t(key)).rows(3).value(value).error(error_of(errors, name))
    };
    let line = |name: &str, key: &str, value: &str| {
        let limit = u32::try_from(rules::TITLE).unwrap_or(u32::MAX);
        Field::text(lang, name, lang.t(key)).value(value).max_length(limit).error(error_of(errors, name))
    };
    let post = PostForm::new(problem.map_or_else(|| "/problems".to_owned(), Problem::path), &ctx.csrf);
    let post = post.hidden("version", form.version.to_string()).body(html! {
        (line("title", "problem-what", &form.title).required())
        (area("description", "problem-description", &form.description))
        (Field::select(lang, "category", lang.t("problem-category"), categories).value(&form.category)
            .hint(lang.t("problem-category-hint")).error(error_of(errors, "category")))
        @if problem.is_none() {
            (Field::text(lang, "tickets", lang.t("problem-incidents")).value(&form.tickets).hint(lang.t("major-tickets-hint"))
                .error(error_of(errors, "tickets")))
        }
        (area("root_cause", "problem-root-cause", &form.root_cause))
        (area("workaround", "problem-workaround", &form.workaround).hint(lang.t("problem-workaround-hint")))
        (section("public", &lang.t("problem-public"), None, html! {
            p { (lang.t("problem-public-lead")) }
            (line("public_title_fr", "announcement-title-fr", &form.public_title_fr))
            (area("public_text_fr", "announcement-body-fr", &form.public_text_fr))
            (line("public_title_en", "announcement-title-en", &form.public_title_en))
            (area("public_text_en", "announcement-body-en", &form.public_text_en))
        }))
        (buttons(submit(Emphasis::Primary, &lang.t("change-save"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The problems that a change solves, on its page.
pub(crate) fn of_change(lang: Lang, problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            (section("problems", &lang.t("problem-title"), None, html! {
                ul { @for one in problems { li { (problem_named(one)) " " (state_tag(lang, one.state)) } } }
            }))
        }
    }
}
