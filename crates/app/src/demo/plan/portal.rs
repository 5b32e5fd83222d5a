//! Requests by forms and announcements: a few written by hand, arrivals and new networks drawn over the three years, each
//! from its asking through its approvals to its go-live (G.3).

use super::{arrivals::instant, cast::Cast, dice::Dice, office::Act};
use anyhow::{Context as _, Result};
use desk::announcements::AnnouncementForm;
use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Weekday, date},
};
use kernel::{Zone, holidays::is_holiday};
use people::Role;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What people do on the portal, and what the desk does about it. `request` is a name of the plan's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PortalAct {
    /// Imports every form of the product.
    Forms,
    /// Asks by a form. Answers that begin with `@` name a person or a site of the cast.
    Ask {
        /// Name of the request.
        request: String,
        /// Code of the form.
        form: String,
        /// Answers by code of their question.
        answers: BTreeMap<String, String>,
    },
    /// Takes the ticket of a request.
    Take {
        /// Which one.
        request: String,
    },
    /// Agrees to a request, or refuses it when there is a reason.
    Decide {
        /// Which one.
        request: String,
        /// Why it is refused.
        #[serde(default)]
        refused: String,
    },
    /// Does what is to be done, records the go-live when there is one, and says that it is ready.
    Deliver {
        /// Which one.
        request: String,
        /// What is said.
        words: String,
    },
    /// Says that all is well.
    Confirm {
        /// Which one.
        request: String,
    },
    /// Tells a beneficiary, named by its code, or everybody.
    Announce {
        /// Whose code; everybody when empty.
        #[serde(default)]
        of: String,
        /// Names of the sites concerned.
        #[serde(default)]
        sites: Vec<String>,
        /// What is told; its beneficiary and sites are left empty.
        form: Box<AnnouncementForm>,
    },
}

/// Agents who arrive, invented.
const ARRIVING: [&str; 12] = [
    "Ada Brouillonne",
    "Bruno Esquissé",
    "Clara Modélisée",
    "David Fantaisie",
    "Emma Chimérique",
    "Farid Inventé",
    "Gilles Supposé",
    "Hélène Imaginée",
    "Ivan Romanesque",
    "Julie Légendaire",
    "Karim Théorique",
    "Léa Virtuelle",
];

/// First day on which something is asked by a form.
const FIRST: Date = date(2023, 12, 4);

/// A beneficiary as its requests are drawn.
struct Body<'a> {
    code: &'a str,
    /// Days between two requests.
    pace: (i64, i64),
    requesters: Vec<usize>,
    managers: Vec<usize>,
    officer: usize,
    sites: Vec<usize>,
    technicians: &'a [usize],
}

/// The requests drawn from a seed, each act with its instant and who acts.
pub fn acts(seed: u64, cast: &Cast, until: Date) -> Result<Vec<(Timestamp, usize, Act)>> {
    let technicians = cast.holders(Role::Technician, "CAPBP");
    let mut acts = vec![];
    for (stream, code, pace) in [(3_000_000, "PMPB", (18, 34)), (3_000_001, "STC", (38, 70))] {
        let body = Body {
            code,
            pace,
            requesters: cast.holders(Role::Requester, code),
            managers: cast.holders(Role::BeneficiaryFinance, code),
            officer: *cast.holders(Role::Officer, code).first().context("no officer in data/cast.toml")?,
            sites: cast.sites_of(code),
            technicians: &technicians,
        };
        drawn(&mut Dice::new(seed, stream), cast, &body, until, &mut acts)?;
    }
    Ok(acts)
}

type Acts = Vec<(Timestamp, usize, Act)>;

fn drawn(dice: &mut Dice, cast: &Cast, body: &Body<'_>, until: Date, acts: &mut Acts) -> Result<()> {
    let mut day = later(FIRST, dice.between(0, 20))?;
    for number in 1.. {
        if day > until {
            break;
        }
        let request = format!("{}-{number}", body.code);
        let one = Drawn {
            request,
            day,
            body,
            by: *dice.pick(&body.requesters),
            technician: *dice.pick(body.technicians),
        };
        if dice.chance(72) {
            one.arrival(dice, cast, acts)?;
        } else {
            one.network(dice, cast, acts)?;
        }
        day = later(day, dice.between(body.pace.0, body.pace.1))?;
    }
    Ok(())
}

/// One request whose life is being written.
struct Drawn<'a> {
    request: String,
    day: Date,
    body: &'a Body<'a>,
    by: usize,
    technician: usize,
}

