//! Forms: read, checked to be ours, and typed. Uploads too.

use super::guard::Visit;
use crate::{Error, Platform, Result};
use axum::{
    RequestExt as _,
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::Extensions,
};
use kernel::Text;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq as _;

/// Name of the hidden field that carries the session's token.
pub const CSRF_FIELD: &str = "csrf";

/// An empty form or object: what matters is the check that a page of ours, or a program, sent it.
#[derive(Debug, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// A form sent by a page of ours. Unknown fields are refused when `T` denies them.
pub struct Form<T>(pub T);

/// A form with files.
pub struct Upload<T> {
    /// The fields.
    pub form: T,
    /// The files, in order; empty file fields are left out.
    pub files: Vec<UploadedFile>,
}

/// One file of an upload.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// Name given by the sender: data only, never a path.
    pub name: String,
    /// Media type claimed by the sender.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

type Fields = Vec<(String, String)>;

impl<T: DeserializeOwned> FromRequest<Platform> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, platform: &Platform) -> Result<Self> {
        let extensions = request.extensions().clone();
        let body = Bytes::from_request(request, platform).await.map_err(|_| too_large(platform))?;
        let fields: Fields = serde_html_form::from_bytes(&body).map_err(|e| malformed(&e))?;
        typed(fields, &extensions).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<Platform> for Upload<T> {
    type Rejection = Error;

    async fn from_request(request: Request, platform: &Platform) -> Result<Self> {
        let extensions = request.extensions().clone();
        let mut parts: Multipart = request.extract().await.map_err(|e| malformed(&e))?;
        let (mut fields, mut files) = (Fields::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|_| too_large(platform))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
            let bytes = part.bytes().await.map_err(|_| too_large(platform))?;
            match file_name {
                None => fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
                Some(file) if file.is_empty() && bytes.is_empty() => {}
                Some(file) => {
                    files.push(UploadedFile { name: clean_name(&file), media_type, bytes: bytes.to_vec() });
                }
            }
        }
        Ok(Self { form: typed(fields, &extensions)?, files })
    }
}

fn typed<T: DeserializeOwned>(mut fields: Fields, extensions: &Extensions) -> Result<T> {
    let given = fields
        .iter()
        .position(|(name, _)| name == CSRF_FIELD)
        .map(|i| fields.swap_remove(i).1)
        .unwrap_or_default();
    check_token(&given, extensions)?;
    // No keyboard types it, and PostgreSQL keeps none.
    for (_, value) in &mut fields {
        value.retain(|c| c != '\0');
    }
    let text = serde_html_form::to_string(&fields).map_err(|e| malformed(&e))?;
    serde_html_form::from_str(&text).map_err(|e| malformed(&e))
}

/// A session's forms must carry its token. Visitors have none yet: only the origin protects their sign-in.
pub(super) fn check_token(given: &str, extensions: &Extensions) -> Result<()> {
    match extensions.get::<Visit>() {
        Some(visit) if !visit.is_token && !visit.csrf.is_empty() => {
            let same: bool = visit.csrf.as_bytes().ct_eq(given.as_bytes()).into();
            if same { Ok(()) } else { Err(Error::ForgedForm) }
        }
        _ => Ok(()),
    }
}

/// The last path component without control and zero-width characters, at most 200 characters.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let clean: String = last.chars().filter(visible).take(200).collect();
    let clean = clean.trim().trim_start_matches('.').to_owned();
    if clean.is_empty() { "fichier".to_owned() } else { clean }
}

fn malformed(error: &impl std::fmt::Display) -> Error {
    Error::invalid("", Text::new("web-form-malformed").with("detail", error))
}

fn too_large(platform: &Platform) -> Error {
    Error::invalid("", Text::new("web-form-too-large").with("limit", platform.settings.upload_mebibytes))
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn file_names_are_data_only() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\x\\photo.jpg"), "photo.jpg");
        assert_eq!(clean_name("\u{200b}.htaccess"), "htaccess");
        assert_eq!(clean_name("\u{202e}"), "fichier");
    }
}
