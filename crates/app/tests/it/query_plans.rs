//! The statements that run most are answered by an index, in its order, on both engines: no reading of whole
//! tables, no sorting, however large an instance grows.

use super::statements::statements;
use desk::tickets::store::lists::{BY_CHANGE, BY_DUE, BY_RECEPTION, ROWS};
use jiff::Timestamp;
use kernel::Scope;
use people::Role;
use platform::db::{Engine, FromRow, Query, Result, Row, Tx, query};
use testkit::{TestApp, World, both};

/// One statement with its values, and the index that must serve it: its name on SQLite and on PostgreSQL.
struct Case {
    name: &'static str,
    sql: String,
    bind: fn(Query) -> Query,
    scope: Scope,
    index: (&'static str, &'static str),
}

struct Line(String);

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self> {
        row.get("detail").or_else(|_| row.get("QUERY PLAN")).map(Self)
    }
}

/// The one statement of the stores that holds these words.
fn holding(words: &str) -> String {
    let found: Vec<&'static str> =
        statements().into_iter().map(|s| s.sql).filter(|sql| sql.contains(words)).collect();
    match found.as_slice() {
        [one] => (*one).to_owned(),
        other => panic!("{} statements hold {words:?}: {other:#?}", other.len()),
    }
}

fn one() -> Scope {
    Scope::One("b1".into())
}

fn at() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

fn lists() -> Vec<Case> {
    let due = |more: &str| format!("{ROWS}{BY_DUE}{more} order by t.due_at, t.id limit $4");
    let newest =
        |more: &str| format!("{ROWS}{BY_RECEPTION}{more} order by t.received_at desc, t.id desc limit $3");
    let changed =
        |more: &str| format!("{ROWS}{BY_CHANGE}{more} order by t.updated_at desc, t.id desc limit $3");
    let by_due: fn(Query) -> Query = |q| q.bind("").bind(at()).bind(true).bind(51);
    let by_reception: fn(Query) -> Query = |q| q.bind("z").bind(at()).bind(51);
    let case = |name, sql, bind, scope, index| Case { name, sql, bind, scope, index: (index, index) };
    let closed: fn(Query) -> Query = |q| q.bind("z").bind(at()).bind(51).bind("closed");
    vec![
        case(
            "closed tickets, the newest first",
            newest(" and t.state in ($4)"),
            closed,
            Scope::All,
            "ticket_received",
        ),
        case("every open ticket by promise", due(""), by_due, Scope::All, "ticket_due"),
        case("open tickets of one body", due(""), by_due, one(), "ticket_beneficiary_due"),
        case(
            "open tickets of one agent",
            due(" and t.assignee_id = $5"),
            |q| q.bind("").bind(at()).bind(true).bind(51).bind("p1"),
            Scope::All,
            "ticket_assignee_due",
        ),
        case(
            "the queue of a team",
            due(" and t.team_id = $5 and t.assignee_id is null"),
            |q| q.bind("").bind(at()).bind(true).bind(51).bind("e1"),
            Scope::All,
            "ticket_team_due",
        ),
        case("every ticket, newest first", newest(""), by_reception, Scope::All, "ticket_received"),
        case("tickets of one body", newest(""), by_reception, one(), "ticket_beneficiary_received"),
        case(
            "unassigned of the actor's teams",
            due(" and t.team_id in (select m.team_id from team_member m where m.person_id = $5) and ((true \
                 and t.assignee_id in ($6)) or t.assignee_id is null)"),
            |q| q.bind("").bind(at()).bind(true).bind(51).bind("p1").bind("p1"),
            one(),
            "ticket_beneficiary_due",
        ),
        case("what changed last", changed(""), by_reception, Scope::All, "ticket_updated"),
        case(
            "what changed last, of one body",
            changed(""),
            by_reception,
            one(),
            "ticket_beneficiary_updated",
        ),
        case(
            "what is due soon",
            due(" and t.due_at < $5"),
            |q| q.bind("").bind(at()).bind(true).bind(51).bind(at()),
            Scope::All,
            "ticket_due",
        ),
        case(
            "one's own requests",
            newest(" and t.requester_id = $4"),
            |q| q.bind("z").bind(at()).bind(51).bind("p1"),
            one(),
            "ticket_requester_received",
        ),
    ]
}

/// What the estate lists, and what its watch looks for each minute.
fn estate_lists() -> Vec<Case> {
    let case = |name, sql, bind, index| Case { name, sql, bind, scope: Scope::All, index: (index, index) };
    let day: fn(Query) -> Query = |q| q.bind(jiff::civil::date(2026, 3, 11)).bind("z").bind(51);
    vec![
        case(
            "applications by name",
            format!(
                "{} order by a.name_folded, a.id limit $3",
                holding("(a.name_folded, a.id) > ($1, $2)").split(" and a.beneficiary_id =").next().unwrap()
            ),
            |q| q.bind("").bind("").bind(51),
            "application_name",
        ),
        case(
            "acts, the latest planned first",
            holding("(a.planned_on, a.id) < ($1, $2)"),
            day,
            "act_planned",
        ),
        case(
            "equipment requests, the latest received first",
            holding("(r.received_on, r.id) < ($1, $2)"),
            day,
            "equipment_request_received",
        ),
        case(
            "processes that keep silent",
            holding("p.late_at <= $1 and p.removed_at"),
            |q| q.bind(at()).bind(200),
            "scheduled_process_late",
        ),
        case(
            "the process of an address",
            holding("p.secret_digest = $1"),
            |q| q.bind("d"),
            "scheduled_process_secret",
        ),
    ]
}

