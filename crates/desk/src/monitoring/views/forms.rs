//! The forms of sources and of their rules.

use super::{head, part_head, path};
use crate::{
    monitoring::{Kind, OnRecovery, RuleForm, Settings, Severity, Source, rules::SEVERITIES},
    tickets::{Impact, Urgency, listing},
};
use kernel::Text;
use maud::{Markup, html};
use platform::{
    Ctx, Problems, Result,
    i18n::Lang,
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, PostForm, actions as buttons, error_of,
            error_summary, filter_form, submit,
        },
        page,
    },
};
use serde::Deserialize;

/// Settings as typed. The four lists go together, one place a severity.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsForm {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) on_recovery: String,
    pub(super) reopen_hours: String,
    pub(super) storm_count: String,
    pub(super) storm_minutes: String,
    pub(super) silent_minutes: String,
    pub(super) word: Vec<String>,
    pub(super) impact: Vec<String>,
    pub(super) urgency: Vec<String>,
    pub(super) outage: Vec<String>,
    pub(crate) version: i64,
}

/// What is typed of a severity: its word, impact, urgency, and whether it cuts a site off.
type SeverityRow = (String, String, String, String);

impl SettingsForm {
    /// The form of settings that are there.
    pub(crate) fn of(settings: &Settings, version: i64) -> Self {
        let severities = &settings.severities;
        Self {
            name: settings.name.clone(),
            kind: settings.kind.as_str().to_owned(),
            on_recovery: settings.on_recovery.as_str().to_owned(),
            reopen_hours: settings.reopen_hours.to_string(),
            storm_count: settings.storm_count.to_string(),
            storm_minutes: settings.storm_minutes.to_string(),
            silent_minutes: settings.silent_minutes.to_string(),
            word: severities.iter().map(|s| s.word.clone()).collect(),
            impact: severities.iter().map(|s| s.impact.map_or("", Impact::as_str).to_owned()).collect(),
            urgency: severities.iter().map(|s| s.urgency.as_str().to_owned()).collect(),
            outage: severities.iter().map(|s| if s.is_outage { "yes" } else { "no" }.to_owned()).collect(),
            version,
        }
    }

    /// What was typed, as far as it can be read.
    pub(crate) fn settings(&self) -> Result<Settings> {
        let mut problems = Problems::default();
        let mut number = |field: &str, text: &str| {
            text.trim().parse::<i64>().unwrap_or_else(|_| {
                problems.add(field, Text::new("monitoring-error-whole"));
                0
            })
        };
        let numbers = (
            number("reopen_hours", &self.reopen_hours),
            number("storm_count", &self.storm_count),
            number("storm_minutes", &self.storm_minutes),
            number("silent_minutes", if self.silent_minutes.is_empty() { "0" } else { &self.silent_minutes }),
        );
        problems.into_result()?;
        Ok(Settings {
            name: self.name.clone(),
            kind: Kind::parse(&self.kind).unwrap_or(Kind::Generic),
            on_recovery: OnRecovery::parse(&self.on_recovery).unwrap_or(OnRecovery::Resolve),
            reopen_hours: numbers.0,
            storm_count: numbers.1,
            storm_minutes: numbers.2,
            silent_minutes: numbers.3,
            severities: self.severities(),
        })
    }

    /// The places that hold a word, then the last one: every other word.
    fn severities(&self) -> Vec<Severity> {
        let rows = self.rows();
        let last = rows.len().saturating_sub(1);
        let kept =
            rows.into_iter().enumerate().filter(|(i, (word, ..))| !word.trim().is_empty() || *i == last);
        kept.map(|(i, (word, impact, urgency, outage))| Severity {
            word: if i == last { String::new() } else { word.trim().to_owned() },
            impact: Impact::parse(&impact),
            urgency: Urgency::parse(&urgency).unwrap_or(Urgency::Medium),
            is_outage: outage == "yes",
        })
        .collect()
    }

    fn rows(&self) -> Vec<SeverityRow> {
        let at = |list: &[String], i: usize| list.get(i).cloned().unwrap_or_default();
        let row = |i| (at(&self.word, i), at(&self.impact, i), at(&self.urgency, i), at(&self.outage, i));
        (0..self.word.len().min(SEVERITIES)).map(row).collect()
    }
}

