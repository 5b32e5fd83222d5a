//! Every statement of every store is understood by both engines, keeps to its scope, and both schemas are one.

use platform::db::{Engine, FromRow, Result, Row, query, schema};
use std::{collections::BTreeMap, fs, path::Path};
use syn::{Expr, Lit, visit::Visit};
use testkit::{TestApp, both};

/// Statements that reach rows of beneficiaries without a scope, each file with its reason.
const UNSCOPED: [(&str, &str); 2] = [
    ("crates/people/src/sessions/", "signing in looks a person up before anyone knows whose"),
    ("crates/people/src/tokens/", "a bearer token is looked up before anyone knows whose"),
];

pub(super) struct Statement {
    pub(super) file: String,
    pub(super) sql: &'static str,
}

pub(super) fn statements() -> Vec<Statement> {
    let mut found = vec![];
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for area in fs::read_dir(&crates).unwrap() {
        walk(&area.unwrap().path().join("src"), &mut found);
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<Statement>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|e| e.unwrap().path()) {
        if path.is_dir() {
            walk(&path, found);
        } else if path.file_name().is_some_and(|n| n == "store.rs")
            || path.parent().is_some_and(|p| p.ends_with("store"))
        {
            let file = format!("crates/{}", path.display().to_string().rsplit_once("/../").unwrap().1);
            let syntax = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            let mut texts = Texts { constants: constants(&syntax), statements: vec![] };
            texts.visit_file(&syntax);
            found.extend(
                texts.statements.into_iter().map(|sql| Statement { file: file.clone(), sql: sql.leak() }),
            );
        }
    }
}

fn constants(file: &syn::File) -> BTreeMap<String, String> {
    let mut constants = BTreeMap::new();
    for item in &file.items {
        if let syn::Item::Const(constant) = item
            && let Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) = &*constant.expr
        {
            constants.insert(constant.ident.to_string(), text.value());
        }
    }
    constants
}

/// Puts each statement together from `query("…").and_if("…", …).push("…")`.
struct Texts {
    constants: BTreeMap<String, String>,
    statements: Vec<String>,
}

impl Texts {
    fn text(&self, argument: Option<&Expr>) -> Option<String> {
        match argument? {
            Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            Expr::Path(path) => self.constants.get(&path.path.segments.last()?.ident.to_string()).cloned(),
            _ => None,
        }
    }

    fn chain(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Call(call) => match &*call.func {
                Expr::Path(path) if path.path.segments.last()?.ident == "query" => {
                    self.text(call.args.first())
                }
                _ => None,
            },
            Expr::MethodCall(call) => {
                let before = self.chain(&call.receiver)?;
                let next = next_parameter(&before);
                Some(match (call.method.to_string().as_str(), self.text(call.args.first())) {
                    ("push", Some(text)) => before + &text,
                    ("values", Some(row)) => format!("{before} {row}"),
                    ("and_if", Some(text)) => format!("{before} and {text} ${next}"),
                    ("and_in", Some(text)) => format!("{before} and {text} in (${next})"),
                    _ => before,
                })
            }
            _ => None,
        }
    }
}

fn next_parameter(sql: &str) -> usize {
    let numbers = sql.split('$').skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    });
    numbers.max().unwrap_or(0) + 1
}

impl<'a> Visit<'a> for Texts {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Some(sql) = self.chain(expression) {
            self.statements.push(sql);
            // The inner parts of the chain are the same statement; only its arguments may hold others.
            let mut inner = expression;
            while let Expr::MethodCall(call) = inner {
                call.args.iter().for_each(|argument| self.visit_expr(argument));
                inner = &call.receiver;
            }
        } else {
            syn::visit::visit_expr(self, expression);
        }
    }
}

#[tokio::test]
async fn both_engines_understand_every_statement() {
    both(async |app: TestApp| {
        let mut problems = vec![];
        for statement in statements() {
            if let Err(error) = app.platform.db.check(statement.sql).await {
                problems.push(format!("{}: {error}\n    {}", statement.file, statement.sql));
            }
        }
        assert!(problems.is_empty(), "{:?}\n{}", app.platform.db.engine(), problems.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn every_statement_on_rows_of_beneficiaries_keeps_to_its_scope() {
    let app = TestApp::sqlite().await;
    let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
    let scoped: Vec<String> = schema::read(&mut tx)
        .await
        .unwrap()
        .into_iter()
        .filter(schema::Table::is_scoped)
        .map(|t| t.name)
        .collect();
    let mut problems = vec![];
    for statement in statements() {
        let words: Vec<&str> = statement.sql.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let reads_scoped = words.windows(2).any(|w| {
            ["from", "join", "update"].contains(&w[0].to_lowercase().as_str())
                && scoped.iter().any(|t| t == w[1])
        });
        let says_so = statement.sql.contains("{scope")
            || UNSCOPED.iter().any(|(file, _)| statement.file.starts_with(file));
        if reads_scoped && !says_so {
            problems.push(format!("{}: say {{scope alias}} in\n    {}", statement.file, statement.sql));
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// Tables that name a beneficiary but are found by another key, each with its reason.
const KEYED_OTHERWISE: [(&str, &str); 5] = [
    ("organisation", "its identifier is the beneficiary itself"),
    ("person", "people of the provider have none; rows of beneficiaries refer to (beneficiary_id, id)"),
    ("audit_entry", "its chain is the beneficiary, or the provider's own"),
    ("job", "work of the system itself, taken in the order in which it is due"),
    ("audit_head", "its chain is the beneficiary, or the provider's own"),
];

#[tokio::test]
async fn rows_of_a_beneficiary_carry_it_in_their_key() {
    let app = TestApp::sqlite().await;
    let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
    for table in schema::read(&mut tx).await.unwrap().into_iter().filter(schema::Table::is_scoped) {
        let first = table.columns.iter().find(|c| c.key == 1).map(|c| c.name.as_str());
        let excused = KEYED_OTHERWISE.iter().any(|(name, _)| *name == table.name);
        assert!(
            excused || first == Some("beneficiary_id"),
            "{}: the primary key starts with beneficiary_id",
            table.name
        );
    }
}

struct Wall {
    table: String,
    is_forced: bool,
}

impl FromRow for Wall {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { table: row.get("relname")?, is_forced: row.get("is_forced")? })
    }
}

#[tokio::test]
async fn every_table_of_beneficiaries_has_forced_row_level_security() {
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
        if tx.engine() != Engine::Postgres {
            return;
        }
        let select = query(
            "select c.relname::text as relname, c.relrowsecurity and c.relforcerowsecurity and exists \
             (select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive) as is_forced \
             from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()",
        );
        let walls: Vec<Wall> = tx.all(select).await.unwrap();
        for table in schema::read(&mut tx).await.unwrap().into_iter().filter(schema::Table::is_scoped) {
            let wall = walls.iter().find(|wall| wall.table == table.name).unwrap();
            assert!(wall.is_forced, "{}: its rows are open to statements without a scope", table.name);
        }
    })
    .await;
}

#[tokio::test]
async fn both_engines_have_one_schema() {
    let mut seen: Vec<String> = vec![];
    let dumps = std::sync::Mutex::new(&mut seen);
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
        let dump: Vec<String> =
            schema::read(&mut tx).await.unwrap().iter().map(|table| format!("{table:#?}")).collect();
        dumps.lock().unwrap().push(dump.join("\n"));
    })
    .await;
    if let [sqlite, postgres] = seen.as_slice() {
        assert_eq!(sqlite, postgres);
    }
}
