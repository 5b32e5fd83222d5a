# Après l'émission : suivi, titres, règlements, relances, portail, exports comptables
receivable-title = Créances
receivable-lead = Ce que deviennent les factures émises : portail, titre de recettes, règlements, relances. Les deux parties voient la même chose.
receivable-list = Factures et avoirs émis
receivable-filter = Filtrer
receivable-all = Tous
receivable-open = À encaisser
receivable-late = En retard
receivable-everybody = Toutes les structures
receivable-none = Aucune facture ne correspond
receivable-none-why = Les factures paraissent ici dès leur émission. Changez le filtre pour en voir d’autres.
receivable-of = Suivi de { $number }
receivable-invoice = Document
receivable-paid = Encaissé
receivable-reduced = Rendu par avoir
receivable-remaining = Reste à payer
receivable-remaining-rule = Reste à payer = total TTC de la facture − avoirs qui la diminuent − règlements reçus, ceux repris étant déduits
receivable-payment-of = Règlement { $reference }
receivable-lapses = Action du comptable prescrite à partir du
receivable-give-back = { $amount } ont été encaissés et ne sont plus dus, par l’effet d’un avoir : ce montant est à rendre ou à imputer.
receivable-open-follow-up = Voir le suivi complet
receivable-error-day = Indiquez un jour entre l’émission et aujourd’hui.
receivable-import = Importer titres ou règlements
receivable-import-lead = Apportez ici ce que le progiciel financier a enregistré. Le fichier est d’abord vérifié ligne par ligne ; s’il contient une erreur, rien n’est écrit. Le relire deux fois ne change rien.
receivable-file = Fichier
receivable-file-hint = CSV ou XLSX, avec une ligne de titres. Les dates s’écrivent 2026-03-31 ou 31/03/2026.
receivable-file-kind = Le fichier contient
receivable-file-orders = des titres de recettes
receivable-file-payments = des règlements
receivable-file-orders-columns = Colonnes : facture, titre, bordereau, date ; exercice s’il n’est pas celui de la date.
receivable-file-payments-columns = Colonnes : facture, date, montant, référence.
receivable-file-missing = Choisissez un fichier.
receivable-file-write = Enregistrer
receivable-file-column = La colonne « { $column } » manque. Colonnes attendues : { $expected }.
receivable-file-unknown = Aucune facture émise ne porte le numéro { $number }.
receivable-file-twice = La ligne { $line } dit déjà la même chose.
receivable-file-other-order = Un autre titre est déjà enregistré : { $order }. Corrigez-le à l’écran, avec un motif.
receivable-file-errors = { $count ->
    [one] 1 erreur dans le fichier
   *[other] { $count } erreurs dans le fichier
}
receivable-file-written = { $count ->
    [one] 1 ligne enregistrée
   *[other] { $count } lignes enregistrées
}
receivable-file-dry = Le fichier est juste. Rien n’a encore été écrit.
receivable-row-new = à enregistrer
receivable-row-same = déjà connu

ageing-title = Ancienneté de ce qui reste à payer
ageing-total = Total
ageing-none = Rien n’est à encaisser
ageing-none-why = Toutes les factures émises sont payées ou annulées.
ageing-why = L’ancienneté se compte à partir du lendemain de la date limite de paiement (30 jours pour un acheteur public).
age-not-due = Non échu
age-up-to-30 = 1 à 30 jours
age-up-to-60 = 31 à 60 jours
age-up-to-90 = 61 à 90 jours
age-over-90 = Plus de 90 jours

order-title = Titre de recettes
order-number = Titre
order-slip = Bordereau
order-date = Date du titre
order-year = Exercice
order-year-hint = Laissez vide pour l’année de la date. En janvier, l’exercice précédent peut encore être ouvert.
order-origin = Enregistré par
order-replaced = remplacé
order-none = Aucun titre enregistré
order-none-why = Le numéro de titre et de bordereau revient du progiciel financier, par saisie ou par import.
order-record = Enregistrer le titre
order-correct = Corriger le titre
order-why-corrected = Pourquoi cette correction
order-words = titre { $order }, bordereau { $slip }, du { $day }, exercice { $year }
order-error-year = L’exercice est l’année de la date du titre, ou celle d’avant.
order-error-taken = Ce numéro de titre est déjà celui de { $number } pour cet exercice.

