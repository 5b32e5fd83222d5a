//! How teams look: the list with its queues, the form, and what a ticket's page says of its team.

use super::{Member, Rule, Team, TeamForm, TeamId, store};
use crate::{
    categories::{self, Category},
    filters::{
        Column,
        rules::{Key, written},
    },
    tickets::{Channel, Kind, actions::Reading, listing},
};
use estate::sites::Site;
use kernel::Permission;
use maud::{Markup, Render as _, html};
use people::{Organisation, persons::Person};
use platform::{
    Ctx, Error, Result,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions, empty_state, error_of, error_summary, link, link_button, section, submit, tag, text,
        },
        page,
    },
};

/// The teams, who is in them, and how many tickets wait in each queue.
pub(super) fn list_page(ctx: &Ctx, teams: &[Team], members: &[Member], queues: &[(TeamId, i64)]) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let add = may_manage.then(|| link_button(Emphasis::Primary, "/teams/new", &lang.t("team-new")));
    let head = Head::new(lang.t("team-title"), lang.t("desk-view-desk")).lead(text(lang.t("team-lead")));
    let head = head.actions(html! { @if let Some(add) = &add { (add) } });
    let columns = ["team-name", "team-members", "team-waiting", "team-description"];
    let table = DataTable::new(lang.t("team-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(teams.iter().map(|team| {
        let own: Vec<&str> =
            members.iter().filter(|m| m.team == team.id).map(|m| m.person.name.as_str()).collect();
        let waiting = queues.iter().find(|(id, _)| *id == team.id).map_or(0, |(_, count)| *count);
        let team_is = written(Key::Of(Column::Team), &team.name, lang);
        let free = written(Key::Of(Column::Assignee), &lang.t("filter-nobody").to_lowercase(), lang);
        let queue = listing::address("/tickets", &format!("{team_is} {free}"));
        vec![
            html! {
                @if may_manage { (link(&format!("/teams/{}", team.id), &team.name)) } @else { (team.name) }
                @if team.archived_at.is_some() { " " (tag(Tone::Neutral, &lang.t("team-archived"))) }
            },
            text(own.join(", ")),
            link(&queue, &lang.with("team-waiting-count", &[("count", waiting)])),
            text(&team.description),
        ]
    }));
    let nothing = empty_state(&lang.t("team-empty"), &lang.t("team-empty-why"), add);
    let body = html! { (table.empty(nothing)) p { (link("/categories", &lang.t("category-title"))) } };
    page(ctx, &head, body)
}

/// The form of a new team.
pub(super) fn form_page(ctx: &Ctx, form: &TeamForm, workers: &[Person], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = head(ctx, lang.t("team-new")).has_errors(!errors.is_empty());
    let post = PostForm::new("/teams", &ctx.csrf).body(fields(ctx, form, workers, errors));
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

fn head(ctx: &Ctx, title: String) -> Head {
    Head::new(title, ctx.lang.t("team-view")).crumbs([Crumb::new(ctx.lang.t("team-title"), "/teams")])
}

fn fields(ctx: &Ctx, form: &TeamForm, workers: &[Person], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let people = workers.iter().map(|person| {
        Choice::new(person.id.as_str(), &person.name)
            .ticked(form.members.iter().any(|id| id == person.id.as_str()))
    });
    html! {
        (Field::text(lang, "name", lang.t("team-name")).value(&form.name).error(error_of(errors, "name")).required())
        (Field::text(lang, "description", lang.t("team-description")).value(&form.description)
            .error(error_of(errors, "description")))
        (Field::text(lang, "rank", lang.t("team-rank")).value(&form.rank).hint(lang.t("team-rank-hint"))
            .inputmode("numeric").width(4).error(error_of(errors, "rank")))
        (Field::checkboxes(lang, "members", lang.t("team-members"), people).error(error_of(errors, "members")))
        (actions(submit(Emphasis::Primary, &lang.t("team-save"))))
    }
}

/// What the rules of a team may name.
struct Places {
    bodies: Vec<Organisation>,
    sites: Vec<Site>,
    categories: Vec<Category>,
}

/// The page of a team: its form, what it takes, and how to dissolve it. `typed` is what was refused.
pub(super) async fn team_page(
    ctx: &Ctx,
    id: &TeamId,
    typed: Option<TeamForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let workers = listing::workers(ctx).await?;
    let mut tx = ctx.read().await?;
    let team = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let members = store::members(&mut tx).await?.into_iter().filter(|member| member.team == *id);
    let places = Places {
        bodies: people::organisations::store::beneficiaries(&mut tx).await?,
        sites: estate::sites::store::list(&mut tx, None).await?,
        categories: categories::store::all(&mut tx).await?,
    };
    let stored = TeamForm {
        name: team.name.clone(),
        description: team.description.clone(),
        rank: team.rank.to_string(),
        members: members.filter_map(|member| member.person.id).map(String::from).collect(),
        version: team.version,
    };
    // What was typed is shown again with the present version: sending it once more then decides.
    let form = TeamForm { version: team.version, ..typed.unwrap_or(stored) };
    let post = PostForm::new(format!("/teams/{id}"), &ctx.csrf).hidden("version", form.version.to_string());
    let post = post.body(fields(ctx, &form, &workers, errors));
    let head = head(ctx, team.name.clone()).has_errors(!errors.is_empty());
    let lang = ctx.lang;
    Ok(page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors)) (post)
            (section("takes", &lang.t("team-takes"), None, rules(ctx, &team, &places)))
            (section("end", &lang.t("team-end"), None, end(ctx, &team)))
        },
    ))
}

