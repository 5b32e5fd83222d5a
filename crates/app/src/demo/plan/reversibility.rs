//! Reversibility: a plan accepted in the first years and read again since, another one that waits for the second side.

use super::{Deed, Event, arrivals::instant};
use anyhow::{Context as _, Result};
use governance::reversibility::plans::PlanForm;
use jiff::civil::{Date, date};

/// What happens to a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanAct {
    /// Code of the beneficiary.
    pub of: &'static str,
    /// What the new version says.
    pub words: PlanForm,
    /// Whether the beneficiary accepts it too.
    pub is_accepted: bool,
}

fn words(changes: &str) -> PlanForm {
    PlanForm {
        scope: "Sites et leur raccordement, équipements du réseau, matériels mis à disposition, lignes fixes et mobiles, \
                applications hébergées, sauvegardes.\nReste au prestataire : la plateforme commune de supervision et le \
                centre d’appel."
            .into(),
        steps: "1. Préavis reçu, plan relu par le comité technique.\n2. Inventaire contradictoire.\n3. Lot de réversibilité \
                produit et vérifié par le bénéficiaire.\n4. Reprise à blanc sur l’environnement de recette.\n5. Bascule, puis \
                un mois d’accompagnement."
            .into(),
        roles: "Prestataire : responsable des services numériques, responsable réseau, chef de projet.\nBénéficiaire : \
                direction générale, référent numérique, délégué à la protection des données."
            .into(),
        data: "Lot de réversibilité de Socle : CSV, JSON avec leur schéma, PDF/A ; empreintes SHA-256 vérifiées par les \
               deux parties. Bases des applications : export natif de l’éditeur."
            .into(),
        calendar: "Six mois à compter du préavis : inventaire au premier mois, reprise à blanc au troisième, bascule au \
                   sixième. Service en double pendant deux semaines."
            .into(),
        knowledge: "Modes opératoires remis avec le lot, trois séances de transfert, une permanence hebdomadaire pendant le \
                    mois qui suit la bascule."
            .into(),
        charges: "Prestations d’ingénierie estimées à 25 jours, facturées à l’unité d’œuvre de la convention. Le lot \
                  lui-même est produit sans frais."
            .into(),
        tests: "Reprise à blanc du lot une fois par an sur une instance vierge : le lot produit par cette instance doit avoir \
                la même empreinte."
            .into(),
        credentials: "Liste des accès jointe au lot. Remise en main propre, sous pli, à la direction générale ; chaque mot de \
                      passe est changé dans la journée."
            .into(),
        deletion: "Trois mois après l’accord du bénéficiaire, sauvegardes comprises à leur rotation. Sont conservés les \
                   factures émises et le journal, dix ans."
            .into(),
        deletion_days: "120".into(),
        changes: changes.into(),
        version: 0,
    }
}

/// Each version in its order.
pub(super) fn events() -> Result<Vec<Event>> {
    let act = |of, changes: &str, is_accepted| PlanAct { of, words: words(changes), is_accepted };
    let acts = [
        (date(2024, 3, 12), act("PMPB", "", true)),
        (
            date(2024, 12, 17),
            act("PMPB", "Relu sans changement de fond : coordonnées des fonctions mises à jour.", true),
        ),
        (
            date(2025, 12, 16),
            act("PMPB", "Données et essais : le lot de Socle remplace les extractions à la main.", true),
        ),
        (date(2026, 9, 15), act("STC", "", false)),
    ];
    let event = |(day, act): (Date, PlanAct)| {
        let at = instant(day.at(16, 10, 0, 0)).context("no such instant")?;
        Ok(Event { at, deed: Deed::Reversibility(Box::new(act)) })
    };
    acts.into_iter().map(event).collect()
}
