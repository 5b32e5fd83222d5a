//! What happens to people: the texts of tickets by theme, and the everyday words around them.

use anyhow::{Context as _, Result};
use desk::tickets::{Impact, Kind, Urgency};
use serde::Deserialize;

/// One kind of ticket with its texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Title.
    pub title: String,
    /// Incident unless said otherwise.
    #[serde(default = "incident")]
    pub kind: Kind,
    /// Whether it is an administrative request (G.2a).
    #[serde(default)]
    pub administrative: bool,
    /// Impact and urgency, `high/medium`.
    pub levels: Levels,
    /// Usual service minutes until it is solved.
    pub minutes: i64,
    /// How often it happens, against the others.
    pub weight: u64,
    /// Theme, when it is not that of the file.
    #[serde(default)]
    pub theme: Option<Theme>,
    /// Ways to tell it.
    pub says: Vec<String>,
    /// A question of the technician and its answer.
    #[serde(default)]
    pub asks: Option<(String, String)>,
    /// Words when a vendor is asked, and when it has answered.
    #[serde(default)]
    pub vendor: Option<(String, String)>,
    /// A note among technicians.
    #[serde(default)]
    pub note: Option<String>,
    /// Ways it ends.
    pub solved: Vec<String>,
    /// Whether a file comes with it.
    #[serde(default)]
    pub attach: bool,
    /// What a site must have for it to happen.
    #[serde(default)]
    pub only_with: Option<Equipment>,
    /// Whether the monitoring may report it.
    #[serde(default)]
    pub monitoring: bool,
}

fn incident() -> Kind {
    Kind::Incident
}

/// Impact and urgency of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Levels(pub Impact, pub Urgency);

impl TryFrom<String> for Levels {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parsed = text
            .split_once('/')
            .and_then(|(impact, urgency)| Some(Self(Impact::parse(impact)?, Urgency::parse(urgency)?)));
        parsed.ok_or_else(|| format!("«{text}» is not impact/urgency"))
    }
}

/// What a site may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Equipment {
    /// Access points.
    Wifi,
}

/// What a ticket is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Network and Wi-Fi.
    Network,
    /// Desk phones and mobile lines.
    Telephony,
    /// Workstations.
    Workstation,
    /// Printing.
    Printing,
    /// Accounts, mail and rights.
    Accounts,
    /// Servers, files and backups.
    Hosting,
    /// Business software.
    Software,
    /// Questions about the service itself.
    Administrative,
}

impl Theme {
    /// Category of its tickets, and the sub-domain of annexe 1 A it says; nothing for questions about the service.
    pub fn category(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Network => ("Réseau et Wi-Fi", "network"),
            Self::Telephony => ("Téléphonie", "telephony"),
            Self::Hosting => ("Serveurs et fichiers", "hosting"),
            Self::Workstation => ("Postes de travail", ""),
            Self::Printing => ("Impression", ""),
            Self::Accounts => ("Comptes et messagerie", ""),
            Self::Software => ("Logiciels métier", ""),
            Self::Administrative => return None,
        })
    }
}

/// Everyday words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Openings of a message.
    pub greetings: Vec<String>,
    /// Ends of a message.
    pub endings: Vec<String>,
    /// A technician takes it.
    pub taken: Vec<String>,
    /// A technician says how far it is.
    pub working: Vec<String>,
    /// The requester is content.
    pub thanks: Vec<String>,
    /// The requester is not.
    pub again: Vec<String>,
    /// A technician takes it again.
    pub again_answer: Vec<String>,
    /// It is solved for good.
    pub again_solved: Vec<String>,
    /// Closed without news.
    pub silent_close: Vec<String>,
    /// Notes among technicians.
    pub notes: Vec<String>,
    /// Rooms.
    pub rooms: Vec<String>,
    /// Business software, without brands.
    pub software: Vec<String>,
    /// Shared folders.
    pub folders: Vec<String>,
}

/// All texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// Stories with their theme.
    pub stories: Vec<(Theme, Story)>,
    /// Everyday words.
    pub phrases: Phrases,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelf {
    tickets: Vec<Story>,
}

impl Library {
    /// Reads the data of the demonstration.
    pub fn read() -> Result<Self> {
        let shelves = [
            ("network", Theme::Network, include_str!("../data/network.toml")),
            ("telephony", Theme::Telephony, include_str!("../data/telephony.toml")),
            ("workstation", Theme::Workstation, include_str!("../data/workstation.toml")),
            ("services", Theme::Accounts, include_str!("../data/services.toml")),
        ];
        let mut stories = vec![];
        for (name, theme, text) in shelves {
            let shelf: Shelf = toml::from_str(text).with_context(|| format!("data/{name}.toml"))?;
            stories.extend(shelf.tickets.into_iter().map(|story| (story.theme.unwrap_or(theme), story)));
        }
        let phrases = toml::from_str(include_str!("../data/phrases.toml")).context("data/phrases.toml")?;
        Ok(Self { stories, phrases })
    }
}

/// What stands in the braces of a text.
pub struct Details {
    /// Name of the site, then the name after « à » and after « de ».
    pub site: [String; 3],
    /// Room.
    pub room: String,
    /// Name of the computer.
    pub computer: String,
    /// Extension.
    pub extension: String,
    /// Name of the copier.
    pub copier: String,
    /// A colleague.
    pub colleague: String,
    /// Business software.
    pub software: String,
    /// Shared folder.
    pub folder: String,
}

impl Details {
    /// The text with its braces filled and a capital at its beginning.
    pub fn fill(&self, text: &str) -> String {
        let pairs = [
            ("à {site}", &self.site[1]),
            ("de {site}", &self.site[2]),
            ("{site}", &self.site[0]),
            ("{bureau}", &self.room),
            ("{poste}", &self.computer),
            ("{numero}", &self.extension),
            ("{copieur}", &self.copier),
            ("{collegue}", &self.colleague),
            ("de {logiciel}", &self.software.replacen("le ", "du ", 1)),
            ("à {logiciel}", &self.software.replacen("le ", "au ", 1)),
            ("{logiciel}", &self.software),
            ("{dossier}", &self.folder),
        ];
        let filled = pairs.iter().fold(text.to_owned(), |text, (brace, value)| text.replace(brace, value));
        let mut letters = filled.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}
