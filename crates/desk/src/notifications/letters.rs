//! The words of notifications, on screen and in mails.

use super::{EventKind, Notification, Told, rules};
use crate::{
    approvals::{Waiting, token, views::said as in_words},
    changes::Change,
    mail_token::REPLY_LINE,
    maintenance::{self, Shown},
    outbox::MailKind,
    satisfaction,
    tickets::{Message, MessageId, State, Ticket, actions::Reading},
};
use estate::outages::Outage;
use people::Person;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    mail::Letter,
};

/// A notification with the ticket as its reader sees it.
pub(super) struct Matter {
    pub(super) notification: Notification,
    pub(super) reading: Option<Reading>,
    /// What waits for the reader's approval.
    pub(super) waiting: Option<Waiting>,
    /// The notice of maintenance.
    pub(super) maintenance: Option<Shown>,
    /// The change.
    pub(super) change: Option<Change>,
    /// The outage.
    pub(super) outage: Option<Outage>,
}

impl Matter {
    fn ticket(&self) -> Option<&Ticket> {
        self.reading.as_ref().map(|reading| &reading.thread.ticket)
    }

    /// The message said, when the reader may see it.
    fn message(&self) -> Option<&Message> {
        said(&self.notification, self.reading.as_ref())
    }
}

fn said<'a>(one: &Notification, reading: Option<&'a Reading>) -> Option<&'a Message> {
    let id = one.message.as_ref()?;
    reading?.thread.messages.iter().find(|message| message.id == *id)
}

/// Whether there is something to tell: a ticket that its reader sees, a message that its reader sees.
pub(super) fn is_tellable(one: &Notification, reading: Option<&Reading>) -> bool {
    match (one.event, &one.ticket, &one.message) {
        (EventKind::Approval, ..) | (_, None, _) => true,
        (EventKind::Answered | EventKind::Noted, Some(_), Some(_)) => said(one, reading).is_some(),
        _ => reading.is_some(),
    }
}

/// The kind of mail an event gives.
pub(super) fn kind(event: EventKind) -> MailKind {
    match event {
        EventKind::Opened => MailKind::Acknowledgement,
        EventKind::Waiting => MailKind::Reminder,
        EventKind::Approval => MailKind::Approval,
        _ => MailKind::Notification,
    }
}

/// A deadline is named by its obligation and its day, a month by the code of its beneficiary and itself: what comes first, the
/// day and the month.
fn named(lang: Lang, one: &Notification) -> (String, String, String) {
    let which = one.message.as_ref().map(MessageId::as_str).unwrap_or_default();
    let (first, last) = which.rsplit_once('/').unwrap_or_default();
    let day = last.parse().map_or_else(|_| last.to_owned(), |day| figures::date(lang, day));
    let month = format!("{last}-01").parse().map_or_else(|_| String::new(), |day| figures::month(lang, day));
    (first.to_owned(), day, month)
}

/// What happened, in one sentence.
fn sentence(lang: Lang, one: &Notification, ticket: Option<&Ticket>) -> String {
    let (reference, title) = ticket.map_or(("", ""), |t| (t.reference.as_str(), t.title.as_str()));
    let actor = if one.actor_name.is_empty() { "Socle" } else { one.actor_name.as_str() };
    let state = ticket.map(|t| lang.t(t.state.label_key())).unwrap_or_default();
    let (obligation, day, month) = named(lang, one);
    let args = [
        ("reference", reference),
        ("title", title),
        ("actor", actor),
        ("state", state.as_str()),
        ("obligation", obligation.as_str()),
        ("day", day.as_str()),
        ("month", month.as_str()),
    ];
    lang.with(said_key(one.event, &obligation), &args)
}

