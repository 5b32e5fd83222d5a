//! The `[chorus_pro]` part of the settings: the public invoicing portal, reached through PISTE.

use serde::{Deserialize, Serialize};
use std::{
    io,
    path::{Path, PathBuf},
};

/// How issued invoices are deposited in the public invoicing portal. Nothing is deposited while `client_id` is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PortalSettings {
    /// Where tokens are given out.
    pub oauth_url: String,
    /// Where the services of the portal are.
    pub api_url: String,
    /// Identifier of the application at PISTE.
    pub client_id: String,
    /// File that holds the secret of the application alone.
    pub client_secret_file: PathBuf,
    /// Technical account of the portal.
    pub login: String,
    /// File that holds the password of that account alone.
    pub password_file: PathBuf,
    /// Number of the user in whose name flows are deposited, for accounts that must say it.
    pub user_id: Option<i64>,
}

impl Default for PortalSettings {
    fn default() -> Self {
        Self {
            oauth_url: "https://oauth.piste.gouv.fr".to_owned(),
            api_url: "https://api.piste.gouv.fr".to_owned(),
            client_id: String::new(),
            client_secret_file: PathBuf::new(),
            login: String::new(),
            password_file: PathBuf::new(),
            user_id: None,
        }
    }
}

impl PortalSettings {
    /// Whether invoices can be deposited.
    pub fn is_on(&self) -> bool {
        !self.client_id.is_empty()
    }

    /// Secret of the application and password of the account, read anew each time: a renewed one needs no restart.
    pub fn secrets(&self) -> io::Result<(String, String)> {
        Ok((line(&self.client_secret_file)?, line(&self.password_file)?))
    }
}

fn line(path: &Path) -> io::Result<String> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stand_in_files_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let settings = PortalSettings {
            client_id: "app".into(),
            client_secret_file: file("secret", "s3cret\n"),
            password_file: file("password", "pass word\r\n"),
            ..PortalSettings::default()
        };
        assert!(settings.is_on() && !PortalSettings::default().is_on());
        assert_eq!(settings.secrets().unwrap(), ("s3cret".into(), "pass word".into()));
        assert!(!format!("{settings:?}").contains("s3cret"));
        let gone = PortalSettings { password_file: folder.path().join("gone"), ..settings };
        assert!(gone.secrets().unwrap_err().to_string().contains("gone"));
        assert!(toml::from_str::<PortalSettings>("client_secret = 'no'").is_err());
    }
}
