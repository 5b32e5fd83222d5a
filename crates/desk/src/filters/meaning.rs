//! What a line of filters means to its reader: names become identifiers, words a condition on the index.

use super::{
    Column, Condition, Test,
    rules::{self, Meant, plain},
    store::{self, Name},
};
use crate::tickets::{
    State,
    rules::is_open,
    store::{Cursor, Filter, Order},
};
use kernel::{Text, fold};
use platform::{Ctx, Error, Problems, Result, db::Tx, search};

/// The filter that a line means to the actor. Everything wrong with it is told as problems of the field `q`.
pub async fn read(ctx: &Ctx, tx: &mut Tx, line: &str, after: Option<Cursor>) -> Result<Filter> {
    let meant = rules::read(line, ctx.now()).map_err(refused)?;
    let (mut conditions, mut order, mut problems) = (vec![], None, vec![]);
    for one in meant {
        match one {
            Meant::Condition(condition) => conditions.push(condition),
            Meant::Order(chosen) => order = Some(chosen),
            Meant::Words(words) => {
                search::prepare(tx).await?;
                conditions.extend(found_under(ctx, &words));
            }
            Meant::Names { column, values, is_excluded, span } => {
                match named(ctx, tx, column, &values).await? {
                    Some(test) => conditions.push(Condition { test, is_excluded }),
                    None => problems.push(rules::wrong(line, &span, "filter-error-name")),
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(refused(problems));
    }
    let order = in_order(order, &conditions);
    Ok(Filter { conditions, order, after })
}

fn refused(problems: Vec<Text>) -> Error {
    let mut all = Problems::default();
    for text in problems {
        all.add("q", text);
    }
    Error::Invalid(all)
}

/// Promises are kept for open tickets only: a list that asks for others is read by reception.
fn in_order(asked: Option<Order>, conditions: &[Condition]) -> Order {
    let over = |condition: &Condition| match &condition.test {
        Test::Among { column: Column::State, values, .. } if !condition.is_excluded => {
            values.iter().any(|word| State::parse(word).is_some_and(|state| !is_open(state)))
        }
        _ => false,
    };
    match asked.unwrap_or_default() {
        Order::Due if conditions.iter().any(over) => Order::Newest,
        order => order,
    }
}

fn found_under(ctx: &Ctx, words: &str) -> Option<Condition> {
    let asked = search::ask(words)?;
    let test = Test::Words(search::narrowing(&ctx.actor, &search::Kind::OF_TICKETS, &asked));
    Some(Condition { test, is_excluded: false })
}

/// The rows of these names; nothing when one names nothing that the reader may see.
async fn named(ctx: &Ctx, tx: &mut Tx, column: Column, typed: &[String]) -> Result<Option<Test>> {
    let words: Vec<String> = typed.iter().map(|value| plain(value)).collect();
    let person = ctx.actor.person.clone();
    if column == Column::Team && words.iter().all(|word| is_mine(word)) {
        return Ok(person.map(Test::TeamsOf));
    }
    let known = store::names(tx, column).await?;
    let (mut values, mut or_none) = (vec![], false);
    for (word, typed) in words.iter().zip(typed) {
        if is_nobody(word) {
            or_none = true;
        } else if is_me(word) && matches!(column, Column::Assignee | Column::Requester) {
            values.extend(person.iter().map(ToString::to_string));
        } else {
            let found = matching(&known, word, typed);
            if found.is_empty() {
                return Ok(None);
            }
            values.extend(found);
        }
    }
    Ok(Some(Test::Among { column, values, or_none }))
}

fn is_me(word: &str) -> bool {
    matches!(word, "me" | "moi")
}

fn is_mine(word: &str) -> bool {
    matches!(word, "mine" | "mes" | "moi" | "miennes" | "mes equipes")
}

fn is_nobody(word: &str) -> bool {
    matches!(word, "nobody" | "none" | "personne" | "aucun" | "aucune")
}

/// Those called so, or else those in whose name each word begins a word.
fn matching(known: &[Name], word: &str, typed: &str) -> Vec<String> {
    let id = |name: &Name| name.id.clone();
    let is_exact = |name: &&Name| name.id == typed || name.folded == word || fold(&name.code) == word;
    let exact: Vec<String> = known.iter().filter(is_exact).map(id).collect();
    if !exact.is_empty() {
        return exact;
    }
    let begins = |name: &Name, start: &str| name.folded.split(' ').any(|part| part.starts_with(start));
    known.iter().filter(|name| word.split(' ').all(|start| begins(name, start))).map(id).collect()
}
