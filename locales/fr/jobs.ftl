jobs-title = Travaux en arrière-plan
jobs-view = Exploitation
jobs-lead = Ce que Socle fait de lui-même : ce qui revient à heure fixe et ce qu’une action a demandé. Un travail qui échoue est recommencé de plus en plus tard, puis abandonné.
jobs-counts = { $dead ->
    [0] Aucun travail abandonné,
    [one] Un travail abandonné,
   *[other] { $dead } travaux abandonnés,
} { $overdue ->
    [0] aucun en retard.
    [one] un qui attend d’être pris.
   *[other] { $overdue } qui attendent d’être pris.
}
jobs-states = États des travaux
jobs-state-dead = Abandonnés
jobs-state-waiting = À faire
jobs-state-done = Faits
jobs-kind = Travail
jobs-recurring = revient
jobs-due = Prévu
jobs-attempts = Essais
jobs-ended = Dernière fin
jobs-error = Dernière erreur
jobs-what = Action
jobs-retry = Faire maintenant
jobs-none = Aucun travail dans cet état
jobs-none-why = Les travaux faits sont oubliés après sept jours.
