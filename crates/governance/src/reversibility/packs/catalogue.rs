//! What a pack takes of each table. A table of beneficiaries comes by itself: only what stays out, is withheld or is shared
//! with others is said here, each with its reason.

use super::Why;
use platform::db::schema::{Reference, Table, TableColumn};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Tables with rows of beneficiaries that stay out.
pub const LEFT_OUT: [(&str, Why); 26] = [
    ("webhook", Why::Secret),
    ("job", Why::Work),
    ("closing_run", Why::Work),
    ("reversibility_pack", Why::Work),
    // What this instance deleted says nothing elsewhere; its certificate is handed over by itself.
    ("destruction", Why::Work),
    ("destruction_count", Why::Work),
    ("destruction_file", Why::Work),
    ("destruction_opening", Why::Work),
    // Where alarms come from is the provider's; the tickets and outages they made are in the pack.
    ("monitoring_rule", Why::Work),
    ("monitoring_incident", Why::Work),
    ("monitoring_alarm", Why::Work),
    ("probe", Why::Work),
    ("probe_result", Why::Work),
    ("probe_hour", Why::Work),
    ("billing_run_item", Why::Work),
    ("billing_run_invoice", Why::Work),
    ("outbox", Why::Transport),
    ("webhook_delivery", Why::Transport),
    ("notification", Why::Screen),
    ("ticket_presence", Why::Screen),
    ("saved_view", Why::Screen),
    ("ticket_wake_up", Why::Screen),
    ("ticket_bulk", Why::Screen),
    ("ticket_draft", Why::Draft),
    ("ticket_held", Why::Draft),
    ("article_day", Why::Figures),
];

/// Tables that are nobody's in particular, whose rows come along when rows of the beneficiary refer to them. Every table
/// that is referred to is either here or fails a test.
pub const SHARED: [&str; 12] = [
    "allocation_key",
    "article",
    "article_version",
    "call_source",
    "change",
    "checklist",
    "major_incident",
    "problem",
    "request_form",
    "team",
    "ticket_category",
    "walk_in_counter",
];

/// Shared rows that come along although nothing refers to them; `$1` is the beneficiary.
const ALSO: [(&str, &str); 2] = [
    ("organisation", "side = 'provider'"),
    // What is read by everybody, and the procedures of its own applications.
    (
        "article_version",
        "exists (select 1 from article a where a.id = article_version.article_id and a.published = article_version.number \
         and a.retired_at is null) and (audience = 'everybody' or exists (select 1 from article_application l \
         where l.beneficiary_id = $1 and l.article_id = article_version.article_id))",
    ),
];

/// Rows of a beneficiary that stay out: what the provider's people write for themselves, and articles not published.
const UNLESS: [(&str, &str); 6] = [
    ("ticket_message", "is_internal"),
    (
        "ticket_attachment",
        "exists (select 1 from ticket_message m where m.beneficiary_id = ticket_attachment.beneficiary_id \
         and m.id = ticket_attachment.message_id and m.is_internal)",
    ),
    (
        "ticket_mail",
        "exists (select 1 from ticket_message m where m.beneficiary_id = ticket_mail.beneficiary_id \
         and m.id = ticket_mail.message_id and m.is_internal)",
    ),
    (
        "article_audience",
        "not exists (select 1 from article a where a.id = article_audience.article_id and a.published = article_audience.number)",
    ),
    (
        "article_source",
        "not exists (select 1 from article a join article_version v on v.article_id = a.id and v.number = a.published \
         where a.id = article_source.article_id and v.audience <> 'internal')",
    ),
    (
        "article_application",
        "not exists (select 1 from article a where a.id = article_application.article_id and a.published is not null)",
    ),
];

/// Columns named as digests that name no stored file.
const NO_FILES: [(&str, &str); 5] = [
    ("agreement_version", "source_digest"),
    ("indicator_closing", "digest"),
    ("indicator_value", "digest"),
    ("inventory_machine", "digest"),
    ("request_form", "source_digest"),
];

