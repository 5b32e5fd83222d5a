//! How acts look: the list, an act with what was said before it.

use super::{
    AcknowledgeForm, Act, ActForm, ActKind, ActState, EndForm, InformForm, Information, InformationId, rules,
};
use kernel::{Figure, Permission};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, FieldError, Fields, Head, PostForm, Tone, actions as buttons,
            empty_state, error_summary, explained, facts, folded_form, hidden, link, link_button, pagination,
            paragraphs, section, submit, tag, text, time,
        },
        page,
    },
};

/// What was typed on the page of an act and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) inform: InformForm,
    pub(super) acknowledge: Option<(InformationId, AcknowledgeForm)>,
    pub(super) end: EndForm,
    pub(super) refused: &'static str,
    pub(super) errors: Vec<FieldError>,
}

fn state_tag(lang: Lang, act: &Act) -> Markup {
    let tone = match act.state {
        ActState::Planned => Tone::Info,
        ActState::Concluded => Tone::Good,
        ActState::Dropped => Tone::Neutral,
    };
    tag(tone, &lang.t(act.state.label_key()))
}

/// The list.
pub(super) fn list_page(ctx: &Ctx, acts: &[Act], is_later: bool, next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let new = ctx.actor.may(Permission::ActManage);
    let new = new.then(|| link_button(Emphasis::Primary, "/acts/new", &lang.t("act-new")));
    let head = Head::new(lang.t("act-title"), lang.t("act-view")).lead(text(lang.t("act-lead")));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } });
    let columns = ["act-one", "act-kind", "act-planned-on", "act-state"];
    let table = DataTable::new(lang.t("act-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(acts.iter().map(|act| {
        vec![
            html! { (link(&act.key.path(), &act.title)) p.hint { (act.beneficiary_name) } },
            text(lang.t(act.kind.label_key())),
            text(figures::date(lang, act.planned_on)),
            state_tag(lang, act),
        ]
    }));
    let nothing = empty_state(&lang.t("act-none"), &lang.t("act-none-why"), new);
    let first = is_later.then_some("/acts");
    let next = next.map(|after| format!("/acts?after={after}"));
    let body = html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("act-title"), first, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

