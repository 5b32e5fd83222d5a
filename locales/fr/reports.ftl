# Rapports d’activité et bilans
pack-actions = Suites de la réunion précédente
pack-last-meeting = Réunion précédente : { $day }.
pack-made = Préparé le
pack-no-action = Elle n’a fixé aucune action.
pack-no-meeting = Aucune réunion de ce comité ne s’est tenue auparavant.
pack-no-report = Le rapport de { $period } n’est pas encore préparé : il sera joint une fois établi.
pack-number = N°
pack-one = Dossier
pack-pdf = Dossier (PDF)
pack-report = Rapport de la période
pack-report-state = { $title }, état : { $state }.
pack-short = dossier
pack-title = Dossier : { $committee }
report-action-late = en retard
report-action-running = en cours
report-actions = Plan d’actions
report-actions-closed = Actions terminées dans la période : { $count }.
report-actions-none = Aucune action n’est ouverte.
report-actions-open = { $count ->
    [one] Une action est ouverte ; en retard à la fin de la période : { $late }.
   *[other] { $count } actions sont ouvertes ; en retard à la fin de la période : { $late }.
}
report-agreement = Convention
report-ahead-actions = { $count ->
    [one] Une action du plan d’actions est à terminer.
   *[other] { $count } actions du plan d’actions sont à terminer.
}
report-ahead-census = Le bénéficiaire établit le recensement qui servira à la charge de l’année suivante (article 8).
report-ahead-known = Ce qui est déjà connu
report-ahead-none = Aucune réunion n’est encore inscrite au calendrier.
report-ahead-sites = { $count ->
    [one] Un site reste à raccorder à la fibre.
   *[other] { $count } sites restent à raccorder à la fibre.
}
report-ahead-targets = { $count ->
    [one] Un engagement mesuré n’a pas encore d’objectif convenu.
   *[other] { $count } engagements mesurés n’ont pas encore d’objectif convenu.
}
report-ahead-term = La convention court jusqu’au { $day } ; elle ne se renouvelle pas d’elle-même.
report-area-agreement = Convention
report-area-assets = Biens et inventaire
report-area-backups = Sauvegardes et restaurations
report-area-desk = Demandes, incidents, échanges
report-area-governance = Comités et rapports
report-area-money = Recensements, prix, factures
report-area-network = Sites et réseau
report-area-other = Autres
report-area-people = Personnes et organisations
report-area-projects = Projets et changements
report-area-telephony = Téléphonie
report-availability-sites = Site par site
report-backlog-less = L’en-cours a diminué de { $difference }.
report-backlog-more = L’en-cours a augmenté de { $difference }.
report-backlog-same = L’en-cours est resté le même.
report-backups = Sauvegardes et restaurations
report-backups-none = Aucune exécution de sauvegarde n’a été signalée dans la période.
report-backups-runs = { $count ->
    [one] Une exécution de sauvegarde a été signalée ; réussies : { $share }.
   *[other] { $count } exécutions de sauvegarde ont été signalées ; réussies : { $share }.
}
report-banner-draft = Projet : ce rapport n’est pas encore publié
report-banner-translation = Traduction : le fichier français est celui qui a été publié et conservé
report-beside = { $value } en { $then }
report-beside-first = première période suivie
report-block-closed = non souscrit
report-block-core = socle
report-block-open = ouvert
report-block-optional = annexe
report-blocks = { $count ->
    [one] La convention décrit un bloc de services, dont { $open } ouvert à la fin de la période.
   *[other] La convention décrit { $count } blocs de services, dont { $open } ouverts à la fin de la période.
}
report-by-channel = Par canal
report-by-month = Mois par mois
report-calls = Les appels sortants ont duré { $minutes } minutes en { $period }.
report-calls-none = Aucune communication n’a été relevée dans la période.
report-census = Recensement
report-census-last = { $count ->
    [one] Le dernier recensement validé, au { $day }, compte { $count } agent doté d’un poste.
   *[other] Le dernier recensement validé, au { $day }, compte { $count } agents dotés d’un poste.
}
report-census-less = C’est { $difference } de moins qu’au { $day }.
report-census-more = C’est { $difference } de plus qu’au { $day }.
report-census-none = Aucun recensement validé n’est enregistré à la fin de la période.
report-census-of = recensement au { $day }
report-census-same = C’est autant qu’au { $day }.
report-change-from-none = Il n’y en avait aucun en { $then }.
report-change-less = { $difference ->
    [one] C’est un de moins qu’en { $then } ({ $before }), soit une baisse de { $share } %.
   *[other] C’est { $difference } de moins qu’en { $then } ({ $before }), soit une baisse de { $share } %.
}
report-change-more = { $difference ->
    [one] C’est un de plus qu’en { $then } ({ $before }), soit une hausse de { $share } %.
   *[other] C’est { $difference } de plus qu’en { $then } ({ $before }), soit une hausse de { $share } %.
}
report-change-none = C’est autant qu’en { $then }.
report-chapter-activity = L’activité, bloc par bloc
report-chapter-ahead = La période à venir
report-chapter-bodies = Bénéficiaire par bénéficiaire
report-chapter-governance = La gouvernance
report-chapter-indicators = Les engagements de service
report-chapter-method = Note de méthode
report-chapter-money = Recensement, prix et facturation
report-chapter-outages = Les coupures et la disponibilité
report-chapter-requests = Les demandes et les incidents
report-chapter-security = Sécurité et protection des données
report-chapter-sites = Le raccordement des sites
report-chapter-summary = L’essentiel
report-chart-bodies-availability = Disponibilité du réseau par bénéficiaire
report-chart-bodies-billed = Facturé par bénéficiaire, hors taxes
report-chart-bodies-received = Demandes et incidents reçus par bénéficiaire
report-chart-bodies-says = Le plus élevé : { $name }, { $value }.
report-chart-calls = Minutes d’appels sortants par mois
report-chart-calls-says = Minutes d’appels sortants des { $count } derniers mois.
report-chart-causes = Temps de coupure par cause
report-chart-causes-says = Première cause : { $cause }, { $time } de coupure.
report-chart-channels = Demandes et incidents reçus par canal
report-chart-index = Indice Syntec révisé
report-chart-index-says = De { $from } en { $first } à { $to } en { $last }.
report-chart-indicator = { $code } { $indicator }
report-chart-indicator-says = Valeur de chaque mois ; sur l’année : { $value }.
report-chart-received = Demandes et incidents reçus par mois
report-chart-received-says = Mois le plus chargé : { $month } (demandes et incidents reçus : { $count }).
report-chart-sites = Sites par raccordement
report-chart-sites-says = Le plus fréquent : { $state } (sites : { $count }).
report-column-about = Objet
report-column-action = Action
report-column-agents = Agents
report-column-always = 24 h × 7 j
report-column-before = Période précédente
report-column-block = Bloc
report-column-body = Bénéficiaire
report-column-category = Catégorie
report-column-cause = Cause
report-column-channel = Canal
report-column-code = Code
report-column-coefficient = Coefficient
report-column-committee = Comité
report-column-connection = Raccordement
report-column-count = Nombre
report-column-cuts = Coupures
report-column-day = Date
report-column-decision = Décision
report-column-due = Échéance
report-column-effective = Effet
report-column-end = Fin prévue
report-column-entries = Écritures
report-column-established = Établi par
report-column-from = Début
report-column-gross = TTC
report-column-incidents = Incidents
report-column-indicator = Engagement
report-column-kind = Nature
report-column-length = Durée
report-column-level = Niveau
report-column-march = S mars
report-column-median = Médiane
report-column-minutes = Compte rendu
report-column-month = Mois
report-column-net = Hors taxes
report-column-number = N°
report-column-object = Objet
report-column-outcome = Résultat
report-column-owner = Responsable
report-column-p90 = 9 sur 10
report-column-price = Prix
report-column-project = Projet
report-column-repair = Durée moyenne
report-column-requests = Demandes
report-column-says = Situation
report-column-score = Note sur 5
report-column-services = Services
report-column-since = Depuis
report-column-site = Site
report-column-sites = Sites
report-column-standing = Situation
report-column-target = Objectif
report-column-ticket = Ticket
report-column-total = Total
report-column-town = Commune
report-column-validated = Validé par
report-column-value = Mesure
report-column-what = Libellé
report-column-window = Plage de service
report-column-year = Année
report-column-zero = S0
report-comment = Votre remarque
report-comment-add = Ajouter la remarque
report-comments = Remarques
report-compliance = Rendez-vous tenus dans l’année
report-compute = Relire les chiffres
report-computed = Chiffres lus le
report-consolidated-complete = Tous les bénéficiaires y sont.
report-consolidated-missing = { $count ->
    [one] Un bénéficiaire n’a pas de rapport de la période : { $names }.
   *[other] { $count } bénéficiaires n’ont pas de rapport de la période : { $names }.
}
report-consolidated-opening = { $count ->
    [0] Aucun bénéficiaire n’a de rapport pour { $period }.
    [one] Ce rapport reprend celui d’un seul bénéficiaire pour { $period }.
   *[other] Ce rapport met côte à côte les rapports de { $count } bénéficiaires pour { $period }.
}
report-consolidated-received = { $count ->
    [one] Une demande ou un incident a été reçu en { $period }, tous bénéficiaires réunis.
   *[other] { $count } demandes et incidents ont été reçus en { $period }, tous bénéficiaires réunis.
}
report-contents = Sommaire
report-correct = Corriger ce rapport
report-correct-hint = Le rapport publié reste tel quel ; la nouvelle édition le cite avec ce motif.
report-correct-reason = Pourquoi une nouvelle édition
report-corrects = Édition { $edition }, qui corrige la précédente : { $reason }
report-cuts = { $count ->
    [one] Une coupure a été comptée ; pendant les heures de service : { $window }.
   *[other] { $count } coupures ont été comptées ; pendant les heures de service : { $window }.
}
report-cuts-none = Aucune coupure n’a été comptée.
report-data-protection = Protection des données
report-data-protection-today = Le produit tient aujourd’hui le journal d’audit, les sauvegardes, les tests de restauration et les courriels retenus. Ce qui suit n’y est pas encore consigné ; son absence ici ne dit pas qu’il n’y a rien eu.
report-days = du { $first } au { $last }
report-decisions = Décisions
report-decisions-none = Aucune décision n’a été enregistrée dans la période.
report-digest-data = Empreinte des données (SHA-256)
report-digest-pdf = Empreinte du PDF (SHA-256)
report-draft-all = Préparer les rapports de tous les bénéficiaires
report-draft-make = Préparer
report-draft-one = Préparer un rapport
report-draft-why = Ses chiffres peuvent encore changer. Une fois publié, il ne change plus.
report-edition = Édition
report-edition-short = Édition { $edition }
report-error-beneficiary = Choisissez un bénéficiaire de la liste.
report-error-kind = Choisissez un rapport mensuel ou un bilan annuel.
report-error-long = Le texte compte plus de { $limit } caractères : raccourcissez-le.
report-error-none = Ce rapport n’est pas encore préparé.
report-error-not-a-draft = Seuls les chiffres d’un projet peuvent être relus : reprenez d’abord le projet.
report-error-not-in-review = Le rapport n’est pas en relecture : remarques et publication ne sont possibles que pendant la relecture.
report-error-not-last = Seule la dernière édition publiée se corrige : ouvrez la dernière édition de cette période.
report-error-not-over = La période n’est pas terminée : le rapport ne peut pas encore être publié.
report-error-period = Indiquez un mois (2026-10) ou une année (2025) déjà commencés.
report-error-run-period = Indiquez un mois (2026-10) ou une année (2025) déjà terminés.
report-error-state = L’état du rapport ne le permet pas : rouvrez sa page pour voir où il en est.
report-error-texts = Un bilan annuel se publie avec son introduction et son plan pour l’année à venir.
report-error-words = Écrivez quelques mots.
report-expected = attendue en { report-month }
report-explanations = Annexe : comment ces chiffres ont été établis
report-explanations-lead = Chaque chiffre est donné avec la règle appliquée, les valeurs de départ et les étapes du calcul.
report-fleet = Postes et équipements
report-fleet-count = { $count ->
    [one] { $count } bien en service, le { $at }.
   *[other] { $count } biens en service, le { $at }.
}
report-former = Édition corrigée
report-former-see = Voir l’édition précédente
report-held-mail = { $count ->
    [0] Aucun courriel n’a été retenu dans la période ; en attente d’une décision à la lecture des chiffres : { $waiting }.
    [one] Un courriel a été retenu dans la période ; en attente d’une décision à la lecture des chiffres : { $waiting }.
   *[other] { $count } courriels ont été retenus dans la période ; en attente d’une décision à la lecture des chiffres : { $waiting }.
}
report-hosting = Hébergement et sauvegardes
report-hosting-none = Aucun élément sauvegardé n’est enregistré : il n’y a donc rien à dire des sauvegardes.
report-hosting-runs = { $protected ->
    [one] { $protected } élément est protégé. Sauvegardes réussies : { $succeeded } sur { $total }.
   *[other] { $protected } éléments sont protégés. Sauvegardes réussies : { $succeeded } sur { $total }.
}
report-incidents-major = Incidents majeurs
report-indicators = { $count ->
    [0] Aucun engagement de l’annexe n’est mesuré en { $period } ; pas encore mesurés : { $unmeasured }.
    [one] Un engagement de l’annexe est mesuré en { $period } ; pas encore mesurés : { $unmeasured }.
   *[other] { $count } engagements de l’annexe sont mesurés en { $period } ; pas encore mesurés : { $unmeasured }.
}
report-indicators-judged = Objectifs tenus : { $met } sur { $judged } qui sont convenus et mesurés.
report-indicators-none = Aucun engagement ne s’applique : aucune convention n’était en vigueur à la fin de la période.
report-indicators-rest = Sans objectif convenu : { $informative }, donnés pour information ; sans donnée : { $empty }.
report-indicators-unjudged = Aucun n’a à la fois un objectif convenu et une valeur : rien n’est donc tenu ni manqué.
report-input-body = { $name }
report-input-census = Date de référence du recensement
report-input-first = Premier jour
report-input-invoice = Facture ou avoir { $number }
report-input-last = Dernier jour
report-introduction = Introduction
report-introduction-hint = Ce que le lecteur doit savoir avant les chiffres : ce qui a marqué la période, et pourquoi
report-invoice-open = à payer
report-invoice-paid = payée
report-invoices = Factures
report-invoices-none = Aucune facture et aucun avoir n’ont été émis en { $period }.
report-invoices-sum = { $count ->
    [one] Une facture ou un avoir a été émis en { $period }, pour { $net } hors taxes ; payés au dernier jour : { $paid }.
   *[other] { $count } factures et avoirs ont été émis en { $period }, pour { $net } hors taxes ; payés au dernier jour : { $paid }.
}
report-json = Données (JSON)
report-key-agents = Agents dotés d’un poste
report-key-availability = Disponibilité du réseau
report-key-billed = Facturé, hors taxes
report-key-connected = Bâtiments raccordés à la fibre
report-key-cuts = Coupures de service
report-key-open = En cours à la fin de la période
report-key-overdue = Actions en retard
report-key-received = Demandes et incidents reçus
report-kind = Nature
report-kind-annual = Bilan annuel
report-kind-monthly = Rapport d’activité mensuel
report-lead = Chaque mois un rapport d’activité, chaque année un bilan : préparés par le prestataire, relus et commentés par les deux parties, puis publiés et conservés sans changement.
report-list = Rapports d’activité et bilans
report-main-channel = Premier canal : { $channel } (demandes et incidents reçus : { $count }, soit { $share } % du total).
report-major = { $count ->
    [one] Un incident majeur a touché le bénéficiaire.
   *[other] { $count } incidents majeurs ont touché le bénéficiaire.
}
report-major-none = Aucun incident majeur n’a touché le bénéficiaire.
report-meetings = { $count ->
    [one] Une réunion de comité s’est tenue.
   *[other] { $count } réunions de comité se sont tenues.
}
report-meetings-none = Aucune réunion de comité ne s’est tenue dans la période.
report-method-before = La comparaison se fait avec la période de même nature qui précède : le mois d’avant, ou l’année d’avant.
report-method-closed = Les valeurs mois par mois sont celles des mois clos, figées ; un mois qui n’est pas encore clos est calculé à la lecture.
report-method-consolidated = Les chiffres de chaque bénéficiaire sont ceux de son propre rapport de la période, dans son dernier état.
report-method-consolidated-desk = Les demandes et incidents par mois et par canal sont comptés à la lecture, pour tous les bénéficiaires, même sans rapport de la période.
report-method-cut = Les taux sont coupés, jamais arrondis vers le haut (R5.4) ; un objectif n’est jamais rétroactif (R5.1).
report-method-data = Registre des traitements, violations de données et demandes de droits ne sont pas encore consignés dans le produit.
report-method-empty = Une base vide ne donne pas de valeur : « pas de donnée » n’est ni 0 ni 100 % (R5.3).
report-method-fleet = Le parc, les projets et les actions ouvertes sont donnés tels qu’ils étaient à la lecture des chiffres.
report-method-money = Les montants sont ceux des factures émises, au centime ; un avoir vient en diminution.
report-method-period = La période va du premier au dernier jour, tous deux compris, de minuit à minuit à l’heure de Paris.
report-method-read = Les chiffres ont été lus le { $at } dans les données que les deux parties consultent ; ce qui a été saisi après n’y est pas.
report-method-received = Une demande ou un incident compte dans la période où il est arrivé ; une résolution, dans celle où elle a eu lieu.
report-method-shares = Les nombres et les montants sont additionnés ; les taux ne le sont pas, car leur moyenne ne voudrait rien dire.
report-method-taken-over = { $count ->
    [one] Un ticket repris d’un autre outil n’entre dans aucun chiffre.
   *[other] { $count } tickets repris d’un autre outil n’entrent dans aucun chiffre.
}
report-month = { $month ->
    [1] janvier { $year }
    [2] février { $year }
    [3] mars { $year }
    [4] avril { $year }
    [5] mai { $year }
    [6] juin { $year }
    [7] juillet { $year }
    [8] août { $year }
    [9] septembre { $year }
    [10] octobre { $year }
    [11] novembre { $year }
   *[other] décembre { $year }
}
report-network = Le réseau a été disponible { $value } du temps de service en { $period }.
report-network-before = Ce taux était de { $value } en { $then }.
report-network-met = L’objectif convenu ({ $target }) est tenu.
report-network-missed = L’objectif convenu ({ $target }) n’est pas tenu.
report-network-none = La disponibilité du réseau n’est pas mesurée : aucun site du réseau propre n’était desservi.
report-no-comment = Aucune remarque pour l’instant.
report-none = Aucun rapport
report-none-short = aucune
report-none-why = Les rapports sont préparés le troisième jour ouvré du mois ; vous les trouverez ici.
report-not-said = –
report-note-availability = La plage de service est celle de la convention ; la maintenance annoncée à temps et le temps sans surveillance ne comptent pas. Les liens d’opérateurs sont jugés sur leur délai de rétablissement.
report-note-channels = Toute demande et tout incident passent par le guichet (article 5) ; ceux qui arrivent autrement sont enregistrés avec leur canal. Les tickets repris d’un autre outil ne comptent pas.
report-note-cut = Un taux est coupé à trois décimales, jamais arrondi : il ne peut pas paraître atteindre un objectif qu’il n’atteint pas. Une durée est coupée à la minute.
report-note-price = P = P0 × (0,125 + 0,875 × S mars / S0) : chaque révision part du prix initial, le coefficient est arrondi au millième supérieur (article 8).
report-nothing-blocks = La convention ne décrit aucun bloc.
report-nothing-bodies = Aucun bénéficiaire n’a de rapport de cette période.
report-nothing-chart = Aucune valeur n’est enregistrée.
report-nothing-fleet = Aucun bien en service n’est enregistré.
report-nothing-indicators = Aucun engagement n’est mesuré.
report-nothing-invoices = Aucune facture n’a été émise.
report-nothing-outages = Aucune coupure n’est enregistrée.
report-nothing-projects = Aucun projet n’est enregistré pour ce bénéficiaire.
report-nothing-sites = Aucun site n’est enregistré.
report-nothing-tickets = Rien n’est enregistré pour cette période.
report-of = Pour
report-of-bodies = { $count ->
    [one] un bénéficiaire
   *[other] { $count } bénéficiaires
}
report-of-buildings = { $count ->
    [0] aucun bâtiment desservi
    [one] sur un bâtiment desservi
   *[other] sur { $count } bâtiments desservis
}
report-of-open-actions = { $count ->
    [one] sur { $count } action ouverte
   *[other] sur { $count } actions ouvertes
}
report-one = Rapport
report-opening-annual = Bilan du service rendu pendant l’année { $period }. Bénéficiaire : { $name } ; prestataire : { $provider }.
report-opening-monthly = Compte rendu du service rendu en { $period }. Bénéficiaire : { $name } ; prestataire : { $provider }.
report-opinions = Satisfaction
report-opinions-mean = { $count ->
    [one] Un avis a été donné, de { $mean } sur 5.
   *[other] { $count } avis ont été donnés, de { $mean } sur 5 en moyenne.
}
report-opinions-none = Aucun avis n’a été donné dans la période : il n’y a donc pas de moyenne.
report-outages-longest = Les { $shown } coupures les plus longues sont listées, sur { $count }.
report-outages-unmeasured = Rien n’est mesuré : la période n’a pas commencé, ou aucun site n’était desservi.
report-outcome-failed = en échec
report-outcome-missed = non signalées à temps
report-outcome-passed = réussis
report-outcome-succeeded = réussies
report-pdf = PDF
report-period = Période
report-period-hint = Un mois, par exemple 2026-10, ou une année, par exemple 2025
report-plan-followed = { $due ->
    [one] Depuis le début de { $year }, le rendez-vous prévu par la convention a été tenu.
   *[other] Depuis le début de { $year }, les { $due } rendez-vous prévus par la convention ont tous été tenus.
}
report-plan-hint = Ce que les parties comptent faire, et pour quand
report-plan-missing = Depuis le début de { $year }, { $filled } rendez-vous sur { $due } prévus par la convention ont été tenus ; il en manque { $missing }.
report-plan-month = Suites pour le mois à venir
report-plan-year = Plan de l’année à venir
report-point-decisions = { $count ->
    [one] { $count } décision prise en comité.
   *[other] { $count } décisions prises en comité.
}
report-point-longest = Coupure la plus longue : { $time } ({ $sites }).
report-point-major = { $count ->
    [one] { $count } incident majeur déclaré.
   *[other] { $count } incidents majeurs déclarés.
}
report-point-missed = Objectif manqué : { $indicator }, mesuré à { $value } pour un objectif « { $target } ».
report-point-no-outage = Aucune coupure n’a touché les sites.
report-point-overdue = { $count ->
    [one] { $count } action du plan d’actions a dépassé son échéance.
   *[other] { $count } actions du plan d’actions ont dépassé leur échéance.
}
report-point-resolved = { $count ->
    [one] { $count } demande ou incident résolu.
   *[other] { $count } demandes et incidents résolus.
}
report-point-targets = { $met ->
    [one] { $met } engagement tenu sur { $judged } assortis d’un objectif.
   *[other] { $met } engagements tenus sur { $judged } assortis d’un objectif.
}
report-price = Prix révisé et indice
report-price-last = Le prix par agent de l’année { $year } est de { $price } hors taxes, avec un coefficient de révision de { $coefficient }.
report-price-none = Aucune révision approuvée n’est enregistrée à la fin de la période : la première année de service n’est pas révisée.
report-projects = Projets
report-publish = Publier
report-published = Publication
report-published-by = Publié le { $at } par { $by }
report-quoted = { $words }
report-received = { $count ->
    [one] Une demande ou un incident a été porté au guichet.
   *[other] { $count } demandes et incidents ont été portés au guichet.
}
report-received-none = Aucune demande et aucun incident n’ont été portés au guichet.
report-reopen = Reprendre le projet
report-requests = { $count ->
    [0] Aucune demande et aucun incident n’ont été reçus en { $period }.
    [one] Une demande ou un incident a été reçu en { $period } (incidents : { $incidents } ; demandes : { $requests }).
   *[other] { $count } demandes et incidents ont été reçus en { $period } (incidents : { $incidents } ; demandes : { $requests }).
}
report-requests-none = Aucune demande et aucun incident ne sont enregistrés pour cette période ni pour la précédente.
report-resolved = Résolus dans la période : { $resolved } ; en cours à la fin du dernier jour : { $open }.
report-restores = { $count ->
    [one] Une restauration a été demandée ; données rendues utilisables : { $served }.
   *[other] { $count } restaurations ont été demandées ; données rendues utilisables : { $served }.
}
report-restores-none = Aucune restauration n’a été demandée.
report-rollout = { $connected ->
    [one] { $connected } bâtiment desservi sur { $count } est raccordé à la fibre.
   *[other] { $connected } bâtiments desservis sur { $count } sont raccordés à la fibre.
}
report-rollout-complete = Tous le sont.
report-rollout-left = { $count ->
    [one] Il en reste un à raccorder.
   *[other] Il en reste { $count } à raccorder.
}
report-rollout-new = { $count ->
    [one] Un l’a été en { $period }.
   *[other] { $count } l’ont été en { $period }.
}
report-rollout-none = Aucun ne l’a été en { $period }.
report-rule-added = Somme des chiffres des rapports des bénéficiaires.
report-rule-billed = Somme hors taxes des factures émises dans la période, diminuée des avoirs.
report-rule-census = Le recensement en vigueur est le dernier validé, daté au plus tard du dernier jour de la période.
report-rule-counted = Compte des faits enregistrés entre le premier et le dernier jour de la période, tous deux compris, à l’heure de Paris.
report-run-again = Recommencer
report-run-by = Demandée par
report-run-done = { $done } sur { $total }
report-run-ended = Terminée le
report-run-failed = Rapports qui n’ont pu être écrits
report-run-finished = Terminée
report-run-progress = Avancement
report-run-refresh = Actualiser
report-run-skipped = Bénéficiaires sans convention sur la période
report-run-start = Tout préparer
report-run-why = Le travail se fait en arrière-plan, bénéficiaire après bénéficiaire ; interrompu, il reprend où il en était. Les rapports en relecture ou publiés ne changent pas.
report-run-working = En cours
report-runs = Préparations d’ensemble
report-savings = Économies constatées
report-savings-decided = { $count ->
    [one] Une décision d’économie a été prise :
   *[other] { $count } décisions d’économie ont été prises :
}
report-savings-none = Aucune décision d’économie n’a été prise dans la période. Le coût réel du bloc socle n’est pas encore tenu ici : aucune économie n’est donc calculée (article 8, note 8).
report-series-index = Indice
report-series-minutes = Minutes
report-series-sites = Sites
report-series-time-lost = Temps de coupure
report-series-year = { $year }
report-short-availability = Disponibilité
report-short-open = En cours
report-short-overdue = En retard
report-short-received = Reçus
report-signed-director = Direction des services numériques
report-signed-provider = Le prestataire
report-since-before = avant le suivi
report-sites-none = Aucun site n’est enregistré.
report-state = État
report-state-draft = Projet
report-state-published = Publié
report-state-review = En relecture
report-step-added = Somme
report-step-agents = Agents dotés d’un poste
report-step-billed = Total facturé
report-step-open = Demandes et incidents ni résolus ni clos à la fin du dernier jour
report-step-overdue = Actions ouvertes dont l’échéance était passée à la fin du dernier jour
report-step-received = Demandes et incidents reçus dans la période
report-subject = { $title }, { $name }
report-summary-points = À retenir
report-table-actions = Actions ouvertes
report-table-ahead = Réunions inscrites au calendrier
report-table-availability = Disponibilité par site
report-table-blocks = Blocs de la convention
report-table-bodies = Les bénéficiaires côte à côte
report-table-categories = Par catégorie, les plus fréquentes
report-table-censuses = Derniers recensements
report-table-channels = Demandes et incidents par canal
report-table-decisions = Décisions de la période
report-table-fleet = Biens en service par nature
report-table-indicators = Engagements mesurés
report-table-invoices = Factures et avoirs émis
report-table-levels = Par niveau de criticité
report-table-meetings = Réunions de la période
report-table-opinions = Avis par note
report-table-outages = Coupures
report-table-prices = Prix par agent, hors taxes
report-table-projects = Projets
report-table-runs = Exécutions de sauvegarde
report-table-sites = Sites et raccordements
report-table-tests = Tests de restauration
report-table-times = { $code } { $indicator } : durées
report-table-trace = Écritures du journal d’audit
report-table-unmeasured = Engagements non mesurés
report-target-at-least = au moins { $value }
report-target-at-most = au plus { $value }
report-target-hours-at-least = au moins { $value } h
report-target-hours-at-most = au plus { $value } h
report-target-line = objectif { $value }
report-target-percent-at-least = au moins { $value } %
report-target-percent-at-most = au plus { $value } %
report-telephony = Téléphonie
report-telephony-lines = Lignes fixes en service à la fin de la période : { $fixed }, dont { $voip } en voix sur IP ; lignes mobiles : { $mobile }.
report-telephony-none = Aucune ligne téléphonique n’était en service à la fin de la période.
report-tests = { $count ->
    [one] Un test de restauration a été fait.
   *[other] { $count } tests de restauration ont été faits.
}
report-tests-none = Aucun test de restauration n’a été fait dans la période.
report-texts = Textes du rapport
report-title-annual = Bilan annuel { $period }
report-title-annual-consolidated = Bilan annuel consolidé { $period }
report-title-monthly = Rapport d’activité, { $period }
report-title-monthly-consolidated = Rapport d’activité consolidé, { $period }
report-to-review = Soumettre à relecture
report-total = Total
report-trace = Traces
report-trace-entries = { $count ->
    [one] Une écriture a été portée au journal d’audit, que les deux parties lisent.
   *[other] { $count } écritures ont été portées au journal d’audit, que les deux parties lisent.
}
report-trace-none = Aucune écriture n’a été portée au journal d’audit dans la période.
report-under-agreement = Le service est rendu au titre de la convention { $reference }, version { $version }.
report-unmeasured = Engagements qui ne sont pas encore mesurés
report-unrecorded-breaches = Violations de données : non consignées ici.
report-unrecorded-register = Registre des traitements : non tenu ici.
report-unrecorded-requests = Demandes de droits des personnes : non consignées ici.
report-view = Rapports
report-without-agreement = Aucune convention n’était en vigueur à la fin de la période : ni engagements ni blocs de services ne s’appliquent.
report-without-category = sans catégorie
report-year = { $year }