/// The kinds that `may_be` allows.
fn kinds(lang: Lang, may_be: impl Fn(Kind) -> bool) -> Vec<Choice> {
    let kinds = Kind::ALL.iter().filter(|kind| may_be(**kind));
    kinds.map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key()))).collect()
}

/// The choice of a kind.
pub(crate) fn kind_page(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let body = filter_form(
        "/monitoring/new",
        &lang.t("monitoring-kind"),
        html! {
            (Field::radios(lang, "kind", lang.t("monitoring-kind-choose"), kinds(lang, |kind| kind != Kind::Probe)).value("alertmanager"))
            (submit(Emphasis::Primary, &lang.t("monitoring-continue")))
        },
    );
    page(ctx, &head(ctx, lang.t("monitoring-new")), body)
}

/// The form of a new source.
pub(crate) fn new_page(ctx: &Ctx, form: &SettingsForm, errors: &[FieldError]) -> Markup {
    let head = head(ctx, ctx.lang.t("monitoring-new")).has_errors(!errors.is_empty());
    let post = PostForm::new("/monitoring", &ctx.csrf).body(fields(ctx.lang, form, errors));
    page(ctx, &head, html! { (error_summary(ctx.lang, errors)) (post) })
}

/// The settings of a source.
pub(crate) fn settings_page(
    ctx: &Ctx,
    source: &Source,
    form: &SettingsForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = part_head(ctx, source, "monitoring-settings").has_errors(!errors.is_empty());
    let post = PostForm::new(format!("{}/settings", path(&source.id)), &ctx.csrf)
        .hidden("version", form.version.to_string())
        .body(fields(lang, form, errors));
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

fn fields(lang: Lang, form: &SettingsForm, errors: &[FieldError]) -> Markup {
    let number = |name: &'static str, key: &str, value: &str| {
        Field::number(lang, name, lang.t(key)).value(value).width(5).error(error_of(errors, name)).required()
    };
    let kind = Kind::parse(&form.kind);
    let ends = OnRecovery::ALL.iter().map(|end| Choice::new(end.as_str(), lang.t(end.label_key())));
    html! {
        (Field::text(lang, "name", lang.t("monitoring-name")).value(&form.name).hint(lang.t("monitoring-name-hint"))
            .error(error_of(errors, "name")).required())
        (Field::select(lang, "kind", lang.t("monitoring-kind"), kinds(lang, |one| kind.map_or(one.posts(), |kind| one == kind || (one.posts() && kind.posts())))).value(&form.kind)
            .error(error_of(errors, "kind")))
        (Field::radios(lang, "on_recovery", lang.t("monitoring-on-recovery"), ends).value(&form.on_recovery))
        (number("reopen_hours", "monitoring-reopen-hours", &form.reopen_hours).hint(lang.t("monitoring-reopen-hint")))
        (number("storm_count", "monitoring-storm-count", &form.storm_count).hint(lang.t("monitoring-storm-hint")))
        (number("storm_minutes", "monitoring-storm-minutes", &form.storm_minutes))
        @if kind.is_none_or(Kind::posts) {
            (number("silent_minutes", "monitoring-silent-minutes", &form.silent_minutes).hint(lang.t("monitoring-silent-hint")))
        }
        (severities(lang, form, errors))
        (buttons(submit(Emphasis::Primary, &lang.t("monitoring-save"))))
    }
}

/// Whether a severity cuts a site off.
const YES_OR_NO: [(&str, &str); 2] = [("no", "monitoring-outage-no"), ("yes", "monitoring-outage-yes")];

