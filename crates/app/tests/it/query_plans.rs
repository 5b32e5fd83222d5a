//! The statements that run most are answered by an index, in its order, on both engines: no reading of whole
//! tables, no sorting, however large an instance grows.

use super::statements::statements;
use desk::tickets::store::lists::{BY_CHANGE, BY_DUE, BY_RECEPTION, ROWS};
use estate::assets::store::ROWS as ASSETS;
use estate::outages::store::{NEWEST, OUTAGE};
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

/// Outages: their list, what availability counts, the open one of a thing watched.
fn outages() -> Vec<Case> {
    let newest = format!("{OUTAGE}{NEWEST} order by t.from_at desc, t.id desc limit $3");
    let by_beginning: fn(Query) -> Query = |q| q.bind(at()).bind("").bind(51);
    let case = |name, sql, bind, scope, index| Case { name, sql, bind, scope, index: (index, index) };
    vec![
        case("every outage, newest first", newest.clone(), by_beginning, Scope::All, "outage_from"),
        case("outages of one body", newest, by_beginning, one(), "outage_beneficiary_from"),
        case(
            "what availability counts",
            holding("select w.site_id, t.id, t.from_at, t.to_at, t.factor from outage t"),
            |q| q.bind("b1").bind(at()).bind(at()),
            one(),
            "outage_beneficiary_from",
        ),
        case(
            "the open outage of a thing watched",
            format!(
                "{OUTAGE} and t.beneficiary_id = $1 and t.watch_key = $2 and t.to_at is null and t.withdrawn_at is null \
                 order by t.from_at desc, t.id desc limit 1"
            ),
            |q| q.bind("b1").bind("w1"),
            one(),
            "outage_watch",
        ),
    ]
}

/// Lists of the estate.
fn assets() -> Vec<Case> {
    let by_name = |more: &str| {
        format!(
            "{ASSETS} and (a.name_folded, a.id) > ($1, $2) and $3 > 0{more} and a.state <> 'retired' order by a.name_folded, a.id limit $3"
        )
    };
    let case = |name, sql, bind, scope, index| Case { name, sql, bind, scope, index: (index, index) };
    let from: fn(Query) -> Query = |q| q.bind("").bind("").bind(51);
    vec![
        case("every asset by name", by_name(""), from, Scope::All, "asset_name"),
        case("assets of one body by name", by_name(""), from, one(), "asset_beneficiary_name"),
        case(
            "assets of a kind by name",
            by_name(" and a.kind = $4"),
            |q| q.bind("").bind("").bind(51).bind("laptop"),
            Scope::All,
            "asset_kind_name",
        ),
        case(
            "assets that bear a serial number",
            format!("{ASSETS} and a.serial_folded = $1 order by a.beneficiary_id, a.id limit $2"),
            |q| q.bind("sn1").bind(51),
            Scope::All,
            "asset_serial",
        ),
    ]
}

/// Applications, acts, equipment requests, and what the watch of processes looks for each minute.
fn application_lists() -> Vec<Case> {
    let case = |name, sql, bind, index| Case { name, sql, bind, scope: Scope::All, index: (index, index) };
    let own = |name, sql, bind, index| Case { name, sql, bind, scope: one(), index: (index, index) };
    let (acts, requests) = ("(a.planned_on, a.id) < ($1, $2)", "(r.received_on, r.id) < ($1, $2)");
    let day: fn(Query) -> Query = |q| q.bind(jiff::civil::date(2026, 3, 11)).bind("z").bind(51);
    vec![
        case(
            "applications by name",
            format!(
                "{} order by a.name_folded, a.id limit $3",
                holding(
                    "from application a join organisation o on o.id = a.beneficiary_id where {scope a} and (a.name_folded"
                )
            ),
            |q| q.bind("").bind("").bind(51),
            "application_name",
        ),
        case("acts, the latest planned first", holding(acts), day, "act_planned"),
        own("acts of one body", holding(acts), day, "act_beneficiary_planned"),
        case("equipment requests, the latest first", holding(requests), day, "equipment_request_received"),
        own("requests of one body", holding(requests), day, "equipment_request_beneficiary_received"),
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
            name: "files nobody read yet",
            sql: holding("a.reading = 'unread' order by a.at, a.id"),
            bind: |q| q.bind(50),
            scope: Scope::All,
            index: ("ticket_attachment_unread", "ticket_attachment_unread"),
        },
        Case {
            name: "the ticket of an idempotency key",
            sql: holding(
                "t.description from ticket t where {scope t} and t.beneficiary_id = $1 and t.idempotency_key = $2",
            ),
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
/// Lists of the estate, by their own orders.
fn estate_lists() -> Vec<Case> {
    let case = |name, words, order: &str, bind, scope, index| Case {
        name,
        sql: holding(words) + order,
        bind,
        scope,
        index,
    };
    let lines: fn(Query) -> Query = |q| q.bind("").bind("").bind(true).bind(51);
    let calls: fn(Query) -> Query = |q| q.bind(at()).bind("").bind(51);
    let by_number = " order by l.number, l.id limit $4";
    let latest = " order by c.at desc, c.record_key desc limit $3";
    let (number, began) = ("(l.number, l.id) > ($1, $2)", "(c.at, c.record_key) < ($1, $2)");
    vec![
        case(
            "every telephone line",
            number,
            by_number,
            lines,
            Scope::All,
            ("telephone_line_number", "telephone_line_number"),
        ),
        case(
            "lines of one body",
            number,
            by_number,
            lines,
            one(),
            ("sqlite_autoindex_telephone_line_2", "telephone_line_beneficiary_number"),
        ),
        case("every call", began, latest, calls, Scope::All, ("call_record_at", "call_record_at")),
        case(
            "calls of one body",
            began,
            latest,
            calls,
            one(),
            ("call_record_beneficiary_at", "call_record_beneficiary_at"),
        ),
    ]
}

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
    let assets = query(
        "insert into asset (beneficiary_id, id, number, kind, name, name_folded, state, owner, manager, used_by, legal_status, \
         is_shared, maker, model, serial, serial_folded, protection, notes, retired_why, locked, created_at, updated_at, version) \
         with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < 5000) \
         select $1, 'a' || i, i, case when i % 50 = 0 then 'laptop' else 'screen' end, 'PC ' || i, 'pc ' || i, 'in_service', \
         'provider', 'provider', '', 'provider_bought', false, '', '', 'SN' || i, 'sn' || i, 'standard', '', '', '', $2, $2, 1 \
         from n",
    );
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    tx.execute(assets.bind(&world.valmont.id).bind(at())).await.unwrap();
    let requester = &world.person(Role::Requester).id;
    tx.execute(insert.bind(&world.valmont.id).bind(requester).bind(at())).await.unwrap();
    let insert = query(
        "insert into outage (beneficiary_id, id, from_at, to_at, factor, factor_reason, cause, note, source, watch_key, \
         ticket, reported_by_name, reported_at) \
         with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < 5000) \
         select $1, 'o' || i, $2, $2, '1', '', 'unknown', '', 'monitoring', 'w' || i, '', '', $2 from n",
    );
    tx.execute(insert.bind(&world.valmont.id).bind(at())).await.unwrap();
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
        let estate = outages().into_iter().chain(assets()).chain(estate_lists()).chain(application_lists());
        for case in lists().into_iter().chain(single_rows()).chain(estate) {
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
