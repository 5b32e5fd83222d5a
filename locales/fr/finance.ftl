# Argent de la convention : révision, prorata, économies, amortissement, sortie
revision-rule = Prix révisé = prix initial × coefficient ; coefficient = part fixe + part variable × (indice de mars ÷ indice du mois zéro)
revision-initial-price = Prix initial P0, hors taxes
revision-index-zero = Indice du mois zéro ({ $month })
revision-index-march = Indice de mars ({ $month })
revision-reading = Lecture des arrondis
revision-reading-a = A : rapport et produit arrondis à trois décimales
revision-reading-b = B : rapport arrondi à trois décimales, coefficient exact puis arrondi au millième supérieur
revision-reading-c = C : rien d’arrondi avant le coefficient
revision-ratio = Rapport des indices
revision-product = Part variable
revision-coefficient = Coefficient de révision
revision-price = Prix révisé, hors taxes

proration-rule = Le prix unitaire est ramené à la part de l’année, puis multiplié par la quantité
proration-price = Prix unitaire de l’année entière, hors taxes
proration-quantity = Quantité
proration-share = Part de l’année
proration-unit-price = Prix unitaire au prorata
proration-line = Montant de la ligne, hors taxes

savings-rule = L’économie constatée sur le coût attendu baisse le prix initial de l’année suivante ; elle ne l’augmente jamais
savings-reference = Coût réel de { $year }
savings-actual = Coût réel de { $year }, année jugée
savings-agents = Agents de l’année
savings-initial-price = Prix initial avant l’économie
savings-expected = Coût attendu en { $year }, par la droite des années de référence
savings-saving = Économie
savings-per-agent = Économie par agent
savings-lowered-price = Prix initial à partir de l’année suivante

depreciation-value-rule = Valeur nette comptable = coût − dotations des années closes − dotation de l’année en cours
depreciation-cost = Coût inscrit
depreciation-in-service = Date de mise en service
depreciation-years = Durée d’amortissement en années
depreciation-basis = Décompte des jours
depreciation-basis-30-360 = 30/360 : mois de 30 jours, jour de mise en service compté
depreciation-basis-actual = jours réels
depreciation-basis-months = mois commencés
depreciation-at = Valeur à la fin du
depreciation-closed-year = Dotation de { $year }
depreciation-current-year = Dotation de { $year } jusqu’à la date
depreciation-net-book-value = Valeur nette comptable
depreciation-retired = Retrait le { $day } : ce qui restait a été sorti de l’actif

exit-rule = Le délai de préavis court de quantième à quantième ; le jour de réception ne compte pas ; le dernier jour reste en vigueur jusqu’à minuit
exit-earliest-rule = La sortie la plus proche dépend de la lecture de « à compter de la troisième année »
exit-start = Premier jour de la convention
exit-term-years = Durée en années
exit-notice-months = Préavis en mois
exit-from-year = Sortie ouverte à compter de l’année
exit-reading = Lecture de la clause
exit-reading-a = A : la sortie prend effet dès cette année
exit-reading-b = B : le préavis est possible dès cette année
exit-reading-c = C : le préavis est possible après cette année
exit-received = Préavis reçu le
exit-first-notice = Premier jour où un préavis est possible
exit-too-early = Préavis refusé car reçu trop tôt ; il sera possible à partir du
exit-notice-ends = Fin du préavis, avant report au jour ouvré suivant
exit-term-end = Dernier jour du terme
exit-term-first = Préavis sans effet : le terme arrive avant
exit-last-day = Dernier jour en vigueur
exit-settlement-rule = Pour chaque bien, récupéré ou laissé : la part prévue de sa valeur nette comptable
exit-at = Valeurs à la fin du
exit-at-term = Sortie au terme : rien n’est dû
exit-net-book-value = { $asset } : valeur nette comptable
exit-lent = { $asset } : bien prêté par le bénéficiaire, rendu
exit-shared = { $asset } : équipement mutualisé, exclu
exit-taken-back = { $asset } : récupéré
exit-left = { $asset } : laissé, part prévue de la valeur
exit-total = Total dû par le bénéficiaire

depreciation-title = Amortissements
depreciation-lead = Les biens que le prestataire a achetés pour la structure, année par année. Les biens prêtés ou loués ne figurent pas dans les comptes du prestataire.
depreciation-show = Afficher
depreciation-opening = Valeur à l’ouverture
depreciation-acquired = Entrées
depreciation-charge = Dotation
depreciation-written-off = Sorties
depreciation-closing = Valeur à la clôture
depreciation-total = Mouvements de { $year }
depreciation-goods = Biens de { $year }
depreciation-none = Aucun bien cette année
depreciation-none-why = Un bien paraît ici quand il est acheté par le prestataire et mis en service.
depreciation-incomplete = { $count ->
    [one] Un bien acheté ne peut pas être amorti
   *[other] { $count } biens achetés ne peuvent pas être amortis
}
depreciation-incomplete-why = Indiquez le coût, la date de mise en service et la durée d’amortissement sur la fiche du bien.
depreciation-missing = La valeur de ce bien n’est pas connue
depreciation-asset = Fiche du bien
depreciation-life = Dotations année par année

