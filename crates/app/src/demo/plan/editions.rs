//! The texts of the two agreements the demonstration imports: as they ship, then as invented amendments change them.

use agreements::document::{AgreementDocument, check};
use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

/// A text of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// As it ships with the product.
    Signed,
    /// The first beneficiary's agreement with an invented decision on VAT (R2.16): the real one settles none.
    Vat,
    /// The same with invented response times per criticality, as a steering committee might agree (R5.1).
    Targets,
}

const REAL: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");
const INVENTED: &str = include_str!("../../../../../agreements/exemple-syndicat.toml");

/// The part of the shipped text an amendment replaces, and what it puts there.
type Edit = (&'static str, &'static str);

const VAT: [Edit; 2] = [
    (
        "# quotas : annexe absente du texte (D.4)\n",
        "# DÉMONSTRATION : prix et statut inventés pour les dépassements et le hors-forfait (R8.1, R2.16).\n\n\
         [[telephony.tariffs]]\n\
         code = \"T-INT\"\n\
         destination = \"international\"\n\
         price_per_minute = 0.12\n\n\
         [telephony.extra_vat]\n\
         status = \"out_of_scope\"\n\
         reason_code = \"VATEX-EU-O\"\n\
         legal_mention = \"Hors champ de la TVA, article 256 B du code général des impôts (décision inventée pour la démonstration)\"\n\
         decided_by = \"Direction des finances, décision inventée pour la démonstration\"\n",
    ),
    (
        "subscribed_from = 2022-01-01\nvat = { status = \"undetermined\" }\n",
        "subscribed_from = 2022-01-01\n\n\
     # DÉMONSTRATION : décision inventée, la convention ne fixe pas le statut de TVA (R2.16).\n\
     [offers.vat]\n\
     status = \"out_of_scope\"\n\
     reason_code = \"VATEX-EU-O\"\n\
     legal_mention = \"Hors champ de la TVA, article 256 B du code général des impôts (décision inventée pour la démonstration)\"\n\
     decided_by = \"Direction des finances, décision inventée pour la démonstration\"\n",
    ),
];

const TARGETS: [Edit; 5] = [
    (
        "code = \"P1\"\nname = \"Critique\"\n",
        "code = \"P1\"\nname = \"Critique\"\n# DÉMONSTRATION : délais inventés, en minutes de plage de service.\n\
         acknowledge_minutes = 30\nintervene_minutes = 60\nrestore_minutes = 240\n",
    ),
    (
        "code = \"P2\"\nname = \"Haute\"\n",
        "code = \"P2\"\nname = \"Haute\"\n\
         acknowledge_minutes = 60\nintervene_minutes = 120\nrestore_minutes = 600\n",
    ),
    (
        "code = \"P3\"\nname = \"Normale\"\n",
        "code = \"P3\"\nname = \"Normale\"\n\
         acknowledge_minutes = 120\nintervene_minutes = 480\nrestore_minutes = 1800\n",
    ),
    (
        "code = \"P4\"\nname = \"Basse\"\n",
        "code = \"P4\"\nname = \"Basse\"\n\
         acknowledge_minutes = 240\nintervene_minutes = 1200\nrestore_minutes = 3000\n",
    ),
    (
        "formula = \"intervention_time\"\nunit = \"service_time\"\nstatus = \"unmeasured\"\n",
        "formula = \"intervention_time\"\nunit = \"percent\"\nstatus = \"target\"\n\
         # DÉMONSTRATION : objectif inventé.\ntarget = { operator = \"at_least\", value = 90 }\n",
    ),
];

/// The text of an edition. Fails when the shipped text has changed under an edit.
pub fn text(code: &str, edition: Edition) -> Result<String> {
    let signed = match code {
        "PMPB" => REAL,
        "STC" => INVENTED,
        _ => bail!("no agreement ships for {code}"),
    };
    let edits: Vec<Edit> = match edition {
        Edition::Signed => vec![],
        Edition::Vat => VAT.into(),
        Edition::Targets => VAT.into_iter().chain(TARGETS).collect(),
    };
    let mut text = signed.to_owned();
    for (from, to) in edits {
        if !text.contains(from) {
            bail!("the agreement of {code} no longer holds «{from}»");
        }
        text = text.replacen(from, to, 1);
    }
    Ok(text)
}

/// What an edition states.
pub fn document(code: &str, edition: Edition) -> Result<AgreementDocument> {
    let report = check(&text(code, edition)?);
    report.document.with_context(|| format!("the agreement of {code} does not read: {:?}", report.problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edition_reads() {
        for (code, edition) in [
            ("PMPB", Edition::Signed),
            ("PMPB", Edition::Vat),
            ("PMPB", Edition::Targets),
            ("STC", Edition::Signed),
        ] {
            document(code, edition).unwrap();
        }
    }
}