/// Key of the sentence; a deadline is told by what is due.
fn said_key(event: EventKind, obligation: &str) -> &'static str {
    match event {
        EventKind::Opened => "notify-said-opened",
        EventKind::Answered => "notify-said-answered",
        EventKind::Moved => "notify-said-moved",
        EventKind::Waiting => "notify-said-waiting",
        EventKind::Approval => "notify-said-approval",
        EventKind::Accepted => "notify-said-accepted",
        EventKind::VisitPlanned => "notify-said-visit-planned",
        EventKind::VisitCancelled => "notify-said-visit-cancelled",
        EventKind::Assigned => "notify-said-assigned",
        EventKind::Noted => "notify-said-noted",
        EventKind::DueSoon => "notify-said-due-soon",
        EventKind::Reminder => "notify-said-reminder",
        EventKind::Breached | EventKind::AnyBreached => "notify-said-breached",
        EventKind::AnyOpened => "notify-said-any-opened",
        EventKind::Maintenance => "notify-said-maintenance",
        EventKind::Change => "notify-said-change",
        EventKind::Outage => "notify-said-outage",
        EventKind::Quarantine => "notify-said-quarantine",
        EventKind::ArticleDue => "notify-said-article-due",
        EventKind::ArticleReview => "notify-said-article-review",
        EventKind::Application => "notify-said-application",
        EventKind::WebhookStopped => "notify-said-webhook-stopped",
        EventKind::Deadline if obligation == "term" => "notify-said-deadline-term",
        EventKind::Deadline if obligation == "notice" => "notify-said-deadline-notice",
        EventKind::Deadline => "notify-said-deadline",
        EventKind::MonthWaiting => "notify-said-month-waiting",
        EventKind::InvoiceDraft => "notify-said-invoice-draft",
        EventKind::Objection => "notify-said-objection",
        EventKind::ObjectionAnswer => "notify-said-objection-answer",
        EventKind::Plan => "notify-said-plan",
        EventKind::Handover => "notify-said-handover",
        EventKind::Destruction => "notify-said-destruction",
        EventKind::MailTrouble => "notify-said-mail-trouble",
        EventKind::MailboxTrouble => "notify-said-mailbox-trouble",
    }
}

/// The sentence of the list on screen.
pub(super) fn told(lang: Lang, told: &Told) -> String {
    sentence(lang, &told.notification, told.ticket.as_ref())
}

/// `[CODE-123] title`. The acknowledgement repeats nothing its reader typed: whoever wrote in another's name must
/// not have us carry the words.
pub(super) fn subject(ctx: &Ctx, matter: &Matter) -> String {
    let lang = ctx.lang;
    let tag = matter.ticket().map_or_else(String::new, |ticket| format!("[{}] ", ticket.reference));
    let special = [
        matter.maintenance.as_ref().map(|shown| maintenance::subject(lang, &shown.notice)),
        matter.change.as_ref().map(|change| format!("{} {}", change.reference(), change.content.title)),
    ];
    if let Some(words) = special.into_iter().flatten().next() {
        return words;
    }
    let words = match (matter.notification.event, matter.ticket()) {
        (EventKind::Opened, _) => lang.t("notify-subject-opened"),
        (EventKind::Outage, _) => cut_off(lang, matter),
        (EventKind::Approval, _) => lang.t("notify-subject-approval"),
        (EventKind::Quarantine, _) => lang.t("notify-event-quarantine"),
        (EventKind::MailboxTrouble, _) => lang.t("notify-event-mailbox-trouble"),
        (EventKind::ArticleDue, _) => lang.t("notify-event-article-due"),
        (EventKind::ArticleReview, _) => lang.t("notify-event-article-review"),
        (EventKind::Application, _) => lang.t("notify-event-application"),
        (EventKind::WebhookStopped, _) => lang.t("notify-event-webhook-stopped"),
        (EventKind::Deadline, _) => lang.t("notify-event-deadline"),
        (EventKind::MonthWaiting, _) => lang.t("notify-event-month-waiting"),
        (kind, _) if rules::is_for_whoever_may(kind) => lang.t(kind.label_key()),
        (EventKind::MailTrouble, _) | (_, None) => lang.t("notify-event-mail-trouble"),
        (_, Some(ticket)) => ticket.title.clone(),
    };
    format!("{tag}{words}")
}

fn address(ctx: &Ctx, path: &str) -> String {
    format!("{}{path}", ctx.platform.settings.public_url.trim_end_matches('/'))
}