/// The form of a new act.
pub(super) fn form_page(ctx: &Ctx, form: &ActForm, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("act-new"), lang.t("act-view"));
    let head = head.crumbs([Crumb::new(lang.t("act-title"), "/acts")]).has_errors(!errors.is_empty());
    let own = Fields::plain(lang, errors);
    let bodies = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let kinds = ActKind::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new("/acts", &ctx.csrf).hidden("key", key).body(html! {
        (own.choice("beneficiary", "act-beneficiary", bodies, &form.beneficiary).required())
        (own.word("kind", "act-kind", kinds, &form.kind).required())
        (own.line("title", "act-one", &form.title).required())
        (own.line("counterpart", "act-counterpart", &form.counterpart))
        (own.line("amount", "act-amount", &form.amount).hint(lang.t("act-amount-hint")).inputmode("decimal").width(12))
        (own.day("planned_on", "act-planned-on", &form.planned_on).required())
        (buttons(submit(Emphasis::Primary, &lang.t("act-save"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The page of an act.
pub(super) fn act_page(ctx: &Ctx, act: &Act, informations: &[Information], typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let lead = html! { (state_tag(lang, act)) " " (act.beneficiary_name) };
    let head = Head::new(act.title.clone(), lang.t("act-view"));
    let head = head.crumbs([Crumb::new(lang.t("act-title"), "/acts")]).lead(lead);
    let manages = ctx.actor.may(Permission::ActManage) && act.state == ActState::Planned;
    let body = html! {
        (error_summary(lang, &typed.errors))
        (about(lang, act, informations))
        (told(ctx, act, informations, manages, typed))
        @if manages { (end(ctx, act, typed)) }
    };
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(lang: Lang, act: &Act, informations: &[Information]) -> Markup {
    let what = lang.t("act-first-day");
    let first = match rules::first_day(informations) {
        Some(first) => explained(lang, &what, &Figure::Date(first.value), &first.explanation),
        None => text(lang.t("act-uninformed")),
    };
    let day =
        |day: Option<jiff::civil::Date>| day.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day));
    let mut pairs = vec![
        (lang.t("act-kind"), text(lang.t(act.kind.label_key()))),
        (lang.t("act-counterpart"), text(&act.counterpart)),
        (
            lang.t("act-amount"),
            text(act.amount.map_or_else(|| "—".to_owned(), |amount| figures::money(lang, amount))),
        ),
        (lang.t("act-planned-on"), text(figures::date(lang, act.planned_on))),
        (what.clone(), first),
        (lang.t("act-concluded-on"), text(day(act.concluded_on))),
    ];
    if !act.reason.is_empty() {
        pairs.push((lang.t("act-reason"), text(&act.reason)));
    }
    section("about", &lang.t("act-about"), None, facts(pairs))
}

fn told(ctx: &Ctx, act: &Act, informations: &[Information], manages: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.refused == "inform";
    let own = Fields::of(lang, "inform", is_open, &typed.errors);
    let form = &typed.inform;
    let fields = html! {
        (own.line("recipient", "act-recipient", &form.recipient).hint(lang.t("act-recipient-hint")).required())
        (own.line("means", "act-means", &form.means).hint(lang.t("act-means-hint")).required())
        (own.area("content", "act-content", &form.content).required())
        (own.day("informed_on", "act-informed-on", &form.informed_on).hint(lang.t("act-today-hint")))
    };
    let path = format!("{}/informations", act.key.path());
    let body = html! {
        p.hint { (lang.t("act-informations-lead")) }
        @if informations.is_empty() { p { (lang.t("act-uninformed")) } }
        @for one in informations { (information(ctx, act, one, typed)) }
        @if manages { (folded_form(&ctx.csrf, &path, &lang.t("act-inform"), &lang.t("act-save"), is_open, fields)) }
    };
    section("informations", &lang.t("act-informations"), None, body)
}

fn information(ctx: &Ctx, act: &Act, one: &Information, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let sent = typed.acknowledge.as_ref().filter(|(id, _)| *id == one.id);
    let remark = sent.map(|(_, form)| form.remark.clone()).unwrap_or_default();
    let own = Fields::of(lang, one.id.as_str(), sent.is_some(), &typed.errors);
    let path = format!("{}/informations/{}/acknowledgement", act.key.path(), one.id);
    let acknowledges = one.acknowledged_at.is_none() && ctx.actor.may(Permission::ActAcknowledge);
    let said = [("day", figures::date(lang, one.informed_on)), ("recipient", one.recipient.clone())];
    html! {
        article.information {
            h3 { (lang.with("act-informed", &said)) }
            (paragraphs(&one.content))
            p.hint { (one.means) " · " (one.author) ", " (time(lang, one.recorded_at)) }
            @match one.acknowledged_at.zip(one.acknowledged_by.as_ref()) {
                Some((at, by)) => {
                    p { (tag(Tone::Good, &lang.t("act-acknowledged"))) " " (by) ", " (time(lang, at)) " " (one.acknowledgement) }
                }
                None => p { (tag(Tone::Neutral, &lang.t("act-unacknowledged"))) },
            }
            @if acknowledges {
                (folded_form(&ctx.csrf, &path, &lang.t("act-acknowledge"), &lang.t("act-acknowledge"), sent.is_some(),
                    html! { (own.line("remark", "act-remark", &remark).hint(lang.t("act-remark-hint"))) }))
            }
        }
    }
}

fn end(ctx: &Ctx, act: &Act, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let own = Fields::of(lang, "end", typed.refused == "end", &typed.errors);
    let states = [ActState::Concluded, ActState::Dropped].map(|one| (one.as_str(), one.label_key()));
    let form = &typed.end;
    let fields = html! {
        (hidden("version", &act.version.to_string()))
        (own.word("state", "act-state", states, &form.state).required())
        (own.day("concluded_on", "act-concluded-on", &form.concluded_on).hint(lang.t("act-today-hint")))
        (own.line("reason", "act-reason", &form.reason).hint(lang.t("act-reason-hint")))
        (buttons(submit(Emphasis::Primary, &lang.t("act-end"))))
    };
    let post = PostForm::new(format!("{}/end", act.key.path()), &ctx.csrf).body(fields);
    section("end", &lang.t("act-end"), None, html! { (post) })
}
