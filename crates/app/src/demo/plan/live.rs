//! Tickets under way on the morning of the demonstration, written by hand so that clocks run before one's eyes.

use super::{
    arrivals::instant,
    dice::Dice,
    house::{Desk, House},
    stories::{Levels, Library},
    tickets::{self, Arrival, PlannedTicket},
};
use anyhow::{Context as _, Result};
use desk::tickets::Channel;
use jiff::civil::DateTime;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Board {
    tickets: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    of: String,
    at: DateTime,
    story: String,
    levels: Levels,
    channel: Channel,
    #[serde(default)]
    site: Option<String>,
    #[serde(default)]
    done: Vec<(DateTime, Done)>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Done {
    Answer,
    Take,
    Note,
    Ask,
    Vendor,
    Solve,
}

/// The tickets under way.
pub(super) fn tickets(
    seed: u64,
    houses: &[House],
    desk: &Desk,
    library: &Library,
) -> Result<Vec<PlannedTicket>> {
    let board: Board = toml::from_str(include_str!("../data/live.toml")).context("data/live.toml")?;
    let numbered = (1_000_000..).zip(board.tickets);
    numbered.map(|(stream, one)| ticket(Dice::new(seed, stream), houses, desk, library, &one)).collect()
}

fn ticket(
    dice: Dice,
    houses: &[House],
    desk: &Desk,
    library: &Library,
    one: &Written,
) -> Result<PlannedTicket> {
    let house = houses.iter().find(|house| house.code == one.of).context("data/live.toml: unknown body")?;
    let story = library.stories.iter().find(|(_, story)| story.title == one.story);
    let (theme, story) = story.with_context(|| format!("data/live.toml: no story «{}»", one.story))?;
    let at = instant(one.at).context("data/live.toml: no such instant")?;
    let place =
        |name: &String| house.places.iter().find(|(_, names)| names[0] == *name).map(|(place, _)| *place);
    let arrival = Arrival {
        at,
        theme: *theme,
        story,
        levels: (one.levels.0, one.levels.1),
        channel: Some(one.channel),
        site: one
            .site
            .as_ref()
            .map(|name| place(name).context("data/live.toml: unknown site"))
            .transpose()?,
    };
    let mut life = tickets::draw(dice, house, desk, library, &arrival);
    for (at, done) in &one.done {
        life.at = instant(*at).context("data/live.toml: no such instant")?;
        match done {
            Done::Answer => life.acknowledge(),
            Done::Take => life.take(),
            Done::Note => life.note(),
            Done::Ask => life.ask(),
            Done::Vendor => life.wait_for_vendor(),
            Done::Solve => life.solve(),
        }
    }
    Ok(life.ticket)
}
