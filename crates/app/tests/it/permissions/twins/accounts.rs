//! People and how they get in.

use super::{Rows, Twins};
use kernel::Scope;
use people::{
    Organisation, Person, Role,
    persons::{self, PersonForm},
    sessions::links::{self, Purpose},
    tokens,
};

impl Twins {
    /// A person to whom things may be done without ending anybody's role in the test.
    pub(super) async fn target(&self, body: &Organisation, word: &str) -> Person {
        let form = PersonForm {
            organisation: body.id.to_string(),
            name: format!("Alix {word}"),
            email: format!("alix@{word}.example"),
            function_title: word.to_owned(),
            roles: vec![Role::Requester],
            ..PersonForm::default()
        };
        persons::actions::create(&self.app.system(), &form).await.unwrap()
    }

    /// A token, a session and a link of the target.
    pub(super) async fn access(&self, target: &Person, rows: &mut Rows) {
        let (token, _) = tokens::actions::create(&self.app.ctx(target.actor()), "Essai", 30).await.unwrap();
        rows.tables.insert("api_token".into(), vec![token.id.to_string()]);
        let form = governance::calendars::FeedForm { part: governance::calendars::Part::Works };
        let (feed, _) =
            governance::calendars::actions::create(&self.app.ctx(target.actor()), &form).await.unwrap();
        rows.tables.insert("calendar_feed".into(), vec![feed.id.to_string()]);
        let client = self.app.client_of(target).await;
        let digest = platform::Digest::of(client.cookie("sid").unwrap().as_bytes());
        rows.tables.insert("session".into(), vec![digest.as_str().to_owned()]);
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        links::issue(&mut tx, &self.app.system(), &target.id, Purpose::Invitation).await.unwrap();
        tx.commit().await.unwrap();
    }
}