/// Where the link of a mail leads. What is to be approved is answered without signing in.
fn opening(ctx: &Ctx, matter: &Matter) -> String {
    let one = &matter.notification;
    match (&matter.waiting, &ctx.actor.person) {
        (Some(waiting), Some(person)) => {
            let claim = token::Claim::new(&waiting.ticket.beneficiary, &waiting.seat, person, ctx.now());
            address(ctx, &format!("/approval/{}", token::make(&ctx.platform.secrets, &claim)))
        }
        _ => address(ctx, &super::actions::leads_to(one)),
    }
}

/// The letter of one event.
pub(super) fn letter(ctx: &Ctx, person: &Person, matter: &Matter) -> Letter {
    let (lang, one) = (ctx.lang, &matter.notification);
    let mut letter = Letter::new(lang.code());
    if matter.reading.is_some() {
        letter = letter.marker(REPLY_LINE);
    }
    letter = letter.paragraph(lang.with("notify-hello", &[("name", &person.name)]));
    letter = match one.event {
        EventKind::Opened => acknowledged(lang, letter, matter),
        EventKind::Change => about_change(lang, letter, matter),
        EventKind::Outage => about_outage(lang, letter, matter),
        _ => letter.paragraph(sentence(lang, one, matter.ticket())),
    };
    if let Some(message) = matter.message() {
        letter = letter.quote(lang.with("notify-wrote", &[("name", &message.author.name)]), &message.body);
        if let Some(before) = matter.reading.as_ref().and_then(|reading| before(reading, message)) {
            let who = lang.with("notify-in-answer-to", &[("name", &before.author.name)]);
            letter = letter.quote(who, shortened(&before.body));
        }
    }
    if one.event == EventKind::Moved {
        letter = reason(lang, letter, matter);
    }
    if let Some(shown) = &matter.maintenance {
        letter = maintenance::letter(lang, letter, shown);
    }
    if let Some(waiting) = &matter.waiting {
        letter = to_approve(lang, letter, waiting);
    }
    letter = letter.link(lang.t("notify-open"), opening(ctx, matter));
    closing(ctx, asked_opinion(ctx, person, letter, matter))
}

/// What becomes of a change: it waits for an agreement, or was decided.
fn about_change(lang: Lang, letter: Letter, matter: &Matter) -> Letter {
    let Some(change) = &matter.change else { return letter };
    let what = [
        ("change", change.reference()),
        ("title", change.content.title.clone()),
        ("state", lang.t(change.state.label_key())),
    ];
    letter.paragraph(lang.with("notify-change-what", &what))
}

/// Which sites are cut off, or no longer.
fn cut_off(lang: Lang, matter: &Matter) -> String {
    let Some(outage) = &matter.outage else { return lang.t("notify-event-outage") };
    let key = if outage.to.is_some() { "notify-outage-over" } else { "notify-outage-begun" };
    let names: Vec<&str> = outage.sites.iter().map(|site| site.name.as_str()).collect();
    lang.with(key, &[("sites", names.join(", "))])
}

/// Which sites, since when and until when.
fn about_outage(lang: Lang, letter: Letter, matter: &Matter) -> Letter {
    let Some(outage) = &matter.outage else { return letter };
    let from = figures::instant(lang, outage.from);
    let times = match outage.to {
        None => lang.with("status-since", &[("at", from)]),
        Some(to) => lang.with("announcement-from-to", &[("from", from), ("to", figures::instant(lang, to))]),
    };
    letter.paragraph(format!("{}\n{times}", cut_off(lang, matter)))
}

/// The acknowledgement: the number and what is promised next.
fn acknowledged(lang: Lang, letter: Letter, matter: &Matter) -> Letter {
    let Some(ticket) = matter.ticket() else { return letter };
    let letter = letter.paragraph(lang.with("notify-acknowledged", &[("reference", &ticket.reference)]));
    match ticket.due {
        None => letter.paragraph(lang.t("notify-no-promise")),
        Some((clock, at)) => {
            let promise = [("clock", lang.t(clock.label_key())), ("instant", figures::instant(lang, at))];
            letter.paragraph(lang.with("notify-promise", &promise))
        }
    }
}

