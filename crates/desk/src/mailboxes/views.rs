//! How mailboxes look: how each goes, its form, what trying it found.

use super::{
    Health, Mailbox, MailboxForm, MailboxId, SignIn,
    actions::{self, Found},
};
use crate::{outbox, quarantine};
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx, Result,
    i18n::{Lang, figures::count},
    mail::{Security, imap::Failure},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, KeyFigure, PostForm, Tone,
            action_button, confirmation, empty_state, error_of, error_summary, facts, key_figures, link,
            link_button, notice, section, submit, tag, text, time,
        },
        page,
    },
};

/// Path of a mailbox's page.
pub(super) fn path(id: &MailboxId) -> String {
    format!("/mailboxes/{id}")
}

/// Mail as a whole, then every mailbox.
pub(super) async fn list_page(ctx: &Ctx, mailboxes: &[Mailbox]) -> Result<Markup> {
    let lang = ctx.lang;
    let add = link_button(Emphasis::Primary, "/mailboxes/new", &lang.t("mailbox-new"));
    let head = Head::new(lang.t("mailbox-title"), lang.t("outbox-view"))
        .lead(html! { p { (lang.t("mailbox-lead")) } })
        .actions(add.clone());
    let columns =
        ["mailbox-name", "mailbox-address", "mailbox-state", "mailbox-last-success", "mailbox-last-mail"];
    let table = DataTable::new(lang.t("mailbox-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(mailboxes.iter().map(|mailbox| {
        let health = &mailbox.health;
        let instant =
            |at| html! { @match at { Some(at) => (time(lang, at)), None => (lang.t("mailbox-never")) } };
        [
            link(&path(&mailbox.id), &mailbox.access.name),
            text(&mailbox.access.address),
            html! {
                (state(lang, mailbox))
                @if health.failing_since.is_some() { " " (failed_words(lang, health)) }
            },
            instant(health.last_success_at),
            instant(health.last_mail_at),
        ]
    }));
    let nothing = empty_state(&lang.t("mailbox-none"), &lang.t("mailbox-none-why"), Some(add));
    let body = html! {
        (health(ctx).await?)
        (section("mailboxes", &lang.t("mailbox-title"), None, html! { (table.empty(nothing)) }))
    };
    Ok(page(ctx, &head, body))
}

/// How mail goes, in and out, in four figures and the words of what fails: this page and the page of background work.
pub async fn health(ctx: &Ctx) -> Result<Markup> {
    let lang = ctx.lang;
    let mailboxes = actions::list(ctx).await?;
    let sending = outbox::actions::standing(ctx).await?;
    let held = quarantine::store::waiting(&mut ctx.read().await?).await?;
    let waiting: i64 = mailboxes.iter().map(|mailbox| mailbox.health.waiting).sum();
    let failing = mailboxes.iter().filter(|m| m.access.is_enabled && m.health.failing_since.is_some());
    let figure = |(key, means): (&str, &str), value: i64, href: &str| KeyFigure {
        label: lang.t(key),
        value: count(lang, value),
        href: href.to_owned(),
        period: lang.t("mailbox-figure-now"),
        comparison: None,
        definition: lang.t(means),
        state: (value > 0).then(|| (Tone::Warning, lang.t("mailbox-figure-look"))),
    };
    let may_decide = ctx.actor.may(Permission::MailDecide);
    let figures = [
        figure(("mailbox-figure-waiting", "mailbox-figure-waiting-means"), waiting, "/mailboxes"),
        figure(
            ("mailbox-figure-quarantine", "mailbox-figure-quarantine-means"),
            held,
            if may_decide { "/quarantine" } else { "/mailboxes" },
        ),
        figure(
            ("mailbox-figure-overdue", "mailbox-figure-overdue-means"),
            sending.overdue,
            "/outbox?state=queued",
        ),
        figure(
            ("mailbox-figure-failed", "mailbox-figure-failed-means"),
            sending.failed + sending.bounced,
            "/outbox?state=failed",
        ),
    ];
    Ok(html! {
        (key_figures(&lang.t("mailbox-health"), &figures))
        @if let Some(oldest) = sending.oldest.filter(|_| sending.overdue > 0) {
            p { (lang.t("mailbox-oldest")) " " (time(lang, oldest)) }
        }
        (outbox::views::server(lang, &sending))
        @for mailbox in failing {
            (notice(Tone::Bad, &mailbox.access.name, html! {
                p { (link(&path(&mailbox.id), &lang.t("mailbox-failing"))) " " (failed_words(lang, &mailbox.health)) }
            }))
        }
    })
}

