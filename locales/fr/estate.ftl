# Disponibilité des sites et sauvegardes
availability-rule = Disponibilité = temps de bon fonctionnement ÷ temps de base ; la maintenance annoncée et le temps sans surveillance sortent des deux côtés
availability-from = Début de la période
availability-to = Fin de la période
availability-target = Objectif
availability-weight = { $site } : poids dans le réseau
availability-base = { $site } : temps de base
availability-down = { $site } : secondes d’arrêt dans la base
availability-site = { $site } : disponibilité
availability-cuts = { $site } : coupures commencées dans la période
availability-cuts-in-window = { $site } : coupures touchant la plage de service
availability-mean-repair = { $site } : durée moyenne des arrêts terminés, en secondes
availability-open-outage = { $site } : arrêt encore en cours, hors moyenne
availability-carrier = { $site } : délai de rétablissement de l’opérateur respecté
availability-worst = Site le moins disponible
availability-network = Disponibilité du réseau, sites pondérés
availability-verdict = Objectif
availability-met = atteint
availability-missed = manqué

backups-loss-rule = Perte de données possible = plus long intervalle entre deux sauvegardes réussies, fin de période comprise
backups-from = Début de la période
backups-to = Fin de la période
backups-successes = Sauvegardes réussies retenues
backups-gap-from = Début du plus long intervalle
backups-gap-to = Fin du plus long intervalle
backups-loss = Perte de données maximale observée

# Sites
estate-sites = Sites
estate-view = Patrimoine
estate-new-site = Nouveau site
estate-name = Nom
estate-beneficiary = Bénéficiaire
estate-address = Adresse
estate-street = Numéro et voie
estate-postal-code = Code postal
estate-city = Commune
estate-fibre = Raccordement
estate-fibre-none = Non raccordé
estate-fibre-planned = Raccordement prévu
estate-fibre-connected = Raccordé en fibre
estate-fibre-carrier-link = Lien opérateur
estate-save = Enregistrer
estate-connected-count = { $connected } sur { $count } raccordés en fibre
estate-empty = Aucun site
estate-empty-why = Les sites des bénéficiaires apparaîtront ici dès leur saisie.
estate-error-name = Donnez un nom au site.
estate-error-name-taken = Un site de ce bénéficiaire porte déjà ce nom.
estate-error-too-long = Texte trop long : { $limit } caractères au plus.
estate-error-postal-code = Un code postal a cinq chiffres.
estate-error-fibre = Choisissez un raccordement de la liste.
estate-error-beneficiary = Choisissez un bénéficiaire.
estate-error-stale = Le site a changé entre-temps : { $now }. Enregistrez à nouveau pour garder votre version.
estate-change = Modifier le site
estate-facts = Fiche du site
estate-weight = Poids dans le réseau
estate-weight-hint = 1 par défaut ; compte dans la disponibilité du réseau (R5.11).
estate-serves-from = Desservi depuis le
estate-serves-to = Desservi jusqu’au
estate-serves-hint = Dernier jour compris ; vide tant que le site est desservi.
estate-error-weight = Indiquez un nombre au-dessus de 0.
