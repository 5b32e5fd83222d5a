//! The forms of a meeting, of a seat and of a point of the agenda.

use super::{committee_name, crumb, side_key};
use crate::meetings::{
    Item, ItemForm, Meeting, MeetingForm, Participant, ParticipantForm, Presence, actions::Whole, rules,
};
use agreements::document::CommitteeKind;
use kernel::{Side, Zone};
use maud::{Markup, html};
use people::{Organisation, persons::Person};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, error_of, error_summary, facts, link_button, notice, paragraphs, submit,
            text,
        },
        page,
    },
};

/// A meeting as it is typed.
pub(in super::super) fn stored(meeting: &Meeting) -> MeetingForm {
    let wall = meeting.starts_at.to_zoned(Zone::Metropole.time_zone()).datetime();
    MeetingForm {
        beneficiary: meeting.key.beneficiary.to_string(),
        committee: rules::committee_word(meeting.committee).to_owned(),
        subject: meeting.subject.clone(),
        starts: wall.strftime("%Y-%m-%dT%H:%M").to_string(),
        minutes_long: meeting.minutes_long.to_string(),
        place: meeting.place.clone(),
        version: meeting.version,
        key: String::new(),
    }
}

/// The form of a new meeting, or of one that exists.
pub(in super::super) fn meeting_form(
    ctx: &Ctx,
    meeting: Option<&Meeting>,
    form: &MeetingForm,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let here = meeting.map(|one| Crumb::new(committee_name(lang, one.committee), one.key.path()));
    let title = lang.t(if meeting.is_some() { "meeting-edit" } else { "meeting-new" });
    let head = Head::new(title, lang.t("meeting-view"))
        .crumbs(std::iter::once(crumb(lang)).chain(here))
        .has_errors(!errors.is_empty());
    let back = meeting.map_or_else(|| "/committees".to_owned(), |one| one.key.path());
    let action = meeting.map_or_else(|| "/meetings".to_owned(), |_| format!("{back}/edit"));
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = if meeting.is_none() { post.hidden("key", key) } else { post };
    let post = post.body(html! {
        @if meeting.is_none() { (whose(lang, form, bodies, errors)) }
        (Field::date_time(lang, "starts", lang.t("meeting-starts")).value(&form.starts).error(error_of(errors, "starts")).required())
        (Field::number(lang, "minutes_long", lang.t("meeting-length-minutes")).width(6).value(&form.minutes_long)
            .hint(lang.t("meeting-length-hint")).error(error_of(errors, "minutes_long")))
        (Field::text(lang, "place", lang.t("meeting-place")).value(&form.place).hint(lang.t("meeting-place-hint")).error(error_of(errors, "place")))
        (Field::text(lang, "subject", lang.t("meeting-subject")).value(&form.subject).hint(lang.t("meeting-subject-hint")).error(error_of(errors, "subject")))
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("meeting-save")))
            (link_button(Emphasis::Quiet, &back, &lang.t("meeting-back")))
        }))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// With whom, and which committee: kept for good.
fn whose(lang: Lang, form: &MeetingForm, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let owners = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let kinds = [CommitteeKind::Steering, CommitteeKind::Technical, CommitteeKind::Operational];
    let kinds = kinds.map(|kind| Choice::new(rules::committee_word(kind), committee_name(lang, kind)));
    html! {
        (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners).value(&form.beneficiary).error(error_of(errors, "beneficiary")).required())
        (Field::select(lang, "committee", lang.t("meeting-committee"), kinds).value(&form.committee).error(error_of(errors, "committee")).required())
    }
}

/// A seat as it is typed.
pub(in super::super) fn stored_participant(seat: &Participant) -> ParticipantForm {
    ParticipantForm {
        side: rules::side_word(seat.side).to_owned(),
        function: seat.function.clone(),
        person: seat.person.as_ref().map(ToString::to_string).unwrap_or_default(),
        name: seat.name.clone(),
        presence: seat.presence.as_str().to_owned(),
    }
}

