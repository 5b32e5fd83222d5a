project-title = Projets
project-view = Projets
project-lead = Ce que chaque bénéficiaire fait avancer avec l’aide du prestataire (bloc annexe C). Les deux parties lisent la même chose et peuvent commenter.
project-one = Projet
project-new = Nouveau projet
project-edit = Modifier le projet
project-save = Enregistrer
project-cancel = Annuler
project-any = Tous
project-none = Aucun projet
project-none-why = Aucun projet n’est encore inscrit au portefeuille.
project-none-found = Aucun projet ne correspond. Retirez un filtre.
project-state = État
project-state-idea = Idée
project-state-planned = Prévu
project-state-running = En cours
project-state-on-hold = En pause
project-state-done = Terminé
project-state-dropped = Abandonné
project-weather = Météo
project-weather-fair = Tout va bien
project-weather-cloudy = À surveiller
project-weather-stormy = En difficulté
project-weather-says = Pourquoi, en une phrase
project-weather-says-hint = Lu par les comités : dites ce qui compte en ce moment.
project-weather-say = Dire comment va le projet
project-weather-told = Météo donnée par
project-name = Nom du projet
project-aim = Objet
project-aim-hint = Ce que le projet apporte, et ce qu’il ne fait pas. Le premier paragraphe figure sur la fiche des comités.
project-sponsor = Commanditaire
project-sponsor-hint = Qui porte le projet chez le bénéficiaire : une fonction ou une personne.
project-manager = Chef de projet
project-manager-me = Moi-même
project-start = Début
project-end = Fin
project-end-agreed = Fin convenue
project-end-foreseen = Fin prévue à ce jour
project-end-moved = { $foreseen } (convenue : { $agreed })
project-about = Le projet
project-next = Prochaine étape
project-next-on = Date de la prochaine étape
project-late-steps = Étapes en retard
project-late-count = { $count } étapes en retard
project-only-late = Seulement les projets en retard
project-phase = Phase
project-milestone = Jalon
project-step = Étape
project-steps = Phases et jalons
project-steps-of = { $all ->
    [0] Aucune étape
    [one] { $done } étape faite sur { $all }
   *[other] { $done } étapes faites sur { $all }
}
project-no-step = Aucune étape n’est encore inscrite.
project-step-add = Ajouter une étape
project-step-kind = Nature
project-step-name = Nom de l’étape
project-step-start = Début de la phase
project-step-start-hint = Seulement pour une phase.
project-step-agreed = Date convenue : { $day }. Elle ne change pas, pour que tout retard reste visible.
project-step-remove = Retirer cette étape
project-planned = Convenue
project-planned-hint = La date convenue au départ ; elle ne changera plus.
project-foreseen = Prévue à ce jour
project-foreseen-hint = Vide : la date convenue.
project-done-on = Faite le
project-done-on-hint = Vide tant que l’étape n’est pas faite.
project-standing = Situation
project-step-done = Faite
project-step-done-late = { $days ->
    [one] Faite, un jour après la date convenue
   *[other] Faite, { $days } jours après la date convenue
}
project-step-late = { $days ->
    [one] En retard d’un jour
   *[other] En retard de { $days } jours
}
project-step-slipping = { $days ->
    [one] Repoussée d’un jour
   *[other] Repoussée de { $days } jours
}
project-step-on-time = Dans les temps
project-risk = Risque
project-risk-hint = Ce qui pourrait arriver, en une phrase.
project-risks = Risques
project-no-risk = Aucun risque ouvert.
project-risk-add = Ajouter un risque
project-risk-owner = Suivi par
project-risk-over = Écarté
project-risk-close = Ce risque est écarté
project-probability = Probabilité
project-probabilities = peu probable | possible | probable | presque certain
project-impact = Gravité
project-impacts = légère | sensible | forte | très forte
project-severity = Niveau
project-severity-of = { $severity } sur 16 (probabilité { $probability } × gravité { $impact })
project-response = Réponse
project-decision = Décision
project-decisions = Décisions
project-no-decision = Aucune décision n’est encore inscrite.
project-decision-add = Inscrire une décision
project-decided-on = Date
project-decided-by = Décidé par
project-decided-by-hint = Une instance ou une personne.
project-withdraw = Annuler la décision
project-withdrawn = Annulée
project-tickets = Tickets liés
project-tickets-of = { $all ->
    [0] Aucun
   *[other] { $open } en cours sur { $all }
}
project-no-ticket = Aucun ticket lié.
project-ticket-add = Lier un ticket
project-ticket-number = Numéro du ticket
project-unlink = Délier
project-comments = Commentaires
project-comment = Votre commentaire
project-comment-hint = Lu par les deux parties.
project-comment-add = Commenter
project-sheet = Fiche pour les comités
project-sheet-of = Fiche de projet : { $name }
project-sheet-on = situation au { $day }
project-error-phase = Donnez le premier jour de la phase.
project-error-future = Cette date est dans le futur.
project-error-many = Ce projet en a déjà { $limit } : il faut le découper.
project-changes = Changements
project-no-change = Aucun changement lié.
project-change-add = Lier un changement
project-change-number = Numéro du changement