payment-title = Règlements
payment-on = Reçu le
payment-amount = Montant
payment-amount-hint = Reste à payer : { $left }.
payment-reference = Référence
payment-reference-hint = Ce qui désigne le virement sur le relevé du comptable.
payment-mistake = Erreur de saisie
payment-none = Aucun règlement
payment-none-why = Chaque encaissement du comptable s’enregistre ici ; la facture est payée quand il ne reste rien.
payment-record = Enregistrer le règlement
payment-reverse = Reprendre
payment-why-reversed = Pourquoi reprendre ce règlement
payment-error-amount = Indiquez un montant en euros, avec deux décimales au plus.
payment-error-nothing = Un règlement est supérieur à zéro.
payment-error-too-much = Ce montant dépasse ce qui reste à payer : { $left } €. Le trop-perçu se rend par le comptable, il ne s’enregistre pas ici.
payment-error-twice = Ce règlement (même jour, même montant, même référence) est déjà enregistré.
payment-error-reversed = Ce règlement a déjà été repris.
payment-error-credit-note = Un avoir ne se paie pas.
payment-error-cancelled = Cette facture est annulée par un avoir : elle ne se paie plus.

payment-reminder-title = Relances
reminder-step = Étape
reminder-sent = Envoyée
reminder-told = Destinataires
payment-reminder-none = Aucune relance
payment-reminder-none-why = Trois relances partent par courriel 8, 30 et 60 jours après la date limite, une fois chacune.
reminder-first = Première relance
reminder-second = Deuxième relance
reminder-formal = Dernière relance
reminder-lapse-12 = Prescription dans moins de douze mois
reminder-lapse-6 = Prescription dans moins de six mois
reminder-lapse-1 = Prescription dans moins d’un mois
reminder-subject = { $step } : facture { $number }
reminder-words-first = Sauf erreur de notre part, la facture ci-dessous n’est pas encore réglée. Si le règlement est en cours, ne tenez pas compte de ce message.
reminder-words-second = La facture ci-dessous reste impayée malgré une première relance. Merci de la faire mettre en paiement ou de nous dire ce qui la retient.
reminder-words-formal = La facture ci-dessous reste impayée deux mois après sa date limite. Sans nouvelle de votre part, le comptable public engagera le recouvrement.
reminder-words-lapse = L’action en recouvrement de la facture ci-dessous approche de sa prescription de quatre ans. Voyez avec le comptable public les actes qui l’interrompent.
reminder-open = Voir le suivi de la facture

reference-title = Références demandées par le destinataire
reference-lead = Le code service et le numéro d’engagement figurent sur la facture. Ceux de la facture l’emportent sur ceux de l’année, et ceux-ci sur ceux de la fiche de l’organisme.
reference-of-year = Pour toutes les factures de { $year }
reference-of-invoice = Pour cette facture seulement
reference-for = Valables
reference-change = Indiquer les références
reference-save = Enregistrer les références

deposit-title = Dépôt au portail public de facturation
deposit-waiting = À déposer
deposit-uncertain = Déposée, réponse attendue
deposit-received = Reçue par le portail
deposit-integrated = Acceptée par le portail
deposit-refused = Refusée
deposit-abandoned = Portail injoignable
deposit-asked = Demandé par
deposit-flow = Numéro de flux
deposit-portal-state = État au portail
deposit-reason = Motif
deposit-none = Aucun dépôt par l’application
deposit-none-why = Une facture déposée à la main s’enregistre dans le suivi.
deposit-ask = Déposer au portail
deposit-off = Le dépôt automatique n’est pas réglé sur cette instance (partie chorus_pro des réglages).
deposit-error-off = Le dépôt automatique n’est pas réglé sur cette instance.
deposit-error-account = Cette facture ne porte pas de compte de paiement, que le portail exige. Complétez l’IBAN du prestataire avant d’émettre la prochaine ; celle-ci se dépose à la main.
deposit-error-twice = Ce fichier est déjà déposé, ou en cours de dépôt.
deposit-error-over = Cette facture est payée ou annulée : elle ne se dépose plus.

invoice-event-reason = Indiquez le motif du rejet ou de la suspension.
invoice-event-note-hint = Motif, nécessaire pour un rejet ou une suspension.

accounting-title = Exports comptables
accounting-lead = Ce qui part vers la comptabilité : titres à émettre, journal des documents émis, rattachement au 31 décembre.
accounting-show = Afficher
accounting-see = Voir à l’écran
accounting-ledger = Journal des documents émis
accounting-ledger-why = Toutes les factures et tous les avoirs émis dans l’année, dans l’ordre, avec les totaux au fur et à mesure.
accounting-cut-off = Rattachement au 31 décembre
accounting-cut-off-why = La part des factures qui concerne une autre année, et ce qui est rendu sans être encore facturé. Montants hors taxes, au prorata des jours.
accounting-orders = Titres pour le progiciel financier
accounting-orders-why = Une ligne par document émis, écrite selon la correspondance en vigueur : budget, imputation, tiers, objet, montants.
accounting-without-order = Documents sans titre enregistré
accounting-export-missing = Sans titre :
accounting-export-all = Tous :

