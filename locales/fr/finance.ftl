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
exit-settlement-rule = Bien récupéré : valeur nette comptable ; bien laissé : la moitié
exit-at = Valeurs à la fin du
exit-at-term = Sortie au terme : rien n’est dû
exit-net-book-value = { $asset } : valeur nette comptable
exit-lent = { $asset } : bien prêté par le bénéficiaire, rendu
exit-shared = { $asset } : équipement mutualisé, exclu
exit-taken-back = { $asset } : récupéré
exit-left = { $asset } : laissé, moitié de la valeur
exit-total = Total dû par le bénéficiaire
