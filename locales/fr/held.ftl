# Dix secondes pour reprendre un envoi ou une clôture
held-answer = Réponse
held-close = Clôture
held-state-held = En attente
held-state-done = Fait
held-state-taken-back = Repris
held-state-failed = Pas fait
held-answer-waits = Votre réponse part dans quelques secondes.
held-close-waits = Le ticket sera clos dans quelques secondes.
held-answer-undo = Annuler l’envoi
held-close-undo = Annuler la clôture
held-now = Sans attendre
held-answer-failed = Votre réponse n’est pas partie ; son texte est revenu dans la case.
held-close-failed = Le ticket n’a pas été clos.
held-error-changed = Le ticket a changé entre-temps : lisez ce qui est nouveau, puis recommencez.
held-error-gone = Ce ticket n’est plus à vous, ou n’existe plus.
held-error-person = Votre accès a été retiré.
held-error-late = Trop tard : c’est déjà parti.