fn end(ctx: &Ctx, team: &Team) -> Markup {
    let (verb, label) = match team.archived_at {
        None => ("archival", "team-archive"),
        Some(_) => ("restoration", "team-restore"),
    };
    let action = format!("/teams/{}/{verb}", team.id);
    html! {
        p { (ctx.lang.t("team-end-help")) }
        (action_button(&ctx.csrf, &action, Emphasis::Secondary, &ctx.lang.t(label), None))
    }
}

fn rules(ctx: &Ctx, team: &Team, places: &Places) -> Markup {
    let (lang, path) = (ctx.lang, format!("/teams/{}/rules", team.id));
    let any = || std::iter::once(Choice::new("", lang.t("team-any")));
    let kinds = any().chain(Kind::ALL.iter().map(|k| Choice::new(k.as_str(), lang.t(k.label_key()))));
    let channels = any().chain(Channel::ALL.iter().map(|c| Choice::new(c.as_str(), lang.t(c.label_key()))));
    let bodies = any().chain(places.bodies.iter().map(|o| Choice::new(o.id.as_str(), &o.name)));
    let sites = any().chain(
        places
            .sites
            .iter()
            .map(|s| Choice::new(s.id.as_str(), format!("{}, {}", s.beneficiary_name, s.name))),
    );
    let live = places.categories.iter().filter(|c| c.archived_at.is_none());
    let categories = any().chain(live.map(|c| Choice::new(c.id.as_str(), c.path())));
    let add = PostForm::new(&path, &ctx.csrf).label(lang.t("team-rule-add")).body(html! {
        (Field::select(lang, "kind", lang.t("desk-kind"), kinds).value(""))
        (Field::select(lang, "category", lang.t("category-one"), categories).value(""))
        (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(""))
        (Field::select(lang, "site", lang.t("desk-site"), sites).value(""))
        (Field::select(lang, "channel", lang.t("desk-channel"), channels).value(""))
        (actions(submit(Emphasis::Secondary, &lang.t("team-rule-add"))))
    });
    html! {
        p { (lang.t("team-takes-help")) }
        @if team.takes.is_empty() { p { (lang.t("team-takes-nothing")) } }
        ul {
            @for (place, rule) in team.takes.iter().enumerate() {
                @let words = in_words(ctx, rule, places);
                li {
                    (words) " "
                    (PostForm::new(format!("{path}/removal"), &ctx.csrf).hidden("rule", place.to_string()).body(html! {
                        button.quiet type="submit" { (lang.t("team-rule-remove")) span.visually-hidden { " " (words) } }
                    }))
                }
            }
        }
        (add)
    }
}

fn in_words(ctx: &Ctx, rule: &Rule, places: &Places) -> String {
    let lang = ctx.lang;
    let body = |id: &String| places.bodies.iter().find(|o| o.id.as_str() == id).map(|o| o.name.clone());
    let site = |id: &String| places.sites.iter().find(|s| s.id.as_str() == id).map(|s| s.name.clone());
    let category = |id: &String| places.categories.iter().find(|c| c.id.as_str() == id).map(Category::path);
    let unknown = || lang.t("team-rule-unknown");
    let words = [
        rule.kind.map(|kind| lang.t(kind.label_key())),
        rule.category.as_ref().map(|id| category(id).unwrap_or_else(unknown)),
        rule.beneficiary.as_ref().map(|id| body(id).unwrap_or_else(unknown)),
        rule.site.as_ref().map(|id| site(id).unwrap_or_else(unknown)),
        rule.channel.map(|channel| lang.t(channel.label_key())),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if words.is_empty() { lang.t("team-rule-every") } else { words.join(" · ") }
}

/// The ticket's team, and giving it to another, for those who work on it. Both sides know the team's name.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let name = ticket.team.as_ref().map(|(_, name)| name.clone());
    if !ctx.actor.may(Permission::TicketWork) {
        return Ok(name.map(|name| section("team", &lang.t("team-one"), None, text(name))));
    }
    let teams = store::active(&mut ctx.read().await?).await?;
    let none = std::iter::once(Choice::new("none", lang.t("team-none")));
    let choices = none.chain(teams.iter().map(|team| Choice::new(team.id.as_str(), &team.name)));
    let own = ticket.team.as_ref().map_or("none", |(id, _)| id.as_str());
    let give = PostForm::new(format!("{}/team", ticket.key.path()), &ctx.csrf)
        .hidden("version", ticket.version.to_string())
        .body(html! {
            (Field::select(lang, "team", lang.t("team-one"), choices).value(own))
            (actions(submit(Emphasis::Secondary, &lang.t("team-give"))))
        });
    let body = html! {
        p { (name.unwrap_or_else(|| lang.t("team-none"))) }
        details { summary { (lang.t("team-give")) } (give.render()) }
    };
    Ok(Some(section("team", &lang.t("team-one"), None, body)))
}
