//! Bytes into a [`Parsed`] mail, within bounds: size, parts, depth, names. What cannot be read is said, never
//! guessed; archives are never opened.

use super::{Bounce, Carried, Mailbox, Parsed, Reason};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::Text;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use people::persons::rules::fold_email;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;

/// Largest mail taken, in bytes (25 MiB). A larger one is kept, and only its header is read.
pub const LARGEST: usize = 25 << 20;

/// Most parts of a mail.
pub const MOST_PARTS: usize = 10_000;

/// Most mails inside each other.
const MOST_NESTED: usize = 30;

/// Most files joined to a ticket from one mail; all of them stay in the mail as it came.
const MOST_FILES: usize = 50;

/// Pictures shown within the text and smaller than this, in bytes, are decoration.
const DECORATION: usize = 30_000;

/// Most characters of text read.
const TEXT: usize = 200_000;

/// Reads a mail. On refusal the header, as far as it can be read, comes with the reason.
pub fn parse(raw: &[u8]) -> Result<Parsed, (Box<Parsed>, Reason)> {
    if raw.len() > LARGEST {
        return Err((Box::new(header(raw)), Reason::TooLarge));
    }
    if boundaries(raw) > MOST_PARTS || nested(raw) > MOST_NESTED {
        return Err((Box::new(header(raw)), Reason::TooManyParts));
    }
    let Some(message) = MessageParser::default().parse(raw) else {
        return Err((Box::default(), Reason::Unreadable));
    };
    if message.parts.len() > MOST_PARTS {
        return Err((Box::new(header(raw)), Reason::TooManyParts));
    }
    let mut mail = headers(&message);
    mail.text = text(&message);
    mail.has_html = html(&message).is_some();
    mail.files = files(&message);
    mail.bounce = bounce(&message);
    Ok(mail)
}

/// The HTML original and its own pictures by Content-ID, as `data:` addresses.
pub fn original(raw: &[u8]) -> Option<(String, BTreeMap<String, String>)> {
    if parse(raw).is_err() {
        return None;
    }
    let message = MessageParser::default().parse(raw)?;
    let pictures = message.parts.iter().filter_map(|part| {
        let id = part.content_id()?.trim_matches(['<', '>']).to_owned();
        let kind = media_type(part);
        let is_picture = ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&kind.as_str());
        is_picture.then(|| (id, format!("data:{kind};base64,{}", STANDARD.encode(part.contents()))))
    });
    Some((html(&message)?, pictures.collect()))
}

/// Lines that look like the start of a part, counted without parsing.
fn boundaries(raw: &[u8]) -> usize {
    raw.split(|b| *b == b'\n').filter(|line| line.starts_with(b"--") && line.len() > 3).count()
}

/// Mails announced inside the mail, counted without parsing.
fn nested(raw: &[u8]) -> usize {
    let word = b"message/";
    raw.windows(word.len()).filter(|window| window.eq_ignore_ascii_case(word)).count()
}

/// The first 64 KiB, up to the first empty line, read as a mail without a body.
fn header(raw: &[u8]) -> Parsed {
    let start = &raw[..raw.len().min(64 << 10)];
    let end = start.windows(4).position(|w| w == b"\r\n\r\n").map(|i| i + 4);
    let end =
        end.or_else(|| start.windows(2).position(|w| w == b"\n\n").map(|i| i + 2)).unwrap_or(start.len());
    MessageParser::default().parse_headers(&start[..end]).map(|message| headers(&message)).unwrap_or_default()
}

fn headers(message: &Message<'_>) -> Parsed {
    let raw: Vec<(String, String)> =
        message.headers_raw().map(|(name, value)| (name.to_ascii_lowercase(), one_line(value))).collect();
    let first = |name: &str| raw.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
    let word = |name: &str| first(name).unwrap_or_default().to_lowercase();
    let has = |name: &str| raw.iter().any(|(n, _)| n == name);
    let from = message.from().and_then(mailbox).or_else(|| message.sender().and_then(mailbox));
    let recipients = [message.to(), message.cc()].into_iter().flatten().flat_map(addresses);
    let delivered = ["delivered-to", "x-original-to", "envelope-to"].into_iter().filter_map(&first);
    Parsed {
        message_id: message.message_id().map(bare).unwrap_or_default(),
        references: ids(message.references()).into_iter().chain(ids(message.in_reply_to())).collect(),
        from: from.unwrap_or_default(),
        recipients: recipients.chain(delivered.map(|a| fold_email(&bare(&a)))).take(500).collect(),
        subject: clean(&one_line(message.subject().unwrap_or_default()), 500),
        return_path: first("return-path").map(|path| fold_email(&bare(&path))),
        auto_submitted: word("auto-submitted"),
        precedence: word("precedence"),
        has_auto_mark: has("x-auto-response-suppress") || has("x-autoreply") || has("x-autorespond"),
        is_list: has("list-id") || has("list-post") || has("list-unsubscribe"),
        mark: first(&crate::mail_token::MARK_HEADER.to_lowercase()).unwrap_or_default(),
        hops: raw.iter().filter(|(name, _)| name == "received").count(),
        ..Parsed::default()
    }
}

fn mailbox(address: &Address<'_>) -> Option<Mailbox> {
    let first = address.iter().find(|a| a.address.is_some())?;
    let name = clean(&one_line(first.name.as_deref().unwrap_or_default()), 200);
    Some(Mailbox { name, address: folded_address(first.address.as_deref().unwrap_or_default()) })
}