impl Drawn<'_> {
    /// An agent arrives: the manager agrees, then the body when equipment is needed; all is ready the day before.
    fn arrival(&self, dice: &mut Dice, cast: &Cast, acts: &mut Acts) -> Result<()> {
        let arrives = later(self.day, dice.between(12, 30))?;
        let manager = *dice.pick(&self.body.managers);
        let workstation = *dice.pick(&["none", "fixed", "laptop", "laptop"]);
        let site = *dice.pick(&self.body.sites);
        let answers = [
            ("name", (*dice.pick(&ARRIVING)).to_owned()),
            ("arrives_on", arrives.to_string()),
            ("site", format!("@{}", cast.sites[site].name)),
            ("manager", format!("@{}", cast.persons[manager].name)),
            ("workstation", workstation.to_owned()),
            ("phone", (*dice.pick(&["none", "desk", "mobile"])).to_owned()),
            ("access", "no".to_owned()),
            ("badge", (*dice.pick(&["yes", "no"])).to_owned()),
        ];
        self.ask(dice, "arrival", &answers, acts)?;
        let mut day = later(self.day, dice.between(1, 2))?;
        during(
            dice,
            day,
            manager,
            PortalAct::Decide { request: self.request.clone(), refused: String::new() },
            acts,
        )?;
        if workstation != "none" {
            day = later(day, dice.between(1, 3))?;
            let agreed = PortalAct::Decide { request: self.request.clone(), refused: String::new() };
            during(dice, day, self.body.officer, agreed, acts)?;
        }
        let ready = before(arrives)?.max(later(day, 1)?);
        self.deliver(dice, ready, "Le compte et le matériel sont prêts.", acts)
    }

    /// A building gets one more access point: nobody has to agree, works take some weeks.
    fn network(&self, dice: &mut Dice, cast: &Cast, acts: &mut Acts) -> Result<()> {
        let site = *dice.pick(&self.body.sites);
        let need = if cast.sites[site].cabled { "nursery" } else { "wifi" };
        let mut answers = vec![("site", format!("@{}", cast.sites[site].name)), ("need", need.to_owned())];
        if need == "nursery" {
            answers.push(("offices", dice.between(1, 4).to_string()));
        }
        self.ask(dice, "network", &answers, acts)?;
        let ready = later(self.day, dice.between(9, 45))?;
        self.deliver(dice, ready, "La borne est posée et fonctionne ; vous pouvez vous connecter.", acts)
    }

    fn ask(&self, dice: &mut Dice, form: &str, answers: &[(&str, String)], acts: &mut Acts) -> Result<()> {
        let answers = answers.iter().map(|(code, answer)| ((*code).to_owned(), answer.clone()));
        let ask = PortalAct::Ask {
            request: self.request.clone(),
            form: form.to_owned(),
            answers: answers.collect(),
        };
        let at = instant(self.day.at(9, part(dice.between(2, 28)), part(dice.between(1, 58)), 0))
            .context("no such instant")?;
        acts.push((at, self.by, Act::Portal(ask)));
        let taken = at + jiff::SignedDuration::from_secs(dice.between(4, 38) * 60);
        acts.push((taken, self.technician, Act::Portal(PortalAct::Take { request: self.request.clone() })));
        Ok(())
    }

    fn deliver(&self, dice: &mut Dice, day: Date, words: &str, acts: &mut Acts) -> Result<()> {
        let deliver = PortalAct::Deliver { request: self.request.clone(), words: words.to_owned() };
        during(dice, day, self.technician, deliver, acts)?;
        let confirm = PortalAct::Confirm { request: self.request.clone() };
        during(dice, later(day, 1)?, self.by, confirm, acts)
    }
}

/// Between ten and five of a day.
fn during(dice: &mut Dice, day: Date, by: usize, act: PortalAct, acts: &mut Acts) -> Result<()> {
    let at = day.at(part(dice.between(10, 16)), part(dice.between(0, 59)), part(dice.between(0, 59)), 0);
    acts.push((instant(at).context("no such instant")?, by, Act::Portal(act)));
    Ok(())
}

fn part(number: i64) -> i8 {
    i8::try_from(number).unwrap_or(0)
}

/// The first working day some days later.
fn later(day: Date, days: i64) -> Result<Date> {
    let mut day = day.checked_add(days.days())?;
    while !works(day) {
        day = day.tomorrow()?;
    }
    Ok(day)
}

/// The last working day before a day.
fn before(day: Date) -> Result<Date> {
    let mut day = day.yesterday()?;
    while !works(day) {
        day = day.yesterday()?;
    }
    Ok(day)
}

fn works(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day, Zone::Metropole)
}
