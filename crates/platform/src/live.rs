//! News for open pages: whoever follows what happens publishes here, whoever shows a page subscribes.
//!
//! News say what changed, never how: a page that hears of a change asks for it like any reader. Nothing is kept: a
//! page that missed something finds it when it asks.

use crate::{Error, Result};
use kernel::id::{BeneficiaryId, PersonId};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{Notify, broadcast, watch};

/// News waiting for a slow page; beyond, the page is told to ask again.
const WAITING: usize = 256;

/// Most streams of one person in one process: a few windows.
const STREAMS: usize = 8;

/// Seconds after which somebody with too many streams may try again.
const RETRY: i64 = 30;

/// Something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Whose it is.
    pub beneficiary: BeneficiaryId,
    /// Kind of the object, such as `ticket`.
    pub kind: String,
    /// Which one.
    pub id: String,
    /// Whether only the provider's side may know.
    pub is_internal: bool,
}

/// Where news come together in one process.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    news: broadcast::Sender<News>,
    nudged: Notify,
    is_over: watch::Sender<bool>,
    open: Mutex<BTreeMap<PersonId, usize>>,
}

impl Default for Hub {
    fn default() -> Self {
        let (news, is_over) = (broadcast::Sender::new(WAITING), watch::Sender::new(false));
        Self(Arc::new(Inner { news, nudged: Notify::new(), is_over, open: Mutex::default() }))
    }
}

impl Hub {
    /// Tells every page.
    pub fn publish(&self, news: News) {
        // Nobody listening is no error.
        let _ = self.0.news.send(news);
    }

    /// Number of pages that listen.
    pub fn listeners(&self) -> usize {
        self.0.news.receiver_count()
    }

    /// Number of news that some page has not taken up yet.
    pub fn waiting(&self) -> usize {
        self.0.news.len()
    }

    /// Something was probably recorded just now in this process.
    pub fn nudge(&self) {
        self.0.nudged.notify_one();
    }

    /// Waits for the next nudge.
    pub async fn nudged(&self) {
        self.0.nudged.notified().await;
    }

    /// Ends every stream, so that a server can stop.
    pub fn stop(&self) {
        self.0.is_over.send_replace(true);
    }

    /// Begins to listen for a person, unless that person has too many streams open.
    pub fn subscribe(&self, person: &PersonId) -> Result<Subscription> {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(person.clone()).or_default();
        if *count >= STREAMS {
            return Err(Error::TooManyRequests(RETRY));
        }
        *count += 1;
        Ok(Subscription {
            hub: self.clone(),
            person: person.clone(),
            news: self.0.news.subscribe(),
            is_over: self.0.is_over.subscribe(),
        })
    }
}

/// What a listener hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something changed.
    News(News),
    /// More than one could tell: ask again.
    Missed,
    /// The server stops.
    Over,
}

/// A page that listens; dropping it ends that.
pub struct Subscription {
    hub: Hub,
    person: PersonId,
    news: broadcast::Receiver<News>,
    is_over: watch::Receiver<bool>,
}

impl Subscription {
    /// Waits for what comes next.
    pub async fn next(&mut self) -> Heard {
        if *self.is_over.borrow() {
            return Heard::Over;
        }
        tokio::select! {
            _ = self.is_over.changed() => Heard::Over,
            heard = self.news.recv() => match heard {
                Ok(news) => Heard::News(news),
                Err(broadcast::error::RecvError::Lagged(_)) => Heard::Missed,
                Err(broadcast::error::RecvError::Closed) => Heard::Over,
            },
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut open = self.hub.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(id: &str) -> News {
        News { beneficiary: "b".into(), kind: "ticket".into(), id: id.into(), is_internal: false }
    }

    #[tokio::test]
    async fn listeners_hear_what_comes_after_them_until_the_end() {
        let hub = Hub::default();
        hub.publish(news("before"));
        let mut page = hub.subscribe(&"p".into()).unwrap();
        hub.publish(news("after"));
        assert_eq!(page.next().await, Heard::News(news("after")));
        for n in 0..=WAITING {
            hub.publish(news(&n.to_string()));
        }
        assert_eq!(page.next().await, Heard::Missed);
        hub.stop();
        assert_eq!(page.next().await, Heard::Over);
    }

    #[test]
    fn one_person_has_a_few_streams_only() {
        let hub = Hub::default();
        let mut open: Vec<_> = (0..STREAMS).map(|_| hub.subscribe(&"p".into()).unwrap()).collect();
        assert!(matches!(hub.subscribe(&"p".into()), Err(Error::TooManyRequests(_))));
        assert!(hub.subscribe(&"q".into()).is_ok(), "others are not concerned");
        open.pop();
        assert!(hub.subscribe(&"p".into()).is_ok());
    }
}