fn addresses<'a>(list: &'a Address<'a>) -> impl Iterator<Item = String> + 'a {
    list.iter().filter_map(|a| a.address.as_deref()).map(folded_address)
}

/// An address fit for comparison; empty when it could not be one.
fn folded_address(text: &str) -> String {
    let folded = fold_email(&clean(text, 320));
    if folded.contains('@') { folded } else { String::new() }
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(text) => vec![bare(text)],
        HeaderValue::TextList(list) => list.iter().take(1_000).map(|text| bare(text)).collect(),
        _ => vec![],
    }
}

fn bare(text: &str) -> String {
    clean(text.trim().trim_matches(['<', '>']), 998)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Composed, without control characters and characters that hide or turn text, at most `longest` characters.
fn clean(text: &str, longest: usize) -> String {
    text.nfc().filter(|c| !is_hidden(*c)).take(longest).collect()
}

fn is_hidden(c: char) -> bool {
    let hides = matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    hides || c.is_control()
}

/// Lines and words kept, control characters dropped: PostgreSQL keeps no NUL, people need no others.
fn readable(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !is_hidden(*c))
        .take(TEXT)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The words of an HTML text, without what runs, loads or hides.
pub fn html_text(html: &str) -> String {
    readable(&mail_parser::decoders::html::html_to_text(html))
}

/// The plain part, else the HTML part as text.
fn text(message: &Message<'_>) -> String {
    let own = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(readable(text)),
        _ => None,
    });
    let own = own.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    if own.is_empty() { message.body_text(0).map(|text| readable(&text)).unwrap_or_default() } else { own }
}

fn html(message: &Message<'_>) -> Option<String> {
    message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    })
}

fn files(message: &Message<'_>) -> Vec<Carried> {
    let page = html(message).unwrap_or_default();
    let is_decoration = |part: &MessagePart<'_>| {
        let id = part.content_id().map(|id| format!("cid:{}", id.trim_matches(['<', '>'])));
        let is_picture = media_type(part).starts_with("image/");
        is_picture && part.contents().len() < DECORATION && id.is_some_and(|id| page.contains(&id))
    };
    let kept = message.attachments().filter(|part| !is_decoration(part));
    kept.take(MOST_FILES).map(carried).collect()
}

fn carried(part: &MessagePart<'_>) -> Carried {
    let inner = |message: &Message<'_>| {
        message.raw_message().get(part.offset_body as usize..part.offset_end as usize).map(<[u8]>::to_vec)
    };
    let (bytes, fallback) = match &part.body {
        PartType::Message(message) => {
            (inner(message).unwrap_or_else(|| message.raw_message().to_vec()), "message.eml")
        }
        _ => (part.contents().to_vec(), "fichier"),
    };
    Carried {
        name: file_name(part.attachment_name().unwrap_or_default(), fallback),
        media_type: media_type(part),
        bytes,
    }
}

/// Cleaned first, then cut to its last component: a name hidden behind invisible characters or turned text is seen
/// as it is.
fn file_name(name: &str, fallback: &str) -> String {
    let clean: String = name.nfkc().filter(|c| !is_hidden(*c)).collect();
    let last = clean.rsplit(['/', '\\']).next().unwrap_or_default();
    let last: String = last.trim().trim_matches('.').chars().take(200).collect();
    if last.is_empty() { fallback.to_owned() } else { last }
}

fn media_type(part: &MessagePart<'_>) -> String {
    let kind = part.content_type().map(|kind| match kind.subtype() {
        Some(subtype) => format!("{}/{subtype}", kind.ctype()),
        None => kind.ctype().to_owned(),
    });
    let kind = kind.unwrap_or_else(|| "application/octet-stream".to_owned()).to_ascii_lowercase();
    let is_plain =
        kind.len() <= 100 && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b"/.+-".contains(&b));
    if is_plain { kind } else { "application/octet-stream".to_owned() }
}

/// A delivery report (RFC 3464): a multipart/report with a delivery-status part that tells a failure.
fn bounce(message: &Message<'_>) -> Option<Bounce> {
    let kind = message.content_type()?;
    let is_report =
        kind.ctype().eq_ignore_ascii_case("multipart") && kind.subtype()?.eq_ignore_ascii_case("report");
    let is_status = |part: &&MessagePart<'_>| media_type(part) == "message/delivery-status";
    let status = message.parts.iter().find(is_status).filter(|_| is_report)?;
    let text = String::from_utf8_lossy(status.contents()).into_owned();
    let field = |name: &str| {
        let line = text.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
        line.and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    };
    let recipient = field("final-recipient:").rsplit(';').next().unwrap_or_default().trim().to_owned();
    let returned = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(inner) => inner.message_id().map(bare),
        _ if media_type(part) == "text/rfc822-headers" => header(part.contents()).message_id.into(),
        _ => None,
    });
    Some(Bounce {
        message_id: returned.unwrap_or_default(),
        recipient: folded_address(&recipient),
        status: field("status:").chars().take(20).collect(),
    })
}

/// The words shown for a refusal's reason.
pub fn told(reason: Reason) -> Text {
    Text::new(reason.label_key()).with("limit", LARGEST >> 20).with("parts", MOST_PARTS)
}

#[cfg(test)]
mod tests;