fn state(lang: Lang, mailbox: &Mailbox) -> Markup {
    let health = &mailbox.health;
    match (mailbox.access.is_enabled, health.failing_since, health.last_success_at) {
        (false, ..) => tag(Tone::Neutral, &lang.t("mailbox-state-paused")),
        (true, Some(_), _) => tag(Tone::Bad, &lang.t("mailbox-state-failing")),
        (true, None, Some(_)) => tag(Tone::Good, &lang.t("mailbox-state-reading")),
        (true, None, None) => tag(Tone::Info, &lang.t("mailbox-state-new")),
    }
}

fn failed_words(lang: Lang, health: &Health) -> Markup {
    html! {
        (lang.t(step_key(&health.failed_step))) " " q { (health.last_error) }
        @if let Some(since) = health.failing_since { " (" (lang.t("mailbox-since")) " " (time(lang, since)) ")" }
    }
}

/// What failed and what to look at.
fn step_key(step: &str) -> &'static str {
    match step {
        "connect" => "mailbox-step-connect",
        "encrypt" => "mailbox-step-encrypt",
        "sign_in" => "mailbox-step-sign-in",
        "folder" => "mailbox-step-folder",
        "read" => "mailbox-step-read",
        _ => "mailbox-step-ours",
    }
}

fn head(ctx: &Ctx, title: String) -> Head {
    let home = Crumb::new(ctx.lang.t("mailbox-title"), "/mailboxes");
    Head::new(title, ctx.lang.t("outbox-view")).crumbs([home])
}

/// The form of a new mailbox.
pub(super) async fn form_page(ctx: &Ctx, form: &MailboxForm, errors: &[FieldError]) -> Result<Markup> {
    let bodies = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let head = head(ctx, ctx.lang.t("mailbox-new")).has_errors(!errors.is_empty());
    let post = PostForm::new("/mailboxes", &ctx.csrf).body(fields(ctx, form, &bodies, errors, true));
    Ok(page(ctx, &head, html! { (error_summary(ctx.lang, errors)) (post) }))
}

/// A mailbox: how it goes, what trying it found, its form. `typed` is what was refused.
pub(super) async fn mailbox_page(
    ctx: &Ctx,
    id: &MailboxId,
    typed: Option<MailboxForm>,
    errors: &[FieldError],
    found: Option<Result<Found, Failure>>,
) -> platform::web::WebResult {
    let lang = ctx.lang;
    let mailbox = actions::get(ctx, id).await?;
    let bodies = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let form = MailboxForm { version: mailbox.version, ..typed.unwrap_or_else(|| stored(&mailbox)) };
    let post = PostForm::new(path(id), &ctx.csrf)
        .hidden("version", form.version.to_string())
        .body(fields(ctx, &form, &bodies, errors, false));
    let head =
        head(ctx, mailbox.access.name.clone()).lead(state(lang, &mailbox)).has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        @if let Some(found) = &found { (trial(lang, found)) }
        (section("health", &lang.t("mailbox-health"), None, html! { (about(lang, &mailbox)) (buttons(ctx, &mailbox)) }))
        (section("settings", &lang.t("mailbox-settings"), None, html! { (post) }))
        (section("end", &lang.t("mailbox-end"), None, html! {
            p { (lang.t("mailbox-end-help")) }
            (action_button(&ctx.csrf, &format!("{}/removal", path(id)), Emphasis::Danger, &lang.t("mailbox-remove"), Some(&mailbox.access.name)))
        }))
    };
    Ok(page(ctx, &head, body))
}

fn stored(mailbox: &Mailbox) -> MailboxForm {
    let access = &mailbox.access;
    MailboxForm {
        name: access.name.clone(),
        address: access.address.clone(),
        host: access.host.clone(),
        port: access.port.to_string(),
        security: access.security.as_str().to_owned(),
        user: access.user.clone(),
        sign_in: access.sign_in.as_str().to_owned(),
        secret: String::new(),
        folder: access.folder.clone(),
        done_folder: access.done_folder.clone(),
        beneficiary: access.beneficiary.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        version: mailbox.version,
    }
}

