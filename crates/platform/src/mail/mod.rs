//! Mail: how to reach a server, what a mail is made of, handing it over.

pub mod imap;
pub mod letter;
mod message;
mod settings;
pub mod smtp;

pub use letter::Letter;
pub use message::Outgoing;
pub use settings::{MailSettings, Password, Security, is_this_machine};
pub use smtp::{Failure, Smtp};