/// The fields of a seat; `people` when they are known, and the side for a new one.
pub(super) fn participant_fields(
    lang: Lang,
    form: &ParticipantForm,
    people: Option<&[Person]>,
    errors: &[FieldError],
    is_new: bool,
) -> Markup {
    let sides = [Side::Provider, Side::Beneficiary]
        .map(|side| Choice::new(rules::side_word(side), lang.t(side_key(side))));
    let nobody = std::iter::once(Choice::new("", lang.t("meeting-nobody")));
    let presences = Presence::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    html! {
        @if is_new { (Field::select(lang, "side", lang.t("meeting-side"), sides).value(&form.side).error(error_of(errors, "side")).required()) }
        (Field::text(lang, "function", lang.t("meeting-function")).value(&form.function).error(error_of(errors, "function")).required())
        @if let Some(people) = people {
            @let people = nobody.chain(people.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
            (Field::select(lang, "person", lang.t("meeting-person"), people).value(&form.person)
                .hint(lang.t("meeting-person-hint")).error(error_of(errors, "person")))
        }
        (Field::text(lang, "name", lang.t("meeting-name")).value(&form.name).hint(lang.t("meeting-name-hint")).error(error_of(errors, "name")))
        @if !is_new {
            (Field::radios(lang, "presence", lang.t("meeting-presence"), presences).value(&form.presence).error(error_of(errors, "presence")))
        }
    }
}

/// The page of a seat: who sits there, and whether he or she came.
pub(in super::super) fn participant_page(
    ctx: &Ctx,
    meeting: &Meeting,
    seat: &Participant,
    form: &ParticipantForm,
    people: &[Person],
    errors: &[FieldError],
) -> Markup {
    let (lang, base) = (ctx.lang, meeting.key.path());
    let head = part_head(lang, meeting, &seat.function, errors);
    let path = format!("{base}/participants/{}", seat.id);
    let post = PostForm::new(&path, &ctx.csrf).body(html! {
        (participant_fields(lang, form, Some(people), errors, false))
        (ends(lang, &base))
    });
    let removal = format!("{path}/removal");
    let remove = action_button(
        &ctx.csrf,
        &removal,
        Emphasis::Danger,
        &lang.t("meeting-seat-remove"),
        Some(&seat.function),
    );
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) (remove) })
}

/// A point of the agenda as it is typed.
pub(in super::super) fn stored_item(item: &Item) -> ItemForm {
    ItemForm {
        title: item.title.clone(),
        detail: item.detail.clone(),
        place: String::new(),
        minutes: item.minutes.clone(),
        version: item.version,
    }
}

/// The fields of a new point.
pub(super) fn item_fields(lang: Lang, form: &ItemForm, errors: &[FieldError]) -> Markup {
    html! {
        (Field::text(lang, "title", lang.t("agenda-point")).value(&form.title).error(error_of(errors, "title")).required())
        (Field::textarea(lang, "detail", lang.t("agenda-detail")).rows(3).value(&form.detail).error(error_of(errors, "detail")))
    }
}

/// The page of a point: its words, its place, and what the minutes say of it. `is_older`: somebody else changed it since it was
/// read, and what he or she left stands above.
pub(in super::super) fn item_page(
    ctx: &Ctx,
    all: &Whole,
    item: &Item,
    (form, is_older): (&ItemForm, bool),
    errors: &[FieldError],
) -> Markup {
    let (lang, base) = (ctx.lang, all.meeting.key.path());
    let head = part_head(lang, &all.meeting, &item.title, errors);
    let path = format!("{base}/agenda/{}", item.id);
    let places = std::iter::once(Choice::new("", lang.t("agenda-place-kept")));
    let places =
        places.chain((1..=all.items.len()).map(|place| Choice::new(place.to_string(), place.to_string())));
    let post = PostForm::new(&path, &ctx.csrf).hidden("version", form.version.to_string()).body(html! {
        (item_fields(lang, form, errors))
        (Field::textarea(lang, "minutes", lang.t("minutes-said")).rows(8).value(&form.minutes).error(error_of(errors, "minutes")))
        (Field::select(lang, "place", lang.t("agenda-place"), places).value(&form.place).error(error_of(errors, "place")))
        (ends(lang, &base))
    });
    let removal = format!("{path}/removal");
    let remove =
        action_button(&ctx.csrf, &removal, Emphasis::Danger, &lang.t("agenda-remove"), Some(&item.title));
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            @if is_older { (notice(Tone::Warning, &lang.t("minutes-written-meanwhile"), there(lang, item))) }
            (post)
            (remove)
        },
    )
}

/// A point as somebody else left it.
fn there(lang: Lang, item: &Item) -> Markup {
    facts([
        (lang.t("agenda-point"), text(&item.title)),
        (lang.t("agenda-detail"), paragraphs(&item.detail)),
        (lang.t("minutes-said"), paragraphs(&item.minutes)),
    ])
}

fn part_head(lang: Lang, meeting: &Meeting, title: &str, errors: &[FieldError]) -> Head {
    let here = Crumb::new(committee_name(lang, meeting.committee), meeting.key.path());
    Head::new(title, lang.t("meeting-view")).crumbs([crumb(lang), here]).has_errors(!errors.is_empty())
}

fn ends(lang: Lang, back: &str) -> Markup {
    buttons(html! {
        (submit(Emphasis::Primary, &lang.t("meeting-save")))
        (link_button(Emphasis::Quiet, back, &lang.t("meeting-back")))
    })
}
