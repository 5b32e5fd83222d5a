//! What agents are answered.

use super::{Message, Packing, Unreadable, pack};
use crate::inventory::Protocol;
use axum::http::StatusCode;

/// Hours until an agent comes again.
const HOURS: u32 = 24;

/// An answer to an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Media type.
    pub media_type: &'static str,
    /// The answer, packed as the question was.
    pub body: Vec<u8>,
}

/// What a message that was taken is answered. An agent of the newer kind that asks in XML is answered in JSON, which makes
/// it speak JSON from then on (R12.8).
pub fn accepted(protocol: Protocol, message: &Message, packing: Packing, speaks_json: bool) -> Reply {
    let xml = match message {
        _ if protocol == Protocol::Json => return json(StatusCode::OK, ok()),
        Message::Prolog { .. } | Message::Contact { .. } if speaks_json => return json(StatusCode::OK, ok()),
        Message::Prolog { .. } | Message::Contact { .. } => {
            format!("<REPLY><PROLOG_FREQ>{HOURS}</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>")
        }
        Message::Inventory(_) => "<REPLY><RESPONSE>no_update</RESPONSE></REPLY>".to_owned(),
    };
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}\n");
    let media_type = match packing {
        Packing::Plain => "application/xml",
        Packing::Zlib => "application/x-compress-zlib",
        Packing::Gzip => "application/x-compress-gzip",
    };
    Reply { status: StatusCode::OK, media_type, body: pack(packing, body.into_bytes()) }
}

/// What a body that could not be read is answered: why, in the words of who asked.
pub fn refused(protocol: Protocol, why: &Unreadable) -> Reply {
    let status = match why {
        Unreadable::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Unreadable::Broken(_) => StatusCode::BAD_REQUEST,
    };
    if protocol == Protocol::Json {
        let value = serde_json::json!({"status": "error", "message": why.to_string(), "expiration": HOURS});
        return json(status, value.to_string());
    }
    Reply { status, media_type: "text/plain; charset=utf-8", body: format!("{why}\n").into_bytes() }
}

fn ok() -> String {
    serde_json::json!({"status": "ok", "expiration": HOURS}).to_string()
}

fn json(status: StatusCode, body: String) -> Reply {
    Reply { status, media_type: "application/json", body: body.into_bytes() }
}
