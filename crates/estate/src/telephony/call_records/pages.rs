//! Pages of calls, files and sources.

use super::{Class, ImportId, SourceForm, actions, store::Filter, views};
use axum::response::Response;
use jiff::Timestamp;
use kernel::Text;
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{
        Form, Nothing, Path, Query, Upload, WebResult, components::FieldError, forms, guard::percent,
        redirect,
    },
};
use serde::Deserialize;

/// Which calls, and where the page before ended: `1773219600000000.1761440400.12/0559…`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A word of [`Class`].
    class: String,
    before: String,
}

impl ListQuery {
    pub(super) fn filter(&self) -> Filter {
        let before = self.before.split_once('.').and_then(|(at, key)| {
            Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, key.to_owned()))
        });
        Filter { class: Class::parse(&self.class), before }
    }
}

/// Where the next page begins.
pub(super) fn cursor(call: &super::Call) -> String {
    format!("{}.{}", call.at.as_microsecond(), call.key)
}

/// GET /call-records
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let filter = query.filter();
    let (calls, next) = actions::list(&ctx, &filter).await?;
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let class = filter.class.map(Class::as_str).unwrap_or_default();
    let next = next.map(|call| format!("/call-records?class={class}&before={}", percent(&cursor(&call))));
    Ok(views::list_page(&ctx, &calls, &owners, filter.class, next.as_deref()))
}

/// Which source a file comes from.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReceiveForm {
    source: String,
}

/// GET /call-imports
pub async fn imports(ctx: Ctx) -> WebResult {
    imports_page(&ctx, "", &[]).await
}

async fn imports_page(ctx: &Ctx, source: &str, errors: &[FieldError]) -> Result<Markup> {
    let imports = actions::imports(ctx).await?;
    let sources = actions::sources(ctx).await?;
    Ok(views::imports_page(ctx, &imports, &sources, source, errors))
}

/// POST /call-imports
pub async fn receive(ctx: Ctx, upload: Upload<ReceiveForm>) -> WebResult<Response> {
    let received = match upload.files.into_iter().next() {
        Some(file) => actions::receive(&ctx, &upload.form.source, &file.name, file.bytes).await,
        None => Err(Error::invalid("file", Text::new("calls-error-file"))),
    };
    match received {
        Ok(import) => Ok(redirect(&import.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "file")?;
            Ok(forms::again(status, imports_page(&ctx, &upload.form.source, &errors).await?))
        }
    }
}

/// GET /call-imports/{import}
pub async fn show(ctx: Ctx, Path(id): Path<ImportId>) -> WebResult {
    Ok(views::import_page(&ctx, &actions::import(&ctx, &id).await?))
}

/// POST /call-imports/{import}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(id): Path<ImportId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    Ok(redirect(&actions::cancel(&ctx, &id).await?.path()))
}

/// GET /call-sources/new
pub async fn new_source(ctx: Ctx) -> WebResult {
    source_page(&ctx, &SourceForm::default(), &[]).await
}

async fn source_page(ctx: &Ctx, form: &SourceForm, errors: &[FieldError]) -> Result<Markup> {
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(views::source_page(ctx, form, &owners, errors))
}

/// POST /call-sources
pub async fn create_source(ctx: Ctx, Form(form): Form<SourceForm>) -> WebResult<Response> {
    match actions::create_source(&ctx, &form).await {
        Ok(_) => Ok(redirect("/call-imports")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, source_page(&ctx, &form, &errors).await?))
        }
    }
}
