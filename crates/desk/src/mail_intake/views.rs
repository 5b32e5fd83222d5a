//! The mails of a ticket, beside its conversation: who says to have written, what was folded away, the original.

use super::store::{self, TicketMail};
use crate::tickets::{actions::Reading, store::Reader};
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    web::components::{Tone, link, paragraphs, section, tag, time},
};

/// The panel, when the ticket has mails this reader may see.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let mails = store::of_ticket(&mut ctx.read().await?, &Reader::of(&ctx.actor), key).await?;
    if mails.is_empty() {
        return Ok(None);
    }
    let list = html! {
        ul { @for mail in &mails { li { (shown(ctx, &key.path(), mail)) } } }
    };
    Ok(Some(section("mails", &lang.t("intake-mails"), None, list)))
}

fn shown(ctx: &Ctx, path: &str, mail: &TicketMail) -> Markup {
    let lang = ctx.lang;
    let beneficiary_path = path.rsplit_once('/').map_or(path, |(before, _)| before);
    html! {
        p { (mail.from_address) ", " (time(lang, mail.at)) }
        @if !mail.is_proven { p { (tag(Tone::Neutral, &lang.t("intake-unproven"))) } }
        @if let Some(over) = &mail.follows {
            p { (link(&format!("{beneficiary_path}/{over}"), &lang.t("intake-follows"))) }
        }
        @for (key, text) in [("intake-signature", &mail.signature), ("intake-quoted", &mail.quoted)] {
            @if !text.is_empty() { details { summary { (lang.t(key)) } (paragraphs(text)) } }
        }
        @if mail.has_html { p { (link(&format!("{path}/mails/{}", mail.id), &lang.t("intake-original"))) } }
    }
}
