# Rappels d’un agent
reminder-title = Mes rappels
reminder-of = Mes rappels sur { $ticket }
reminder-lead = À l’heure dite, vous êtes averti comme d’habitude, à l’écran ou par courriel. Vous seul les voyez.
reminder-none = Aucun rappel.
reminder-add = Me le rappeler
reminder-at = Quand
reminder-note = De quoi
reminder-remove = Retirer
reminder-error-at = Donnez un jour et une heure à venir.
reminder-error-note = { $limit } caractères au plus.
reminder-error-many = { $limit } rappels au plus sur un ticket : retirez-en un.
