//! The life of a ticket: first answer, questions, waits, a solution, sometimes a return, the end.

use super::{
    dice::Dice,
    house::{Desk, House, Promise},
    stories::{Details, Library, Story},
    tickets::{PlannedTicket, Step},
};
use desk::tickets::{Channel, Transition};
use jiff::{SignedDuration, Timestamp};

/// Usual service minutes to the first answer, by criticality.
const FIRST_ANSWER: [i64; 4] = [8, 20, 46, 82];

/// Usual service minutes to the first answer to an administrative request: a day and a half.
const FIRST_ADMINISTRATIVE: i64 = 900;

/// Days of silence after which the desk closes what it solved.
const SILENCE_DAYS: i64 = 10;

/// A ticket whose life is being written. `at` is its present instant.
pub(super) struct Life<'a> {
    pub(super) dice: Dice,
    pub(super) house: &'a House,
    pub(super) desk: &'a Desk,
    pub(super) library: &'a Library,
    pub(super) details: Details,
    pub(super) story: &'a Story,
    pub(super) technician: usize,
    pub(super) at: Timestamp,
    pub(super) ticket: PlannedTicket,
}

impl Life<'_> {
    /// Writes the whole life.
    pub(super) fn play(mut self) -> PlannedTicket {
        let promise = self.house.promise(self.ticket.impact, self.ticket.urgency);
        let first = self.first_minutes(&promise);
        let mut whole = self.dice.around(self.story.minutes).max(first);
        // Most promises are kept; the others are what a scoreboard is for.
        if let Some(promised) = promise.restore.filter(|_| !self.ticket.administrative) {
            let kept = promised * self.dice.between(35, 90) / 100;
            whole = if self.dice.chance(93) { whole.min(kept) } else { promised + whole / 3 };
        }
        let is_direct = self.ticket.administrative && self.dice.chance(55)
            || self.story.minutes < 240 && self.story.vendor.is_none() && self.dice.chance(34);
        whole = whole.max(first);
        self.later(first);
        if !is_direct {
            self.begin();
            self.work(whole - first);
        }
        self.solve();
        self.end();
        self.ticket
    }

    fn first_minutes(&mut self, promise: &Promise) -> i64 {
        if self.ticket.administrative {
            let is_forgotten = self.dice.chance(8);
            return if is_forgotten {
                self.dice.between(4300, 5600)
            } else {
                self.dice.around(FIRST_ADMINISTRATIVE)
            };
        }
        let heard = matches!(self.ticket.channel, Channel::Phone | Channel::Counter | Channel::Chat);
        let usual = FIRST_ANSWER[promise.rank.clamp(1, 4) - 1];
        let minutes = self.dice.around(if heard { usual / 3 + 2 } else { usual });
        match promise.intervene {
            // Some days the desk is overrun.
            Some(promised) if !heard && self.dice.chance(9) => promised * self.dice.between(70, 180) / 100,
            _ => minutes,
        }
    }

    /// Goes on by service minutes, and some seconds so that nothing falls on the round minute.
    pub(super) fn later(&mut self, minutes: i64) {
        let seconds = minutes.max(0) * 60 + self.dice.between(3, 55);
        self.at = self.house.clock.due(self.at, seconds).unwrap_or(self.at);
    }

    fn push(&mut self, step: Step) {
        // Two steps never share an instant.
        if let Some((last, _)) = self.ticket.steps.last()
            && self.at <= *last
        {
            self.at = *last + SignedDuration::from_secs(2);
        }
        self.ticket.steps.push((self.at, step));
    }

    fn say(&mut self, by: usize, text: &str, then: Option<Transition>) {
        let body = self.details.fill(text);
        self.push(Step::Say { by, body, then });
    }

    /// The technician's words with a greeting to the requester.
    pub(super) fn answer(&mut self, text: &str, then: Option<Transition>) {
        let first_name = self.house.names[self.ticket.requester].split(' ').next().unwrap_or_default();
        let body = format!("Bonjour {first_name},\n\n{}", self.details.fill(text));
        self.push(Step::Say { by: self.technician, body, then });
    }

    pub(super) fn take(&mut self) {
        self.push(Step::Take { by: self.technician });
    }

    /// The first action of a technician.
    fn begin(&mut self) {
        if self.technician != self.desk.call_centre && self.dice.chance(14) {
            self.push(Step::Assign { by: self.desk.call_centre, to: self.technician });
            let minutes = self.dice.between(1, 14);
            self.later(minutes);
        }
        if self.dice.chance(70) {
            self.acknowledge();
        } else {
            self.take();
        }
    }

    pub(super) fn acknowledge(&mut self) {
        let text = self.dice.pick(&self.library.phrases.taken).clone();
        self.answer(&text, None);
    }

    fn work(&mut self, minutes: i64) {
        let mut left = minutes;
        if self.dice.chance(20) {
            left -= self.pass(left, 15);
            self.note();
        }
        if self.story.asks.is_some() && self.dice.chance(72) {
            left -= self.pass(left, 25);
            self.ask();
            let is_slow = self.dice.chance(14);
            let minutes = if is_slow { self.dice.between(1300, 3600) } else { self.dice.around(110) };
            self.later(minutes);
            if let Some((_, reply)) = &self.story.asks {
                self.say(self.ticket.requester, reply, None);
            }
        }
        if left > 800 && self.dice.chance(30) {
            left -= self.pass(left, 40);
            let text = self.dice.pick(&self.library.phrases.working).clone();
            self.answer(&text, None);
        }
        if self.story.vendor.is_some() && self.dice.chance(68) {
            left -= self.pass(left, 20);
            self.wait_for_vendor();
            left -= self.pass(left, 70);
            if let Some((_, back)) = &self.story.vendor {
                self.answer(back, Some(Transition::Resume));
            }
        }
        self.later(left);
    }

    /// Spends a part of the minutes left, in percent.
    fn pass(&mut self, left: i64, percent: i64) -> i64 {
        let spent = (left * percent / 100).max(0);
        self.later(spent);
        spent
    }

    pub(super) fn note(&mut self) {
        let text = match &self.story.note {
            Some(note) if self.dice.chance(70) => note.clone(),
            _ => self.dice.pick(&self.library.phrases.notes).clone(),
        };
        let body = self.details.fill(&text);
        self.push(Step::Note { by: self.technician, body });
    }

    pub(super) fn ask(&mut self) {
        if let Some((question, _)) = &self.story.asks {
            self.answer(question, Some(Transition::WaitRequester));
        }
    }

    pub(super) fn wait_for_vendor(&mut self) {
        if let Some((words, _)) = &self.story.vendor {
            self.answer(words, Some(Transition::WaitVendor));
        }
    }

    pub(super) fn solve(&mut self) {
        let text = self.dice.pick(&self.story.solved).clone();
        self.answer(&text, Some(Transition::Resolve));
    }

    /// Sometimes it was not solved after all; then somebody closes.
    fn end(&mut self) {
        let words = &self.library.phrases;
        let requester = self.ticket.requester;
        if self.ticket.kind == desk::tickets::Kind::Incident && self.dice.chance(6) {
            let minutes = self.dice.around(420);
            self.later(minutes);
            let text = self.dice.pick(&words.again).clone();
            self.say(requester, &text, Some(Transition::Reopen));
            let minutes = self.dice.around(25);
            self.later(minutes);
            let text = self.dice.pick(&words.again_answer).clone();
            self.answer(&text, None);
            let minutes = self.dice.around(150);
            self.later(minutes);
            let text = self.dice.pick(&words.again_solved).clone();
            self.answer(&text, Some(Transition::Resolve));
        }
        if self.dice.chance(58) {
            let minutes = self.dice.around(260);
            self.later(minutes);
            let text = self.dice.pick(&words.thanks).clone();
            self.say(requester, &text, Some(Transition::Close));
        } else {
            self.at += SignedDuration::from_hours(24 * SILENCE_DAYS);
            let minutes = self.dice.between(5, 180);
            self.later(minutes);
            let reason = self.dice.pick(&words.silent_close).clone();
            self.push(Step::Close { by: self.desk.call_centre, reason });
        }
    }
}