ledger-of = Journal des documents émis en { $year }
ledger-count = Documents
ledger-difference = Écart entre le total et la somme des lignes
ledger-differs = Le total ne correspond pas à la somme des lignes.
ledger-rank = Rang
ledger-siret = SIRET du tiers
ledger-running-net = Cumul HT
ledger-running-vat = Cumul TVA
ledger-running-gross = Cumul TTC
ledger-digest = Empreinte du PDF
ledger-none = Aucun document émis cette année
ledger-none-why = Le journal se remplit à chaque émission.
ledger-more = { $count ->
    [one] 1 document de plus dans le fichier.
   *[other] { $count } documents de plus dans le fichier.
}

cut-off-of = Rattachement au 31 décembre { $year }
cut-off-ahead = Facturé d’avance
cut-off-later = Facturé plus tard
cut-off-ahead-why = Facturé au 31 décembre pour des jours de l’année suivante.
cut-off-later-why = Rendu au 31 décembre, facturé après ou pas encore.
cut-off-deferred-income = Produits constatés d’avance
cut-off-prepaid-expense = Charges constatées d’avance
cut-off-accrued-income = Produits à recevoir
cut-off-accrued-expense = Charges à payer
cut-off-kind = Nature
cut-off-amount = Montant HT
cut-off-missing = Ce qui manque
cut-off-not-issued = pas encore émise
cut-off-total = Total
cut-off-none = Rien à rattacher
cut-off-none-why = Chaque facture concerne l’année où elle est émise.
cut-off-rule = Part = montant HT × jours concernés ÷ jours de la période facturée
cut-off-days = Jours concernés
cut-off-all-days = Jours de la période facturée
cut-off-part = Part rattachée

mapping-title = Correspondance avec le progiciel financier
mapping-lead = Un fichier TOML dit les colonnes, leur ordre, les séparateurs et les codes de budget. Il est vérifié ligne par ligne avant d’être importé.
mapping-source = Texte de la correspondance
mapping-check = Vérifier
mapping-import = Importer
mapping-change = Voir ou changer la correspondance
mapping-example = Exemple livré avec l’application, aux codes inventés : importez la vôtre.
mapping-rules = { $name }, version { $version }.
mapping-file-valid = correspondance utilisable
mapping-file-invalid = { $errors ->
    [one] correspondance refusée : 1 erreur
   *[other] correspondance refusée : { $errors } erreurs
}
mapping-imported = version { $version } importée, en vigueur dès maintenant
mapping-unchanged = déjà en vigueur : version { $version }
mapping-error-account = { $number } : aucune ligne « accounts » ne convient à l’offre { $offer }. Ajoutez-en une, ou une sans offre à la fin.
mapping-error-letter = Le caractère « { $letter } », à la ligne { $line } du fichier, n’existe pas en Windows-1252. Changez l’encodage de la correspondance.
mapping-error-line = { $words }
mapping-error-overtaken = Une autre personne vient d’importer une correspondance. Rechargez la page.
mapping-check-name = La correspondance n’a pas de nom.
mapping-check-name-fix = Écrivez name = "…".
mapping-check-columns = Il n’y a aucune colonne.
mapping-check-columns-fix = Ajoutez au moins un bloc [[columns]].
mapping-check-value = La colonne « { $title } » doit avoir value ou text, l’un des deux.
mapping-check-value-fix = Gardez value pour une donnée de la facture, ou text pour un texte constant.
mapping-check-length = Une longueur de 0 ne laisse rien.
mapping-check-length-fix = Indiquez le nombre de caractères, ou retirez length.
mapping-check-mark = La virgule sépare les colonnes et les décimales : chaque montant sera entre guillemets.
mapping-check-mark-fix = Prenez un autre séparateur si le progiciel n’accepte pas les guillemets.
mapping-check-date = « { $found } » n’écrit pas une date entière.
mapping-check-date-fix = Écrivez par exemple "%d/%m/%Y", "%Y-%m-%d" ou "%Y%m%d".
mapping-check-accounts = Une colonne demande le budget ou l’imputation, mais il n’y a aucun bloc [[accounts]].
mapping-check-accounts-fix = Ajoutez [[accounts]] avec budget et imputation.
mapping-check-general = Ce bloc vaut pour toutes les offres : les suivants ne serviront jamais.
mapping-check-general-fix = Placez le bloc sans offer en dernier.
