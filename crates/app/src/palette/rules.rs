//! Which entries words lead to. Pure.

use super::Entry;
use kernel::{Actor, Permission, Scope, folded_words};

/// The entries in whose name each word begins a word, in their order; all of them without words.
pub(super) fn matching(entries: Vec<Entry>, words: &str) -> Vec<Entry> {
    let asked = folded_words(words);
    let fits = |entry: &Entry| {
        let name = folded_words(&entry.name);
        asked.iter().all(|start| name.iter().any(|word| word.starts_with(start.as_str())))
    };
    if asked.is_empty() && !words.trim().is_empty() {
        return vec![];
    }
    entries.into_iter().filter(fits).collect()
}

/// Whether the actor has the list of tickets.
pub(super) fn sees_list(actor: &Actor) -> bool {
    actor.may(Permission::TicketReadAll) || actor.may(Permission::TicketWork)
}

/// Where the actor opens a ticket, if anywhere.
pub(super) fn new_ticket(actor: &Actor) -> Option<(&'static str, &'static str)> {
    let place = match actor.scope {
        Scope::All => ("desk-new-ticket", "/tickets/new"),
        Scope::One(_) => ("desk-new-request", "/requests/new"),
    };
    actor.may(Permission::TicketCreate).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_words_of_a_name_in_any_order() {
        let entry = |name: &str| Entry { kind: "palette-page", name: name.to_owned(), path: String::new() };
        let names = |words: &str| {
            let all = vec![entry("Équipes"), entry("Tableaux de bord"), entry("Bordereau")];
            matching(all, words).into_iter().map(|entry| entry.name).collect::<Vec<_>>()
        };
        assert_eq!(names("equi"), ["Équipes"]);
        assert_eq!(names("bord tab"), ["Tableaux de bord"]);
        assert_eq!(names("BORD"), ["Tableaux de bord", "Bordereau"]);
        assert_eq!(names("").len(), 3);
        assert!(names("?!").is_empty() && names("xyz").is_empty());
    }
}