/// What stands in a column instead of what is withheld.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instead {
    /// Nothing.
    Nothing,
    /// These words.
    Words(&'static str),
    /// This number.
    Number(i64),
    /// No.
    No,
    /// An empty list.
    NoItem,
    /// The row's `id` before these words: no two rows have the same.
    Id(&'static str),
    /// What another column holds.
    Column(&'static str),
}

/// Whose rows a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Everybody,
    /// Those that are nobody's in particular.
    Common,
}

use Instead::{Column, Id, No, NoItem, Nothing, Number, Words};

/// A table, of whose rows, and what stands in its columns instead.
type Withheld = (&'static str, Of, &'static [(&'static str, Instead)]);

/// What is withheld: secrets always; of what others share, what does not concern the beneficiary.
const WITHHELD: &[Withheld] = &[
    ("person", Of::Everybody, &[("password_hash", Nothing)]),
    (
        "person",
        Of::Common,
        &[
            ("email", Id("@withheld.invalid")),
            ("email_folded", Id("@withheld.invalid")),
            ("phone", Words("")),
            ("phone_number", Nothing),
            ("function_title", Words("")),
            ("language", Words("fr")),
            ("roles", NoItem),
            ("disabled_at", Column("created_at")),
            ("has_shortcuts", No),
            ("is_compact", No),
            ("version", Number(1)),
        ],
    ),
    ("organisation", Of::Common, &[("version", Number(1))]),
    ("inventory_access", Of::Everybody, &[("token_digest", Id("-withheld"))]),
    ("scheduled_process", Of::Everybody, &[("secret_digest", Id("-withheld"))]),
    ("team", Of::Common, &[("description", Words("")), ("takes", NoItem), ("version", Number(1))]),
    (
        "walk_in_counter",
        Of::Common,
        &[
            ("site_owner_id", Nothing),
            ("site_id", Nothing),
            ("number_day", Nothing),
            ("last_number", Number(0)),
            ("version", Number(1)),
        ],
    ),
    (
        "change",
        Of::Common,
        &[
            ("title", Column("public_title_fr")),
            ("why", Words("")),
            ("template_id", Nothing),
            ("plan", Words("")),
            ("back_out", Words("")),
            ("test", Words("")),
            ("conflict_reason", Words("")),
            ("emergency_reason", Words("")),
            ("outcome", Words("")),
            ("review_text", Words("")),
        ],
    ),
    (
        "problem",
        Of::Common,
        &[
            ("title", Column("public_title_fr")),
            ("title_folded", Words("")),
            ("description", Words("")),
            ("root_cause", Words("")),
            ("workaround", Words("")),
            ("resolution", Words("")),
        ],
    ),
    ("article", Of::Common, &[("reminded_of", Nothing), ("idempotency_key", Nothing)]),
    ("call_source", Of::Common, &[("owner_id", Nothing)]),
];

/// A table of which a pack takes rows.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The table, in the catalogue of the engine.
    pub table: Table,
    /// Rows of the beneficiary for which this is true stay out.
    pub(super) unless: &'static str,
    /// Rows of nobody in particular for which this is true come along.
    pub(super) also: Option<&'static str>,
    /// Where its rows may lead to rows of nobody in particular: columns, and the table they are the key of.
    pub(super) leads: Vec<(Vec<String>, String)>,
    withheld: Vec<(Of, usize, Instead)>,
}

/// What a pack takes of an instance.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The tables, each after those it refers to.
    pub taken: Vec<Taken>,
    /// Tables referred to of which nobody has said what may be handed over; each with a table that refers to it.
    pub undecided: BTreeMap<String, String>,
}

/// What a pack takes of these tables.
pub fn catalogue(tables: Vec<Table>, references: &[Reference]) -> Catalogue {
    let is_owned = |table: &Table| table.is_scoped() && !LEFT_OUT.iter().any(|(name, _)| *name == table.name);
    let mut catalogue = Catalogue::default();
    for table in tables {
        let is_shared = SHARED.contains(&table.name.as_str());
        if !is_owned(&table) && !is_shared {
            continue;
        }
        let taken = Taken::of(table, references);
        for (_, target) in &taken.leads {
            let is_common =
                SHARED.contains(&target.as_str()) || ["person", "organisation"].contains(&target.as_str());
            if !is_common {
                catalogue.undecided.insert(target.clone(), taken.table.name.clone());
            }
        }
        catalogue.taken.push(taken);
    }
    catalogue
}

impl Taken {
    fn of(table: Table, references: &[Reference]) -> Self {
        let named = |list: &[(&'static str, &'static str)]| {
            list.iter().find(|(name, _)| *name == table.name).map(|(_, condition)| *condition)
        };
        let withheld: Vec<(Of, usize, Instead)> = WITHHELD
            .iter()
            .filter(|(name, _, _)| *name == table.name)
            .flat_map(|(_, of, columns)| {
                columns.iter().map(move |(column, instead)| (*of, *column, *instead))
            })
            .filter_map(|(of, column, instead)| Some((of, table.place(column)?, instead)))
            .collect();
        let is_withheld =
            |column: &String| withheld.iter().any(|(_, place, _)| table.columns[*place].name == *column);
        // Within the beneficiary's own rows every table comes whole: only what leads out of them is followed.
        let leads = references.iter().filter(|r| {
            r.table == table.name && !r.columns.iter().any(|c| c == "beneficiary_id" || is_withheld(c))
        });
        let leads = leads.map(|r| (r.columns.clone(), r.target.clone())).collect();
        Self { unless: named(&UNLESS).unwrap_or_default(), also: named(&ALSO), leads, withheld, table }
    }

    /// Whether a row is nobody's in particular.
    pub(super) fn is_common(&self, values: &[Value]) -> bool {
        self.table.place("beneficiary_id").is_none_or(|place| values.get(place).is_none_or(Value::is_null))
    }

    /// Whether there can be such rows.
    pub(super) fn may_be_common(&self) -> bool {
        !self.table.is_scoped() || ["person", "organisation"].contains(&self.table.name.as_str())
    }

    /// The row as it is handed over.
    pub(super) fn masked(&self, mut values: Vec<Value>) -> Vec<Value> {
        let is_common = self.is_common(&values);
        for (of, place, instead) in &self.withheld {
            if *of == Of::Everybody || is_common {
                let at =
                    |name: &str| self.table.place(name).map_or(Value::Null, |place| values[place].clone());
                let value = match instead {
                    Nothing => Value::Null,
                    Words(words) => json!(words),
                    Number(number) => json!(number),
                    No => json!(false),
                    NoItem => json!([]),
                    Id(after) => json!(format!("{}{after}", at("id").as_str().unwrap_or_default())),
                    Column(name) => at(name),
                };
                values[*place] = value;
            }
        }
        values
    }

    /// What names a row among those of its table, as text.
    pub(super) fn key(&self, values: &[Value]) -> String {
        let places = self.table.key().into_iter().filter_map(|column| self.table.place(&column.name));
        json!(places.map(|place| values[place].clone()).collect::<Vec<_>>()).to_string()
    }

    /// The columns that name a stored file, each with the column that holds the file's name when there is one.
    pub(super) fn file_columns(&self) -> Vec<(usize, Option<usize>)> {
        let is_file = |(place, column): &(usize, &TableColumn)| {
            column.name.ends_with("digest")
                && column.kind == "text"
                && !NO_FILES.contains(&(self.table.name.as_str(), column.name.as_str()))
                && !self.withheld.iter().any(|(_, withheld, _)| withheld == place)
        };
        let columns = self.table.columns.iter().enumerate().filter(is_file);
        columns
            .map(|(place, column)| (place, self.table.place(&column.name.replace("digest", "name"))))
            .collect()
    }

    /// The columns of which something is withheld, by name.
    pub fn withheld_columns(&self) -> Vec<&str> {
        self.withheld.iter().map(|(_, place, _)| self.table.columns[*place].name.as_str()).collect()
    }
}

/// Everything said here of tables and columns, for a test that it is all still there: a table, and a column of it.
pub fn named() -> Vec<(&'static str, Option<&'static str>)> {
    let tables = LEFT_OUT.iter().map(|(t, _)| *t).chain(SHARED).chain(ALSO.iter().map(|(t, _)| *t));
    let tables = tables.chain(UNLESS.iter().map(|(t, _)| *t)).map(|table| (table, None));
    let columns = NO_FILES.iter().map(|(table, column)| (*table, Some(*column)));
    let withheld =
        WITHHELD.iter().flat_map(|(table, _, list)| list.iter().map(|(column, _)| (*table, Some(*column))));
    tables.chain(columns).chain(withheld).collect()
}
