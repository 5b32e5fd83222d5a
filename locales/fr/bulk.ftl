# Changer plusieurs tickets à la fois
bulk-title = Changer plusieurs tickets
bulk-tick = Cocher { $reference }
bulk-open = Changer les tickets cochés
bulk-count = { $count ->
    [one] Un ticket coché
   *[other] { $count } tickets cochés
}
bulk-choose = Ce qui change
bulk-preview = Voir ce qui va changer
bulk-foreseen = Ce qui va changer
bulk-before = Avant
bulk-after = Après
bulk-words = { $words }
bulk-criticality = selon la convention de chaque bénéficiaire
bulk-unseen = Ticket que vous ne voyez plus
bulk-apply = { $count ->
    [one] Changer un ticket
   *[other] Changer { $count } tickets
}
bulk-nothing = Rien ne changerait : choisissez autre chose.
bulk-back = Revenir à la liste des tickets
bulk-done = { $count ->
    [0] Aucun ticket changé
    [one] Un ticket changé
   *[other] { $count } tickets changés
}
bulk-refused = { $count ->
    [one] Un ticket n’a pas changé : la raison est dans le tableau.
   *[other] { $count } tickets n’ont pas changé : la raison est dans le tableau.
}
bulk-outcome = Résultat
bulk-changed = Changé
bulk-undone = Remis comme avant
bulk-not-undone = Pas remis comme avant : { $why }
bulk-undo = Tout remettre comme avant
bulk-undo-until = Possible pendant dix minutes, pour les tickets auxquels personne n’a touché depuis.
bulk-undone-reason = Changement groupé annulé
bulk-refused-gone = Ce ticket n’existe plus pour vous.
bulk-refused-changed = Il a changé depuis que vous l’avez lu.
bulk-refused-same = C’est déjà le cas.
bulk-refused-name = Cette personne ou cette équipe ne peut pas le recevoir.
bulk-error-none = Cochez au moins un ticket de la liste, et { $limit } au plus, puis choisissez ce qui change.
bulk-error-late = Plus de dix minutes ont passé : changez les tickets un par un.
