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
