scoreboard-rule-answered = Part des demandes administratives reçues dans la période dont la première vraie réponse est venue dans les { $days } jours calendaires suivant leur réception.
scoreboard-rule-intervention = Pour chaque criticité, temps de la plage de service entre la réception d’un incident et la première action d’un technicien, sans les attentes du demandeur.
scoreboard-rule-staffed = Heures réellement ouvertes de l’assistance de niveau 1, rapportées aux heures de la plage de service.
scoreboard-input-administrative = Demandes administratives reçues
scoreboard-input-incidents = Incidents mesurés
scoreboard-input-planned = Heures prévues par la plage de service
scoreboard-input-closures = Fermetures constatées dans la plage
scoreboard-input-target = Objectif convenu
scoreboard-step-waiting = Encore dans leur délai, non jugées
scoreboard-step-judged = Demandes jugées
scoreboard-step-in-time = Répondues dans le délai
scoreboard-step-median = Médiane du délai de réponse (temps réel)
scoreboard-step-p90 = Neuf sur dix répondues en moins de (temps réel)
scoreboard-step-open = Heures réellement ouvertes
scoreboard-step-share = Part
scoreboard-step-median-all = Médiane, toutes criticités
scoreboard-step-level-count = { $level } : incidents
scoreboard-step-level-median = { $level } : médiane
scoreboard-step-level-p90 = { $level } : neuf sur dix en moins de
scoreboard-step-level-target = { $level } : objectif
scoreboard-step-level-kept = { $level } : dans l’objectif
scoreboard-title = Tableaux de bord
scoreboard-view = Tableau de bord
scoreboard-beneficiaries = Bénéficiaires
scoreboard-beneficiary = Bénéficiaire
scoreboard-code = Code
scoreboard-nobody = Aucune convention signée
scoreboard-nobody-why = Créez l’organisme bénéficiaire, puis importez sa convention signée.
scoreboard-period = Du { $first } au { $last }
scoreboard-version = convention, version { $number }
scoreboard-pdf = Télécharger le PDF
scoreboard-csv = Télécharger le CSV
scoreboard-choose = Choisir la période
scoreboard-from = Du
scoreboard-to = Au
scoreboard-show = Afficher
scoreboard-commitments = Engagements mesurés
scoreboard-indicator = Indicateur
scoreboard-value = Valeur
scoreboard-target = Objectif
scoreboard-standing = Résultat
scoreboard-levels = Délai d’intervention par criticité
scoreboard-level = Criticité
scoreboard-count = Nombre
scoreboard-median = Médiane
scoreboard-p90 = Neuf sur dix en moins de
scoreboard-kept = Dans l’objectif
scoreboard-unmeasured = Engagements non encore mesurés par l’outil
scoreboard-unmeasured-why = Ces lignes de l’annexe 1 A attendent des données que l’outil ne reçoit pas encore.
scoreboard-all-measured = Tout est mesuré
scoreboard-all-measured-why = Chaque ligne de l’annexe 1 A a sa mesure.
scoreboard-met = Tenu
scoreboard-missed = Non tenu
scoreboard-not-contractual = Pas encore contractuel
scoreboard-no-data = Pas de donnée
scoreboard-none = —
scoreboard-at-least = au moins { $value }
scoreboard-at-most = au plus { $value }
scoreboard-over =
    { $count ->
    [one] sur { $count } dossier
   *[other] sur { $count } dossiers
}
scoreboard-median-of =
    { $count ->
    [one] médiane, { $count } dossier
   *[other] médiane, { $count } dossiers
}
scoreboard-rows = Dossiers comptés
scoreboard-ticket = Dossier
scoreboard-received = Reçu le
scoreboard-time = Délai
scoreboard-median-by-level = Délai médian d’intervention par criticité
scoreboard-median-by-level-description = Une barre par criticité : la moitié des incidents ont été pris en main en moins que cette durée, en temps de la plage de service.
scoreboard-problem-order = La fin de la période doit venir après son début.
scoreboard-problem-date = Indiquez une date, par exemple 2026-03-31.
scoreboard-no-agreement = Aucune convention n’est en vigueur le dernier jour de cette période : importez-la ou choisissez d’autres dates.
scoreboard-no-provider = L’organisme fournisseur n’est pas encore enregistré : créez-le dans « Organisations ».
scoreboard-document-title = Tableau de bord · { $beneficiary } · { $period }
scoreboard-agreement-version = Version de la convention
scoreboard-as-of = Données au
scoreboard-remark-contractual = Une valeur sans objectif convenu est présentée pour information : elle n’est ni tenue ni manquée.
scoreboard-remark-empty = Sans dossier dans la période, il n’y a pas de valeur : ni 0 ni 100 %.
scoreboard-level-row = Médiane ; neuf sur dix en moins de { $p90 }
scoreboard-remark-unmeasured = Lignes de l’annexe 1 A que l’outil ne mesure pas encore : { $codes }.
scoreboard-service = Type de service
scoreboard-services = Délai de mise en production par type de service
scoreboard-accepted = Acceptée le
scoreboard-time-elapsed = Temps réel
scoreboard-time-service = Temps de la plage de service
scoreboard-rule-go-live = De la demande acceptée à la mise en production technique, pour les services mis en production dans la période.
scoreboard-input-live = Services mis en production
scoreboard-step-service-count = { $service } : mises en production
scoreboard-step-service-median = { $service } : médiane (temps réel)
scoreboard-step-median-elapsed = Médiane de tous les services, temps réel
scoreboard-step-median-service = Médiane de tous les services, temps de la plage de service
scoreboard-median-by-service = Délai médian de mise en production par type de service
scoreboard-median-by-service-description = Une barre par type de service : la moitié des demandes acceptées ont été mises en production en moins que cette durée, en temps réel.
scoreboard-taken-over-label = Repris d’un autre outil
scoreboard-taken-over = { $count ->
    [one] Un ticket de la période a été repris d’un autre outil : il n’entre dans aucune mesure.
   *[other] { $count } tickets de la période ont été repris d’un autre outil : ils n’entrent dans aucune mesure.
}
scoreboard-input-decision = Objectif fixé par la décision { $decision }, en vigueur depuis le
scoreboard-complexities = Délais par complexité
scoreboard-rule-restoration = Pour chaque criticité, temps de la plage de service entre la réception d’un incident et le service rétabli, sans les attentes du demandeur.
scoreboard-restorations = Délai de remise en service par criticité
scoreboard-median-restored = Délai médian de remise en service par criticité
scoreboard-median-restored-description = Une barre par criticité : le service a été rétabli pour la moitié des incidents en moins que cette durée, en temps de la plage de service.
