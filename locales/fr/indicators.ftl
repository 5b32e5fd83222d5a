# Indicateurs : mois clos, séries, objectifs proposés
agenda-target-least = Objectif proposé pour { $commitment } : au moins { $value }
agenda-target-most = Objectif proposé pour { $commitment } : au plus { $value }
counted-backup = Sauvegarde prévue
counted-closure = Fermeture
counted-meeting = Réunion prévue
counted-outage = Coupure
counted-restore = Restauration
counted-site = Site
counted-ticket = Ticket
indicator-after = Après
indicator-author = Proposé par
indicator-baseline = Base de référence
indicator-baseline-best = Meilleur mois
indicator-baseline-first = Premier mois compté
indicator-baseline-last = Dernier mois compté
indicator-baseline-median = Mois médian
indicator-baseline-months = Mois clos avec une valeur
indicator-baseline-short = Un objectif peut être proposé après { $count } mois clos avec une valeur.
indicator-baseline-worst = Moins bon mois
indicator-before = Avant
indicator-changes = Ce que cette version change
indicator-chart = Valeur mois par mois
indicator-chart-description = { $count } mois avec une valeur ; la dernière, { $value }, est celle de { $month }. Un mois sans donnée ou non clos laisse un vide. Une ligne à part montre chaque objectif sur les mois où il était en vigueur.
indicator-close = Clore un mois
indicator-close-hint = Les valeurs du mois sont calculées une dernière fois et figées avec les lignes comptées. Une correction est une nouvelle version, à côté.
indicator-closed = Clos le
indicator-closings = Mois clos
indicator-comment = Votre remarque
indicator-comment-add = Ajouter la remarque
indicator-comments = Remarques des deux parties
indicator-comments-none = Aucune remarque sur cette valeur.
indicator-confirm = Pourquoi clore malgré ces manques
indicator-confirm-hint = Les deux parties liront cette raison avec les valeurs.
indicator-correct = Corriger ce mois
indicator-correct-hint = Les valeurs sont recalculées à partir des données d’aujourd’hui et forment une nouvelle version. Celle-ci reste lisible.
indicator-decide = En faire une décision
indicator-denominator = Dénominateur
indicator-difference = Différence
indicator-digest = Empreinte (SHA-256)
indicator-error-baseline = Il faut au moins { $count } mois clos avec une valeur pour proposer un objectif.
indicator-error-closed = Ce mois est déjà clos : corrigez-le par une nouvelle version.
indicator-error-far = Choisissez un mois plus proche : { $limit } mois au plus.
indicator-error-gaps = { $count ->
    [one] Une donnée manque : confirmez en disant pourquoi.
   *[other] { $count } données manquent : confirmez en disant pourquoi.
}
indicator-error-meeting = Choisissez un comité de pilotage de la liste.
indicator-error-month = Indiquez un mois, par exemple 2026-03.
indicator-error-months = Choisissez 12, 24 ou 36 mois.
indicator-error-not-over = Ce mois n’est pas terminé : choisissez un mois passé.
indicator-error-nothing = Aucun mois à clore : tous ceux qui sont terminés le sont, ou aucune convention n’est en vigueur.
indicator-error-proposal = Cette proposition n’attend plus de décision : rechargez la page pour voir ce qu’elle est devenue.
indicator-error-same = Le calcul donne les mêmes valeurs et les mêmes lignes : il n’y a rien à corriger.
indicator-exact = Valeur exacte
indicator-from = Début
indicator-gap-criticality = Criticité inconnue
indicator-gap-earlier = Mois antérieur non clos
indicator-gap-meeting = Réunion sans suite
indicator-gap-minutes = Compte rendu manquant
indicator-gap-monitoring = Surveillance interrompue
indicator-gap-no-data = Indicateur sans donnée
indicator-gap-outage = Coupure en cours
indicator-kept = Conforme
indicator-kept-no = Non
indicator-kept-yes = Oui
indicator-kind = Nature
indicator-last = Dernière valeur close
indicator-lead = Chaque mois terminé est clos une fois, avec ses données ; les valeurs closes ne changent plus.
indicator-length = Durée
indicator-life = De la mesure à l’objectif en vigueur
indicator-life-hint = Un objectif n’est jamais rétroactif : il juge les mois qui commencent à sa date d’effet ou après (R5.1).
indicator-meeting = Comité de pilotage
indicator-meeting-hint = La décision entre en vigueur quand les deux parties ont validé le compte rendu, à sa date d’effet.
indicator-missing = Données manquantes
indicator-missing-criticality = { $count ->
    [one] Un ticket a une criticité que la convention ne connaît pas
   *[other] { $count } tickets ont une criticité que la convention ne connaît pas
}
indicator-missing-earlier = { $count ->
    [one] Un mois antérieur n’est pas clos : { $first }
   *[other] { $count } mois antérieurs ne sont pas clos, le premier est { $first }
}
indicator-missing-meeting = La réunion du { $day } n’est ni tenue ni annulée
indicator-missing-minutes = Le compte rendu de la réunion du { $day } n’est pas validé
indicator-missing-monitoring = La surveillance est interrompue depuis le { $day }, sans fin connue
indicator-missing-no-data = { $count ->
    [one] Un indicateur n’a pas de donnée : { $codes }
   *[other] { $count } indicateurs n’ont pas de donnée : { $codes }
}
indicator-missing-outage = Une coupure est en cours depuis le { $day }
indicator-missing-report = Le rapport de la réunion du { $day } manque
indicator-month = Mois
indicator-month-hint = Un mois terminé, par exemple 2026-03.
indicator-months = { $count } mois
indicator-motive = Motif
indicator-no-agreement = Aucun engagement
indicator-no-agreement-why = Importez la convention de ce bénéficiaire : ses engagements se mesurent alors.
indicator-no-rows = Aucune ligne comptée
indicator-no-rows-why = La valeur vient des grandeurs de l’explication, ou le mois n’a pas de donnée.
indicator-none = Aucun mois clos
indicator-none-why = Le premier mois clos commence la base de référence.
indicator-not-reached = Pas encore
indicator-numerator = Numérateur
indicator-of-seconds = Sur (secondes)
indicator-open = Non clos
indicator-proposal-decided = Devenue décision
indicator-proposal-open = En attente du comité de pilotage
indicator-proposal-withdrawn = Retirée
indicator-proposals = Objectifs proposés
indicator-proposals-none = Aucun objectif n’est proposé.
indicator-propose = Proposer un objectif
indicator-propose-hint = La proposition est inscrite à l’ordre du jour du prochain comité de pilotage.
indicator-reached = Atteinte le
indicator-reason = Raison de la correction
indicator-row = Ligne
indicator-rows = Lignes comptées
indicator-rows-changed = Même valeur, autres lignes ou autre explication
indicator-rows-count = Lignes
indicator-rows-shown = { $shown } lignes affichées sur { $count } : le fichier les contient toutes.
indicator-rule-baseline = Les mois clos avec une valeur, triés : celui du milieu, le meilleur et le moins bon. Avec un nombre pair de mois, le plus petit des deux du milieu.
indicator-run = Clore tous les mois terminés
indicator-run-all = Clore tous les mois terminés, pour tous les bénéficiaires
indicator-run-done = Terminé
indicator-run-from = À partir de
indicator-run-from-hint = Laissez vide pour reprendre après le dernier mois clos, ou au début de la convention.
indicator-run-going = En cours
indicator-run-limit = Au plus { $limit } mois à la fois. Un travail interrompu reprend au mois suivant.
indicator-run-of = de { $first } à { $last }, demandé par { $name }
indicator-run-progress = { $done } sur { $total }
indicator-run-reason-hint = Vaut pour tous les mois. Sans raison, le travail s’arrête au premier mois où une donnée manque.
indicator-run-stopped = Arrêté
indicator-run-trouble = Arrêté à { $month } : clôturez ce mois pour voir ce qui manque.
indicator-run-wait = Rechargez la page pour suivre l’avancement.
indicator-runs = Clôtures demandées
indicator-seconds = Secondes
indicator-series = Voir la série
indicator-service-seconds = Secondes de plage de service
indicator-span = Durée affichée
indicator-stage = Étape
indicator-stage-agreed = Objectif convenu
indicator-stage-baseline = Base de référence en cours
indicator-stage-in-force = Objectif en vigueur
indicator-stage-measured = Mesuré, sans objectif
indicator-stage-proposed = Objectif proposé
indicator-stages = Engagements de l’annexe 1 A
indicator-superseded = Une version plus récente corrige ce mois
indicator-tie = Acte
indicator-tie-decision = Décision { $decision }
indicator-tie-months = { $count ->
    [one] Un mois clos avec une valeur
   *[other] { $count } mois clos avec une valeur
}
indicator-tie-proposal = Proposition de { $author }
indicator-tie-version = Convention, version { $number }
indicator-title = Indicateurs
indicator-to = Fin
indicator-value-changed = Valeur ou résultat différent
indicator-value-count = Un nombre.
indicator-value-hours = En heures, par exemple 4 ou 1,5.
indicator-value-percent = En pour cent, par exemple 99,5.
indicator-values = Valeurs
indicator-version = Version
indicator-version-of = Version { $number }
indicator-versions = Versions de ce mois
indicator-view = Indicateurs clos
indicator-withdraw = Retirer cette proposition
