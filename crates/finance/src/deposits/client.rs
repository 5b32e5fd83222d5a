//! What is said to the public invoicing portal, as its documentation has it: tokens at PISTE (OAuth 2.0, client credentials), then
//! `deposerFluxFacture`, `consulterCRDetaille` and `rechercherFactureParFournisseur`, each a POST of JSON with the technical account
//! beside the token. An answer carries `codeRetour`, 0 when it was done, and `libelle`.

use axum::http::{HeaderName, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use platform::{
    Ctx,
    egress::{self, Answer, Call, Failure},
    portal::PortalSettings,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// Factur-X: a PDF/A-3 with the CII inside.
const SYNTAX: &str = "IN_DP_E2_CII_FACTURX";

/// How long the portal may take for one answer.
const LIMIT: Duration = Duration::from_mins(1);

/// Bytes of an answer that are read.
const READ: usize = 1 << 20;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The portal refused, in its own words.
    Refused(String),
    /// It never reached the portal.
    NotSent(String),
    /// It may have reached the portal: no answer came, or none that can be read.
    Unknown(String),
}

impl Fault {
    /// What is wrong.
    pub fn why(&self) -> &str {
        match self {
            Self::Refused(why) | Self::NotSent(why) | Self::Unknown(why) => why,
        }
    }
}

/// A flow that the portal has received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// `numeroFluxDepot`.
    pub number: String,
}

/// What became of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// `etatCourantDepotFlux`.
    pub state: String,
    /// Every error, in the portal's words.
    pub errors: Vec<String>,
}

impl Report {
    /// Whether the flow was accepted or refused; nothing while the portal still looks at it.
    pub fn outcome(&self) -> Option<bool> {
        match self.state.strip_prefix("IN_").unwrap_or(&self.state) {
            "INTEGRE" => Some(true),
            // A flow of one invoice cannot be accepted in part.
            "REJETE" | "INTEGRE_PARTIEL" | "IRRECEVABLE" => Some(false),
            _ => None,
        }
    }
}

/// An invoice that the portal knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The flow that brought it.
    pub flow_number: String,
    /// `statut` of the invoice.
    pub state: String,
}

/// The portal, with a token that lasts for a few calls.
pub struct Portal<'a> {
    ctx: &'a Ctx,
    settings: &'a PortalSettings,
    token: String,
    account: String,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Deposited {
    #[serde(default)]
    numero_flux_depot: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    #[serde(default)]
    etat_courant_depot_flux: String,
    #[serde(default, rename = "listeErreurDP")]
    of_invoices: Option<Vec<Value>>,
    #[serde(default, rename = "listeErreurTechnique")]
    technical: Option<Vec<Value>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    #[serde(default)]
    liste_factures: Option<Vec<ListedInvoice>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ListedInvoice {
    #[serde(default)]
    numero_facture: String,
    #[serde(default)]
    numero_flux_depot: Option<String>,
    #[serde(default)]
    statut: String,
}

impl<'a> Portal<'a> {
    /// Asks for a token. Nothing has reached the portal when this fails.
    pub async fn open(ctx: &'a Ctx) -> Result<Self, Fault> {
        let settings = &ctx.platform.settings.chorus_pro;
        let (secret, password) = settings.secrets().map_err(|e| Fault::NotSent(e.to_string()))?;
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", settings.client_id.as_str()),
            ("client_secret", secret.as_str()),
            ("scope", "openid"),
        ];
        let address = format!("{}/api/oauth/token", settings.oauth_url.trim_end_matches('/'));
        let call = Call {
            address: &address,
            content_type: "application/x-www-form-urlencoded",
            headers: &[(header::ACCEPT, "application/json".to_owned())],
            body: encoded(&form),
            limit: LIMIT,
            read: READ,
        };
        let answer = egress::send(&ctx.platform.settings.egress, &call).await;
        let answer = answer.map_err(|failure| Fault::NotSent(words(ctx, &failure)))?;
        let token: Token = serde_json::from_str(&answer.excerpt)
            .ok()
            .filter(|_| answer.status == 200)
            .ok_or_else(|| Fault::NotSent(format!("PISTE {}: {}", answer.status, excerpt(&answer))))?;
        let account = STANDARD.encode(format!("{}:{password}", settings.login));
        Ok(Self { ctx, settings, token: token.access_token, account })
    }

    /// Hands a Factur-X file over.
    pub async fn deposit(&self, file_name: &str, file: &[u8]) -> Result<Flow, Fault> {
        let mut body = json!({
            "fichierFlux": STANDARD.encode(file),
            "nomFichier": file_name,
            "syntaxeFlux": SYNTAX,
            "avecSignature": false,
        });
        if let Some(user) = self.settings.user_id {
            body["idUtilisateurCourant"] = user.into();
        }
        let told: Deposited = self.ask("/cpro/factures/v1/deposer/flux", &body).await?;
        match told.numero_flux_depot {
            number if number.is_empty() => Err(Fault::Unknown("no flow number".to_owned())),
            number => Ok(Flow { number }),
        }
    }

    /// What became of a flow.
    pub async fn report(&self, flow_number: &str) -> Result<Report, Fault> {
        let body = json!({"numeroFluxDepot": flow_number, "syntaxeFlux": SYNTAX});
        let told: Told = self.ask("/cpro/transverses/v1/consulterCRDetaille", &body).await?;
        let word = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().trim().to_owned();
        let of_invoices = told.of_invoices.unwrap_or_default();
        let technical = told.technical.unwrap_or_default();
        let errors = of_invoices.iter().map(|error| word(error, "libelleErreurDP"));
        let errors = errors.chain(technical.iter().map(|error| {
            format!("{} {}", word(error, "codeErreur"), word(error, "libelleErreur")).trim().to_owned()
        }));
        Ok(Report {
            state: told.etat_courant_depot_flux,
            errors: errors.filter(|error| !error.is_empty()).collect(),
        })
    }

    /// The invoice of a number, as the portal knows it: the one of a flow when that is known.
    pub async fn find(&self, number: &str, flow_number: &str) -> Result<Option<Found>, Fault> {
        let body = json!({"numeroFacture": number});
        let told: Listed = self.ask("/cpro/factures/v1/rechercher/fournisseur", &body).await?;
        let of_flow = |one: &ListedInvoice| {
            flow_number.is_empty() || one.numero_flux_depot.as_deref().is_none_or(|flow| flow == flow_number)
        };
        let mut all = told.liste_factures.unwrap_or_default().into_iter();
        let one = all.find(|one| one.numero_facture == number && of_flow(one));
        Ok(one.map(|one| Found {
            flow_number: one.numero_flux_depot.unwrap_or_else(|| flow_number.to_owned()),
            state: one.statut,
        }))
    }

    /// Asks one service of the portal.
    async fn ask<T: serde::de::DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, Fault> {
        let address = format!("{}{path}", self.settings.api_url.trim_end_matches('/'));
        let headers = [
            (header::AUTHORIZATION, format!("Bearer {}", self.token)),
            (HeaderName::from_static("cpro-account"), self.account.clone()),
            (header::ACCEPT, "application/json".to_owned()),
        ];
        let call = Call {
            address: &address,
            content_type: "application/json;charset=utf-8",
            headers: &headers,
            body: body.to_string(),
            limit: LIMIT,
            read: READ,
        };
        match egress::send(&self.ctx.platform.settings.egress, &call).await {
            Ok(answer) => understood(&answer),
            Err(failure @ (Failure::Broken(_) | Failure::TooLate(_))) => {
                Err(Fault::Unknown(words(self.ctx, &failure)))
            }
            Err(failure) => Err(Fault::NotSent(words(self.ctx, &failure))),
        }
    }
}