exit-title = Sortie de la convention
exit-lead = Quand la convention peut être quittée, et ce qui serait dû pour les biens. Les deux parties lisent les mêmes chiffres.
exit-effect-leaves = Dernier jour : { $day }, jusqu’à minuit
exit-effect-early = Trop tôt : un préavis est possible à partir du { $day }
exit-effect-term = Sans effet : la convention prend fin le { $day }
exit-if-today = Préavis reçu aujourd’hui
exit-no-agreement = pas de convention en vigueur
exit-notice = Préavis
exit-notices = Préavis reçus
exit-notice-until = jusqu’au { $day }
exit-notice-title = Préavis reçu le { $day }
exit-what-if = Et si l’on partait ?
exit-received-when = Préavis reçu le
exit-goods-choice = Biens à reprendre
exit-goods-none = aucun n’est repris
exit-goods-all = tous sont repris
exit-compute = Calculer
exit-earliest = Sortie la plus proche que permet le texte
exit-valued-at = Valeurs à la fin du
exit-returned = Biens rendus à la structure, pour lesquels rien n’est dû
exit-goods = Biens à la sortie
exit-fate = Devenir
exit-due = Dû par la structure
exit-no-goods = Aucun bien
exit-no-goods-why = Les biens tenus pour la structure paraissent ici avec ce qu’ils deviennent à la sortie.
exit-goods-more = { $count ->
    [one] Un autre bien figure dans le fichier.
   *[other] { $count } autres biens figurent dans le fichier.
}
exit-incomplete = Des biens achetés n’ont pas de valeur connue : le total est incomplet
exit-receive = Enregistrer un préavis
exit-receive-lead = Un préavis est donné par une partie à l’autre, par un moyen qui lui donne une date certaine. Le dernier jour est calculé à la réception et conservé avec son explication.
exit-given-by = Partie qui s’en va
exit-signatory = Fonction du signataire
exit-signatory-hint = Par exemple : président, habilité par délibération.
exit-means = Moyen
exit-means-registered = lettre recommandée avec avis de réception
exit-means-electronic = envoi recommandé électronique qualifié
exit-means-hand = remise en main propre contre récépissé daté
exit-reference = Délibération ou courrier
exit-reference-hint = Numéro et date de la décision de la partie qui s’en va.
exit-recorded = Enregistré par
exit-state-received = reçu
exit-state-confirmed = sortie confirmée
exit-state-withdrawn = retiré
exit-consequences = Suites du préavis
exit-consequences-lead = Une suite est faite dès que quelqu’un en indique le justificatif. La convention peut exiger le plan de réversibilité avant de confirmer la sortie.
exit-task-inventory = Inventaire contradictoire des biens
exit-task-book-values = État des valeurs nettes comptables remis
exit-task-choices = Choix de la structure, bien par bien
exit-task-plan = Plan de réversibilité convenu
exit-task-contracts = Contrats transférés ou résiliés
exit-task-data = Données restituées, puis supprimées
exit-task-access = Accès fermés
exit-task-invoice = Dernière facture, au prorata
exit-task-open = à faire
exit-task-done = fait
exit-task-change = Indiquer le justificatif
exit-task-save = Enregistrer
exit-proof = Justificatif
exit-proof-hint = Numéro d’un document, date d’un envoi. Laissez vide si c’est encore à faire.
exit-choose = Biens que la structure reprend à leur valeur nette comptable
exit-choose-hint = Un bien qui n’est pas coché reste au prestataire ; la part prévue de sa valeur est due.
exit-choose-save = Enregistrer les choix
exit-end = Confirmer ou retirer
exit-confirm-lead = La confirmation fige le décompte des biens et fait cesser la facturation au dernier jour. Elle est définitive.
exit-confirm = Confirmer la sortie
exit-withdraw = Retirer le préavis
exit-why-withdrawn = Motif du retrait
exit-fate-taken-back = repris à sa valeur
exit-fate-left = laissé, une part est due
exit-fate-returned = rendu à la structure
exit-fate-shared = mutualisé, exclu
exit-fate-rented = loué, rendu au loueur
exit-fate-incomplete = valeur inconnue
exit-pdf = Décompte en PDF
exit-document-title = Décompte des biens à la sortie du { $day }
exit-document-draft = Projet : la sortie n’est pas confirmée
exit-why = Détail du calcul
exit-why-elsewhere = Le total est la somme de la dernière colonne. La valeur de chaque bien ouvre son calcul ; le fichier contient tous les biens.
exit-error-calendar = Le calendrier ne va pas jusque-là à partir du { $day }. Indiquez une date plus proche.
exit-error-one = Un préavis est déjà enregistré pour cette structure. Retirez-le d’abord ; une fois la sortie confirmée, aucun autre ne peut être enregistré.
exit-error-party = Indiquez quelle partie s’en va.
exit-error-means = Indiquez le moyen par lequel le préavis est arrivé.
exit-error-received = Indiquez le jour de réception, au plus tard aujourd’hui.
exit-error-early = La convention ne permet pas encore ce préavis : il est possible à partir du { $day }.
exit-error-term = Ce préavis serait sans effet : la convention prend fin le { $day }, avant le terme du préavis.
exit-error-closed = Ce préavis est déjà confirmé ou retiré : il ne change plus.
exit-error-good = Ce bien ne peut pas être repris : il n’a pas été acheté pour cette structure seule, ou sa valeur n’est pas connue.
exit-error-plan = La convention exige un plan de réversibilité avant de confirmer une sortie. Indiquez son justificatif dans les suites du préavis.
exit-error-incomplete = { $count ->
    [one] Un bien acheté n’a pas de valeur connue. Complétez sa fiche avant de confirmer.
   *[other] { $count } biens achetés n’ont pas de valeur connue. Complétez leurs fiches avant de confirmer.
}