fn single_rows() -> Vec<Case> {
    let key: fn(Query) -> Query = |q| q.bind("b1").bind("t1");
    vec![
        Case {
            name: "who is behind a session, at each request",
            sql: holding("from session s join person p on p.id = s.person_id"),
            bind: |q| q.bind("digest"),
            scope: Scope::All,
            index: ("sqlite_autoindex_session_1", "session_pkey"),
        },
        Case {
            name: "who is behind a token, at each request",
            sql: holding("from api_token t join person p"),
            bind: |q| q.bind("digest").bind(at()),
            scope: Scope::All,
            index: ("sqlite_autoindex_api_token_2", "api_token_token_digest_key"),
        },
        Case {
            name: "one ticket",
            sql: holding("m.person_id = $1)) and t.beneficiary_id = $2 and t.id = $3"),
            bind: |q| q.bind("").bind("b1").bind("t1"),
            scope: one(),
            index: ("sqlite_autoindex_ticket_1", "ticket_pkey"),
        },
        Case {
            name: "states of a ticket",
            sql: holding("select s.* from ticket_state s"),
            bind: key,
            scope: one(),
            index: ("sqlite_autoindex_ticket_state_1", "ticket_state_pkey"),
        },
        Case {
            name: "messages of a ticket",
            sql: holding("select m.* from ticket_message m"),
            bind: |q| q.bind("b1").bind("t1").bind(true),
            scope: one(),
            index: ("ticket_message_ticket", "ticket_message_ticket"),
        },
        Case {
            name: "the ticket of an idempotency key",
            sql: holding("t.idempotency_key = $2"),
            bind: key,
            scope: one(),
            index: ("sqlite_autoindex_ticket_3", "ticket_beneficiary_id_idempotency_key_key"),
        },
        Case {
            name: "the audit log, in the order of its chains",
            sql: holding("(chain, sequence) > ($1, $2)"),
            bind: |q| q.bind("").bind(0).bind(5_000),
            scope: Scope::All,
            index: ("sqlite_autoindex_audit_entry_1", "audit_entry_pkey"),
        },
    ]
}

/// Enough tickets for an engine to prefer one way over another.
async fn fill(app: &TestApp) {
    let world = World::new(app).await;
    let insert = query(
        "insert into ticket (beneficiary_id, id, number, kind, is_administrative, title, description, channel, \
         requester_id, created_by_name, impact, urgency, priority, state, is_open, received_at, due_at, version, \
         idempotency_key, created_at) \
         with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < 5000) \
         select $1, 't' || i, i, 'incident', false, 'Ticket', 'Texte', 'portal', $2, '', 'low', 'medium', 'P3', \
         'in_progress', true, $3, $3, 1, 'k' || i, $3 from n",
    );
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    let requester = &world.person(Role::Requester).id;
    tx.execute(insert.bind(&world.valmont.id).bind(requester).bind(at())).await.unwrap();
    tx.commit().await.unwrap();
}

async fn plan(tx: &mut Tx, case: &Case) -> String {
    let explain = if tx.engine() == Engine::Sqlite { "explain query plan" } else { "explain (costs off)" };
    let statement: &'static str = format!("{explain} {}", case.sql).leak();
    let lines: Vec<Line> = tx.all((case.bind)(query(statement))).await.unwrap();
    lines.into_iter().map(|line| line.0).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_statements_that_run_most_are_served_by_an_index_in_its_order() {
    both(async |app: TestApp| {
        fill(&app).await;
        let mut problems = vec![];
        for case in lists().into_iter().chain(estate_lists()).chain(single_rows()) {
            let mut tx = app.platform.db.read(&case.scope).await.unwrap();
            if tx.engine() == Engine::Postgres {
                // On tables as small as these PostgreSQL would rightly read everything and sort.
                for way in ["enable_seqscan", "enable_sort", "enable_bitmapscan", "enable_incremental_sort"] {
                    let off = query("select set_config($1, 'off', true) as value").bind(way);
                    tx.value::<String>(off).await.unwrap();
                }
            }
            let plan = plan(&mut tx, &case).await;
            let index = if tx.engine() == Engine::Sqlite { case.index.0 } else { case.index.1 };
            let uses = plan.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == index);
            if !uses || plan.contains("TEMP B-TREE") || plan.contains("Sort") {
                problems.push(format!("{} ({:?}) wants {index}:\n{plan}\n", case.name, tx.engine()));
            }
        }
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    })
    .await;
}