/// The meaning of each severity, with room for more, the last line for every other word.
fn severities(lang: Lang, form: &SettingsForm, errors: &[FieldError]) -> Markup {
    let mut rows = form.rows();
    let other = rows.pop().unwrap_or_default();
    while rows.len() + 1 < SEVERITIES && rows.iter().rev().take(2).filter(|row| row.0.is_empty()).count() < 2
    {
        rows.push((String::new(), "medium".to_owned(), "medium".to_owned(), "no".to_owned()));
    }
    let table = DataTable::new(lang.t("monitoring-severities"));
    let columns = ["monitoring-severity", "monitoring-impact", "monitoring-urgency", "monitoring-outage"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let label = |key: &str, place: usize| {
        lang.with("monitoring-severity-cell", &[("what", lang.t(key)), ("place", place.to_string())])
    };
    let impacts: Vec<(&str, &str)> = std::iter::once(("", "monitoring-no-ticket"))
        .chain(Impact::ALL.iter().map(|impact| (impact.as_str(), impact.label_key())))
        .collect();
    let urgencies: Vec<(&str, &str)> = Urgency::ALL.iter().map(|u| (u.as_str(), u.label_key())).collect();
    let choices = |name: &str, label: String, options: &[(&str, &str)], value: &str| {
        html! { select name=(name) aria-label=(label) {
            @for (word, key) in options { option value=(word) selected[*word == value] { (lang.t(key)) } }
        } }
    };
    let line = |place: usize, (word, impact, urgency, outage): &SeverityRow, word_cell: Option<Markup>| {
        let typed = || html! { input type="text" name="word" value=(word) maxlength="100" aria-label=(label("monitoring-severity", place)); };
        [
            word_cell.unwrap_or_else(typed),
            choices("impact", label("monitoring-impact", place), &impacts, impact),
            choices("urgency", label("monitoring-urgency", place), &urgencies, urgency),
            choices("outage", label("monitoring-outage", place), &YES_OR_NO, outage),
        ]
    };
    let others = html! { input type="hidden" name="word" value=""; (lang.t("monitoring-severity-other")) };
    let table = table.rows(rows.iter().enumerate().map(|(i, row)| line(i + 1, row, None)));
    let table = table.row(line(rows.len() + 1, &other, Some(others)));
    html! {
        div id="field-severities" tabindex="-1" {
            @if let Some(error) = error_of(errors, "severities") { p.field-error { (error) } }
            (table)
            p.hint { (lang.t("monitoring-severities-hint")) }
        }
    }
}

/// The form of a new rule: first whose, then which events.
pub(crate) async fn rule_page(
    ctx: &Ctx,
    source: &Source,
    form: &RuleForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let lang = ctx.lang;
    let choices = listing::choices(ctx, &form.beneficiary).await?;
    let head = part_head(ctx, source, "monitoring-rule-new").has_errors(!errors.is_empty());
    let bodies = choices.beneficiaries.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let own = path(&source.id);
    let persons = choices.persons.iter().map(|person| Choice::new(person.id.as_str(), &person.name));
    let none = std::iter::once(Choice::new("", lang.t("monitoring-no-site")));
    let sites = none.chain(choices.sites.iter().map(|site| Choice::new(site.id.as_str(), &site.name)));
    let post = PostForm::new(format!("{own}/rules"), &ctx.csrf)
        .hidden("beneficiary", &form.beneficiary)
        .body(html! {
            (Field::text(lang, "label", lang.t("monitoring-rule-label")).value(&form.label)
                .hint(lang.t("monitoring-rule-label-hint")).error(error_of(errors, "label")))
            (Field::text(lang, "value", lang.t("monitoring-rule-value")).value(&form.value)
                .hint(lang.t("monitoring-rule-value-hint")).error(error_of(errors, "value")))
            (Field::select(lang, "contact", lang.t("monitoring-contact"), persons).value(&form.contact)
                .hint(lang.t("monitoring-contact-hint")).error(error_of(errors, "contact")).required())
            (Field::select(lang, "site", lang.t("desk-site"), sites).value(&form.site)
                .hint(lang.t("monitoring-site-hint")).error(error_of(errors, "site")))
            (buttons(submit(Emphasis::Primary, &lang.t("monitoring-rule-save"))))
        });
    let body = html! {
        (error_summary(lang, errors))
        (filter_form(&format!("{own}/rules/new"), &lang.t("desk-beneficiary"), html! {
            (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&form.beneficiary)
                .error(error_of(errors, "beneficiary")))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        }))
        @if !form.beneficiary.is_empty() { (post) }
    };
    Ok(page(ctx, &head, body))
}
