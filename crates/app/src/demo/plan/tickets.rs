//! Tickets of a plan: what each one is and every step of its life.

use super::{
    dice::Dice,
    house::{Desk, House},
    life::Life,
    stories::{Details, Equipment, Library, Story, Theme},
};
use desk::tickets::{Channel, Impact, Kind, Transition, Urgency};
use jiff::Timestamp;

/// A ticket with its life up to the date of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTicket {
    /// Position of the beneficiary.
    pub beneficiary: usize,
    /// Position of the person it is for.
    pub requester: usize,
    /// Position of the person who typed it; nobody for what a machine received.
    pub opened_by: Option<usize>,
    /// Incident or request.
    pub kind: Kind,
    /// Administrative request (G.2a).
    pub administrative: bool,
    /// What it is about.
    pub theme: Theme,
    /// Title.
    pub title: String,
    /// As told.
    pub description: String,
    /// How it came.
    pub channel: Channel,
    /// Position of the site.
    pub site: Option<usize>,
    /// Impact.
    pub impact: Impact,
    /// Urgency.
    pub urgency: Urgency,
    /// Joined file: name and text.
    pub file: Option<(String, String)>,
    /// What happens, in order; the first is the arrival.
    pub steps: Vec<(Timestamp, Step)>,
}

/// One thing done to a ticket. Persons are positions in the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It arrives.
    Open,
    /// A technician takes it without a word.
    Take {
        /// Who.
        by: usize,
    },
    /// It is given to a technician.
    Assign {
        /// Who gives.
        by: usize,
        /// Who receives.
        to: usize,
    },
    /// A note among technicians.
    Note {
        /// Who.
        by: usize,
        /// The words.
        body: String,
    },
    /// Public words, with what they bring about.
    Say {
        /// Who.
        by: usize,
        /// The words.
        body: String,
        /// What happens next.
        then: Option<Transition>,
    },
    /// Closed for want of news.
    Close {
        /// Who.
        by: usize,
        /// Why.
        reason: String,
    },
}

impl Step {
    /// Who does it; nobody for an arrival.
    pub fn by(&self) -> Option<usize> {
        match self {
            Self::Open => None,
            Self::Take { by }
            | Self::Assign { by, .. }
            | Self::Note { by, .. }
            | Self::Say { by, .. }
            | Self::Close { by, .. } => Some(*by),
        }
    }
}

/// What is known of a ticket when it arrives.
pub(super) struct Arrival<'a> {
    pub(super) at: Timestamp,
    pub(super) theme: Theme,
    pub(super) story: &'a Story,
    pub(super) levels: (Impact, Urgency),
    pub(super) channel: Option<Channel>,
    /// Position of the site, when it matters.
    pub(super) site: Option<usize>,
}

/// Draws a ticket of a story and gives the life that may be played on.
pub(super) fn draw<'a>(
    dice: Dice,
    house: &'a House,
    desk: &'a Desk,
    library: &'a Library,
    arrival: &Arrival<'a>,
) -> Life<'a> {
    let mut dice = dice;
    let story = arrival.story;
    let requester = *dice.pick(&house.requesters);
    let sites = match story.only_with {
        Some(Equipment::Wifi) => &house.sites_with_wifi,
        None => &house.sites,
    };
    let drawn = *dice.pick(sites);
    let site = arrival.site.unwrap_or(drawn);
    let details = details(&mut dice, house, library, requester, site);
    let channel = arrival.channel.unwrap_or_else(|| channel(&mut dice, house, story, arrival.at));
    let says = details.fill(dice.pick(&story.says).as_str());
    let description = told(&mut dice, library, channel, &house.names[requester], &says);
    let ticket = PlannedTicket {
        beneficiary: house.organisation,
        requester,
        opened_by: opened_by(channel, requester, desk),
        kind: story.kind,
        administrative: story.administrative,
        theme: arrival.theme,
        title: details.fill(&story.title),
        description,
        channel,
        site: arrival.site.or(dice.chance(82).then_some(site)),
        impact: arrival.levels.0,
        urgency: arrival.levels.1,
        file: (story.attach && dice.chance(70)).then(|| file(&details, story)),
        steps: vec![(arrival.at, Step::Open)],
    };
    let technician = desk.for_theme(&mut dice, arrival.theme);
    Life { dice, house, desk, library, details, story, technician, at: arrival.at, ticket }
}

/// The words as they reach the desk: typed by the requester, noted down by the call centre, or sent by a machine.
fn told(dice: &mut Dice, library: &Library, channel: Channel, requester: &str, says: &str) -> String {
    let words = &library.phrases;
    let first_name = requester.split(' ').next().unwrap_or_default();
    match channel {
        Channel::Monitoring | Channel::Api => says.to_owned(),
        Channel::Phone => format!("Appel de {requester}.\n\n« {says} »"),
        Channel::Counter => format!("Passage de {requester} au guichet.\n\n« {says} »"),
        Channel::Portal | Channel::Mail | Channel::Chat => {
            let (greeting, ending) = (dice.pick(&words.greetings), dice.pick(&words.endings));
            format!("{greeting}\n\n{says}\n\n{ending}\n{first_name}")
        }
    }
}

fn details(dice: &mut Dice, house: &House, library: &Library, requester: usize, site: usize) -> Details {
    let words = &library.phrases;
    let colleague = house.requesters.iter().copied().filter(|one| *one != requester).collect::<Vec<_>>();
    Details {
        site: house.places[&site].clone(),
        room: dice.pick(&words.rooms).clone(),
        computer: format!("{}-PC-{:03}", house.code, dice.between(1, 60)),
        extension: format!("4{}", dice.between(100, 199)),
        copier: format!("{}-COP-{:02}", house.code, dice.between(1, 9)),
        colleague: house.names[*dice.pick(&colleague)].clone(),
        software: dice.pick(&words.software).clone(),
        folder: dice.pick(&words.folders).clone(),
    }
}

fn channel(dice: &mut Dice, house: &House, story: &Story, at: Timestamp) -> Channel {
    if story.monitoring && dice.chance(45) {
        return Channel::Monitoring;
    }
    let is_open = house.clock.is_open(at);
    let weights = if is_open { [44, 28, 20, 4, 4] } else { [62, 0, 38, 0, 0] };
    let channels = [Channel::Portal, Channel::Phone, Channel::Mail, Channel::Counter, Channel::Chat];
    channels[dice.weighted(weights.into_iter())]
}

/// The requester types on the portal; the call centre types what it hears; machines type nothing.
fn opened_by(channel: Channel, requester: usize, desk: &Desk) -> Option<usize> {
    match channel {
        Channel::Portal => Some(requester),
        Channel::Phone | Channel::Counter | Channel::Chat => Some(desk.call_centre),
        Channel::Mail | Channel::Monitoring | Channel::Api => None,
    }
}

fn file(details: &Details, story: &Story) -> (String, String) {
    let text = format!(
        "Fichier d'exemple de la démonstration (contenu inventé).\nPoste : {}\nObjet : {}\n",
        details.computer,
        details.fill(&story.title)
    );
    (format!("constat-{}.txt", details.computer.to_lowercase()), text)
}
