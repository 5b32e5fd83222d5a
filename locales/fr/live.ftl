# Ce qui arrive pendant qu’une page est ouverte
live-changed = { $count ->
    [one] Un ticket nouveau ou changé sous ce filtre.
   *[other] { $count } tickets nouveaux ou changés sous ce filtre.
}
live-show = Afficher
live-ticket-changed = Ce ticket vient de changer.
live-reload = Recharger la page ; votre brouillon est gardé
live-error-accept = Cette adresse ne sert qu’aux flux d’événements (text/event-stream).
live-error-since = Indiquez l’instant de lecture, par exemple 2026-03-11T09:00:00Z.