/// What trying found, above everything else.
fn trial(lang: Lang, found: &Result<Found, Failure>) -> Markup {
    match found {
        Ok(found) => confirmation(
            &lang.t("mailbox-works"),
            html! {
                p { (lang.with("mailbox-works-waiting", &[("count", found.waiting)])) }
                p { (lang.t(if found.tells { "mailbox-works-tells" } else { "mailbox-works-polled" })) }
            },
        ),
        Err(failure) => notice(
            Tone::Bad,
            &lang.t("mailbox-works-not"),
            html! { p { (lang.t(step_key(failure.step.as_str()))) } p { (lang.t("mailbox-words")) " " q { (failure.words) } } },
        ),
    }
}

fn about(lang: Lang, mailbox: &Mailbox) -> Markup {
    let health = &mailbox.health;
    let instant = |at: Option<jiff::Timestamp>| {
        html! { @match at { Some(at) => (time(lang, at)), None => (lang.t("mailbox-never")) } }
    };
    let mut pairs = vec![
        (lang.t("mailbox-last-success"), instant(health.last_success_at)),
        (lang.t("mailbox-last-mail"), instant(health.last_mail_at)),
        (lang.t("mailbox-waiting"), text(count(lang, health.waiting))),
    ];
    if health.failing_since.is_some() {
        pairs.push((lang.t("mailbox-failing"), failed_words(lang, health)));
    }
    facts(pairs)
}

fn buttons(ctx: &Ctx, mailbox: &Mailbox) -> Markup {
    let (lang, own) = (ctx.lang, path(&mailbox.id));
    let (verb, label) =
        if mailbox.access.is_enabled { ("pause", "mailbox-pause") } else { ("resumption", "mailbox-resume") };
    let button = |verb: &str, emphasis, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), emphasis, &lang.t(key), None)
    };
    platform::web::components::actions(html! {
        (button("trial", Emphasis::Primary, "mailbox-try")) (button(verb, Emphasis::Secondary, label))
    })
}

fn fields(
    ctx: &Ctx,
    form: &MailboxForm,
    bodies: &[Organisation],
    errors: &[FieldError],
    is_new: bool,
) -> Markup {
    let lang = ctx.lang;
    let field = |name: &'static str, key: &str, value: &str| {
        Field::text(lang, name, lang.t(key)).value(value).error(error_of(errors, name))
    };
    let ways = Security::ALL.map(|way| Choice::new(way.as_str(), lang.t(security_key(way))));
    let signs = SignIn::ALL.iter().map(|by| Choice::new(by.as_str(), lang.t(by.label_key())));
    let nobody = std::iter::once(Choice::new("", lang.t("mailbox-nobody")));
    let bodies = nobody.chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let or = |value: &str, usual: &str| if value.is_empty() { usual.to_owned() } else { value.to_owned() };
    let secret = Field::password(lang, "secret", lang.t("mailbox-secret"))
        .autocomplete("off")
        .error(error_of(errors, "secret"));
    let secret = if is_new { secret.required() } else { secret.hint(lang.t("mailbox-secret-hint")) };
    html! {
        (field("name", "mailbox-name", &form.name).hint(lang.t("mailbox-name-hint")).required())
        (Field::email(lang, "address", lang.t("mailbox-address")).value(&form.address).hint(lang.t("mailbox-address-hint"))
            .error(error_of(errors, "address")).required())
        (field("host", "mailbox-host", &form.host).required())
        (Field::select(lang, "security", lang.t("mailbox-security"), ways).value(or(&form.security, "starttls"))
            .error(error_of(errors, "security")))
        (field("port", "mailbox-port", &form.port).hint(lang.t("mailbox-port-hint")).inputmode("numeric").width(5))
        (field("user", "mailbox-user", &form.user).autocomplete("off").required())
        (Field::select(lang, "sign_in", lang.t("mailbox-sign-in"), signs).value(or(&form.sign_in, "password")))
        (secret)
        (field("folder", "mailbox-folder", &or(&form.folder, "INBOX")))
        (field("done_folder", "mailbox-done-folder", &form.done_folder).hint(lang.t("mailbox-done-folder-hint")))
        (Field::select(lang, "beneficiary", lang.t("mailbox-beneficiary"), bodies).value(&form.beneficiary)
            .hint(lang.t("mailbox-beneficiary-hint")).error(error_of(errors, "beneficiary")))
        (platform::web::components::actions(submit(Emphasis::Primary, &lang.t("mailbox-save"))))
    }
}

fn security_key(security: Security) -> &'static str {
    match security {
        Security::Starttls => "mailbox-security-starttls",
        Security::Tls => "mailbox-security-tls",
        Security::Plain => "mailbox-security-plain",
    }
}