/// What is to be agreed to, and how long the link lasts.
fn to_approve(lang: Lang, letter: Letter, waiting: &Waiting) -> Letter {
    let what = [
        ("name", waiting.requester_name.as_str()),
        ("title", &waiting.title),
        ("step", in_words(lang, &waiting.step)),
    ];
    letter
        .paragraph(lang.with("notify-approval-what", &what))
        .paragraph(lang.with("notify-approval-link", &[("days", token::DAYS)]))
}

/// Why the state changed, in the words of who changed it.
fn reason(lang: Lang, letter: Letter, matter: &Matter) -> Letter {
    let stays = matter.reading.as_ref().map(|reading| reading.thread.stays.as_slice()).unwrap_or_default();
    match stays.iter().rev().find(|stay| stay.from <= matter.notification.at && !stay.reason.is_empty()) {
        Some(stay) if Some(stay) == stays.last() => {
            letter.quote(lang.with("notify-reason", &[("name", &stay.actor.name)]), &stay.reason)
        }
        _ => letter,
    }
}

/// The public message before one, to which it most likely answers.
fn before<'a>(reading: &'a Reading, message: &Message) -> Option<&'a Message> {
    let earlier = reading.thread.messages.iter().take_while(|m| m.id != message.id);
    earlier.filter(|m| !m.is_internal).last().filter(|_| !message.is_internal)
}

/// The first lines of a text.
fn shortened(text: &str) -> String {
    const SHORT: usize = 300;
    let mut short: String = text.chars().take(SHORT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Five links to say how it went, to the requester of what is resolved.
fn asked_opinion(ctx: &Ctx, person: &Person, letter: Letter, matter: &Matter) -> Letter {
    let Some(ticket) = matter.ticket() else { return letter };
    // What was refused, or was said twice, was never resolved: nobody is asked how it went.
    let stays = matter.reading.as_ref().map(|reading| reading.thread.stays.as_slice()).unwrap_or_default();
    let was_resolved = stays.iter().any(|stay| stay.state == State::Resolved);
    let is_over = matches!(ticket.state, State::Resolved | State::Closed) && was_resolved;
    let is_asked = is_over && ticket.requester.id.as_ref() == Some(&person.id);
    if !is_asked || !matches!(matter.notification.event, EventKind::Moved | EventKind::Answered) {
        return letter;
    }
    let lang = ctx.lang;
    let token = satisfaction::token::make(&ctx.platform.secrets, &ticket.key, &person.id);
    let choice = |score: i64| {
        let words = format!("{score} – {}", lang.t(satisfaction::rules::score_key(score)));
        (words, address(ctx, &format!("/opinion/{token}?score={score}")))
    };
    letter.paragraph(lang.t("notify-opinion")).choices((1..=5).rev().map(choice))
}

fn closing(ctx: &Ctx, letter: Letter) -> Letter {
    let lang = ctx.lang;
    let authority = ctx.platform.settings.authority.as_str();
    letter.small([
        (lang.with("notify-why", &[("authority", authority)]), None),
        (lang.t("notify-fewer"), Some(address(ctx, "/account/notifications"))),
    ])
}

/// The subject of a mail for all.
pub(super) fn digest_subject(ctx: &Ctx, count: usize) -> String {
    ctx.lang.with("notify-digest-subject", &[("count", count)])
}

/// The letter of several events.
pub(super) fn digest(ctx: &Ctx, matters: &[&Matter]) -> Letter {
    let lang = ctx.lang;
    let mut letter = Letter::new(lang.code()).paragraph(digest_subject(ctx, matters.len()));
    for matter in matters {
        let when = figures::instant(lang, matter.notification.at);
        letter =
            letter.paragraph(format!("{when}\n{}", sentence(lang, &matter.notification, matter.ticket())));
        if let Some(message) = matter.message() {
            let who = lang.with("notify-wrote", &[("name", &message.author.name)]);
            letter = letter.quote(who, shortened(&message.body));
        }
        letter = letter.link(lang.t("notify-open"), opening(ctx, matter));
    }
    closing(ctx, letter)
}