/// What an answer says. A gateway that fails may have passed the call on; one that refuses it has not.
fn understood<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, Fault> {
    let told: Value = serde_json::from_str(&answer.excerpt).unwrap_or_default();
    let status = answer.status;
    let said = || format!("{status}: {}", excerpt(answer));
    match (status, told["codeRetour"].as_i64()) {
        (_, Some(code)) if code != 0 => {
            let label = told["libelle"].as_str().unwrap_or_default();
            Err(Fault::Refused(format!("{code} {label}").trim().to_owned()))
        }
        (200..=299, _) => serde_json::from_value(told).map_err(|_| Fault::Unknown(said())),
        (400 | 413 | 422, _) => Err(Fault::Refused(said())),
        (401 | 403 | 404 | 429 | 503, _) => Err(Fault::NotSent(said())),
        _ => Err(Fault::Unknown(said())),
    }
}

/// The beginning of an answer that is not what was expected.
fn excerpt(answer: &Answer) -> String {
    answer.excerpt.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

fn words(ctx: &Ctx, failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => ctx.lang.text(&refusal.text()),
        other => other.to_string(),
    }
}

/// A form as browsers send it.
fn encoded(fields: &[(&str, &str)]) -> String {
    let percent = platform::web::guard::percent;
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", percent(value)));
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, text: &str) -> Answer {
        Answer { status, excerpt: text.to_owned() }
    }

    #[test]
    fn an_answer_says_whether_it_was_done_refused_or_lost() {
        let read =
            |status, text: &str| understood::<Deposited>(&answer(status, text)).map(|d| d.numero_flux_depot);
        assert_eq!(read(200, r#"{"codeRetour":0,"libelle":"OK","numeroFluxDepot":"CPP1"}"#).unwrap(), "CPP1");
        assert_eq!(
            read(200, r#"{"codeRetour":20001,"libelle":"GDP_MSG_11.022"}"#),
            Err(Fault::Refused("20001 GDP_MSG_11.022".into()))
        );
        assert!(matches!(read(400, "{}"), Err(Fault::Refused(_))));
        for away in [401, 403, 429, 503] {
            assert!(matches!(read(away, ""), Err(Fault::NotSent(_))), "{away}");
        }
        for lost in [(500, ""), (502, "<html>"), (504, ""), (200, "<html>")] {
            assert!(matches!(read(lost.0, lost.1), Err(Fault::Unknown(_))), "{lost:?}");
        }
    }

    #[test]
    fn only_a_final_state_ends_a_flow() {
        let outcome = |state: &str| Report { state: state.into(), errors: vec![] }.outcome();
        assert_eq!(outcome("IN_INTEGRE"), Some(true));
        assert_eq!(outcome("INTEGRE"), Some(true));
        assert_eq!(outcome("IN_REJETE"), Some(false));
        assert_eq!(outcome("IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"), None);
        assert_eq!(outcome(""), None);
    }

    #[test]
    fn a_secret_with_signs_is_sent_whole() {
        assert_eq!(encoded(&[("a", "x&y=z é"), ("b", "")]), "a=x%26y%3Dz%20%C3%A9&b=");
    }
}
