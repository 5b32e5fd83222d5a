//! Inventory for programs: what agents post, and who may.

use super::{
    Access, AccessForm, AccessKey, AttachForm, Machine, MachineKey, Protocol, actions,
    content::Item,
    wire::{self, Message, Packing, Reply, Unreadable},
};
use crate::assets::Asset;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use platform::{
    Ctx, Error, Result,
    web::{Created, Json, NoContent, Nothing, Path, WebResult},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// POST /inventory/{token}: what an agent says, in XML or JSON, packed or not; its secret stands in the address.
pub async fn by_token(ctx: Ctx, Path(token): Path<String>, request: Request) -> WebResult<Response> {
    refuse_session(&ctx)?;
    let access = actions::by_secret(&ctx, &token).await?.ok_or(Error::NotFound)?;
    answered(&ctx, &access, request).await
}

/// POST /inventory: the same, its secret being the password of HTTP Basic; any user name will do (R12.6).
pub async fn by_basic(ctx: Ctx, request: Request) -> WebResult<Response> {
    refuse_session(&ctx)?;
    let access = match password(request.headers()) {
        Some(secret) => actions::by_secret(&ctx, &secret).await?,
        None => None,
    };
    match access {
        Some(access) => answered(&ctx, &access, request).await,
        None => Ok((StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Basic realm=\"inventory\"")])
            .into_response()),
    }
}

/// For agents that bring a secret; a browser's session has no business here.
fn refuse_session(ctx: &Ctx) -> Result<()> {
    if ctx.csrf.is_empty() { Ok(()) } else { Err(Error::ForgedForm) }
}

fn password(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, text) = given.split_once(' ')?;
    let plain = STANDARD.decode(text.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    String::from_utf8(plain).ok()?.split_once(':').map(|(_, password)| password.to_owned())
}

type Read = (Packing, Result<(Protocol, Message), Unreadable>);

/// Unpacking and reading is processor work: it runs aside.
async fn read(body: Body) -> Result<Read> {
    let Ok(body) = axum::body::to_bytes(body, wire::BYTES).await else {
        return Ok((Packing::Plain, Err(Unreadable::TooLarge)));
    };
    let read = tokio::task::spawn_blocking(move || match wire::unpack(&body) {
        Ok((packing, clear)) => (packing, wire::read(&clear)),
        Err(why) => (Packing::Plain, Err(why)),
    });
    read.await.map_err(|error| Error::Internal(error.to_string()))
}

async fn answered(ctx: &Ctx, access: &Access, request: Request) -> WebResult<Response> {
    let (parts, body) = request.into_parts();
    let says = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_newer = parts.headers.contains_key("glpi-agent-id");
    let (packing, read) = read(body).await?;
    let reply = match read {
        Ok((protocol, message)) => {
            let reply = wire::accepted(protocol, &message, packing, is_newer);
            actions::take(ctx, access, (protocol, says("user-agent")), message).await?;
            reply
        }
        Err(why) => wire::refused(if is_newer { Protocol::Json } else { Protocol::Xml }, &why),
    };
    Ok(response(reply, parts.headers.get("glpi-request-id")))
}

fn response(reply: Reply, request_id: Option<&HeaderValue>) -> Response {
    let mut response = (reply.status, [(header::CONTENT_TYPE, reply.media_type)], reply.body).into_response();
    if let Some(id) = request_id {
        // The agent compares it with the one it sent (R12.8).
        response.headers_mut().insert("glpi-request-id", id.clone());
    }
    response
}

/// GET /api/v1/inventory/accesses: what lets agents post, without secrets.
pub async fn accesses(ctx: Ctx) -> WebResult<Json<Vec<Access>>> {
    Ok(Json(actions::accesses(&ctx).await?))
}

/// An access with its secret.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct OpenedAccess {
    #[serde(flatten)]
    access: Access,
    /// The secret, given this once: the password of HTTP Basic at `/inventory`.
    secret: String,
    /// The address that holds the secret, for agents that cannot do Basic.
    path: String,
}

/// POST /api/v1/inventory/accesses: lets agents of a site post. The answer holds the secret, the only time it is given.
pub async fn open_access(ctx: Ctx, Json(form): Json<AccessForm>) -> WebResult<Created<Json<OpenedAccess>>> {
    let (access, secret) = actions::open_access(&ctx, &form).await?;
    let path = format!("/inventory/{secret}");
    Ok(Created(Json(OpenedAccess { access, secret, path })))
}

/// DELETE /api/v1/inventory/accesses/{beneficiary}/{id}: makes an access worth nothing from now on.
pub async fn revoke(
    ctx: Ctx,
    Path(key): Path<AccessKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::revoke(&ctx, &key).await?;
    Ok(NoContent)
}

/// Machines as their agents tell them.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Machines {
    /// Those that are no asset yet, the last seen first; the first hundred.
    unknown: Vec<Machine>,
    /// Those that told of themselves last; the first hundred.
    latest: Vec<Machine>,
}

/// GET /api/v1/inventory/machines: machines that are no asset yet, and those that told of themselves last.
pub async fn machines(ctx: Ctx) -> WebResult<Json<Machines>> {
    let actions::Machines { unknown, latest } = actions::machines(&ctx).await?;
    Ok(Json(Machines { unknown, latest }))
}

/// A machine with what is kept of it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeMachine {
    #[serde(flatten)]
    machine: Machine,
    /// Category to its things, each with fields of text.
    content: BTreeMap<String, Vec<Item>>,
}

/// GET /api/v1/inventory/machines/{beneficiary}/{id}: a machine with what is kept of it.
pub async fn machine(ctx: Ctx, Path(key): Path<MachineKey>) -> WebResult<Json<WholeMachine>> {
    let (machine, content) = actions::read(&ctx, &key).await?;
    let content = content.categories().map(|(name, items)| (name.to_owned(), items.to_vec())).collect();
    Ok(Json(WholeMachine { machine, content }))
}

/// PUT /api/v1/inventory/machines/{beneficiary}/{id}/asset: says which asset a machine is, or makes a new one of it.
pub async fn attach(
    ctx: Ctx,
    Path(key): Path<MachineKey>,
    Json(form): Json<AttachForm>,
) -> WebResult<Json<Asset>> {
    Ok(Json(actions::attach(&ctx, &key, &form).await?))
}
