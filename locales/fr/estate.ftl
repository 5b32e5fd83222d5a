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
