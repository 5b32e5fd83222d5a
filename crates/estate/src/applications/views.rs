//! How applications look: the list, an application with its parts, an environment, the forms.

mod application;
mod environment;
mod fields;
mod list;
mod parts;

pub(super) use application::application_page;
pub(crate) use application::{Typed, adding};
pub(super) use environment::{TypedThere, environment_page};
pub(crate) use fields::environment_choice;
pub(super) use list::{form_page, list_page};
pub(crate) use platform::web::components::Fields;

use super::{ApplicationKey, Environment, EnvironmentData, EnvironmentKind, Exception, rules};
use jiff::civil::Date;
use kernel::{Explained, Figure};
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::components::{Crumb, Tone, explained, tag},
};

/// The place on the page of an application where later areas show what they know of it.
pub const PLACE: &str = "application";

/// What later areas show on the page of an application.
pub(crate) async fn more(ctx: &Ctx, key: &ApplicationKey) -> Result<Vec<Markup>> {
    ctx.platform.slots.shown(ctx, PLACE, (&key.beneficiary, key.id.as_str())).await
}

pub(crate) fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("application-title"), "/applications")
}

/// How the warranty stands, in words.
fn warranty_tag(lang: Lang, from: Option<Date>, after: Option<&Explained<Date>>, today: Date) -> Markup {
    let Some((from, after)) = from.zip(after) else {
        return tag(Tone::Neutral, &lang.t("application-warranty-unsaid"));
    };
    let on = |key: &str, day: Date| lang.with(key, &[("day", figures::date(lang, day))]);
    match rules::standing(from, after.value, today) {
        rules::Standing::Before => tag(Tone::Neutral, &on("application-warranty-before", from)),
        rules::Standing::Running => tag(Tone::Good, &on("application-warranty-running", after.value)),
        rules::Standing::Ending(_) => tag(Tone::Warning, &on("application-warranty-ending", after.value)),
        rules::Standing::Over => tag(Tone::Info, &on("application-warranty-over", after.value)),
    }
}

/// The first day after the warranty with why.
fn after_warranty(lang: Lang, after: Option<&Explained<Date>>) -> Markup {
    let Some(after) = after else { return html! { (lang.t("application-warranty-unsaid")) } };
    let what = lang.t("application-warranty-after");
    explained(lang, &what, &Figure::Date(after.value), &after.explanation)
}

fn kind_tag(lang: Lang, kind: EnvironmentKind) -> Markup {
    let tone = if kind == EnvironmentKind::Production { Tone::Info } else { Tone::Neutral };
    tag(tone, &lang.t(kind.label_key()))
}

/// What data an environment holds; production data elsewhere are said to be excepted until a day, or forbidden.
fn data_tag(lang: Lang, one: &Environment, exceptions: &[Exception], today: Date) -> Markup {
    let own = || exceptions.iter().filter(|held| held.environment == one.id);
    if one.data != EnvironmentData::Production || one.kind == EnvironmentKind::Production {
        return tag(Tone::Neutral, &lang.t(one.data.label_key()));
    }
    match own().find(|held| rules::holds(held, today)) {
        Some(held) => {
            let day = [("day", figures::date(lang, held.ends_on))];
            tag(Tone::Warning, &lang.with("application-data-excepted", &day))
        }
        None => tag(Tone::Bad, &lang.t("application-data-forbidden")),
    }
}
