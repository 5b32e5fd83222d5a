# Commande « socle calc » : explications de l’horloge et messages d’erreur
calc-clock-rule = Seules comptent les secondes où le service est ouvert ; l’heure de fermeture est exclue
calc-clock-window = Plage de service
calc-clock-window-weekdays = du lundi au vendredi de { $open } à { $close }, hors jours fériés
calc-clock-zone = Territoire
calc-clock-from = Début
calc-clock-to = Fin
calc-clock-delay = Délai en temps de service
calc-clock-at = Instant
calc-clock-opening = De { $from } à { $to }
calc-clock-other-openings =
    { $count ->
        [one] Une autre ouverture
       *[other] { $count } autres ouvertures
    }
calc-clock-elapsed = Temps de service écoulé
calc-clock-due = Échéance
calc-clock-state = Le service est
calc-clock-is-open = ouvert
calc-clock-is-closed = fermé

calc-failure = Ligne { $line }, colonne { $column } : { $error }
calc-not-json = Ce n’est pas du JSON correct ({ $detail }). Vérifiez à cet endroit les guillemets, les virgules et les accolades.
calc-unfinished = La question s’arrête avant la fin. Ajoutez ce qui manque : guillemet, crochet ou accolade fermante.
calc-unknown-key = Clé « { $named } » inconnue. Clés possibles : { $known }.
calc-unknown-key-near = Clé « { $named } » inconnue. Vouliez-vous « { $near } » ? Clés possibles : { $known }.
calc-unknown-value = Valeur « { $named } » inconnue. Valeurs possibles : { $known }.
calc-unknown-value-near = Valeur « { $named } » inconnue. Vouliez-vous « { $near } » ? Valeurs possibles : { $known }.
calc-missing-key = Il manque la clé « { $key } ». Ajoutez-la à la question.
calc-doubled-key = La clé « { $key } » figure deux fois. Gardez-en une.
calc-unused-key = La clé « { $key } » ne sert pas à cette opération. Retirez-la ou changez « op ».
calc-wrong-type = Cette valeur n’est pas du bon type. Écrivez { $expected }.
calc-expects-amount = un montant en euros, par exemple "1050.00"
calc-expects-number = un nombre décimal, par exemple "284.7"
calc-expects-date = une date, par exemple "2026-03-15"
calc-expects-instant = un instant avec son décalage, par exemple "2026-03-15T08:00:00+01:00"
calc-expects-time = une heure, par exemple "08:00"
calc-expects-whole = un nombre entier
calc-expects-text = un texte entre guillemets
calc-expects-boolean = true ou false
calc-expects-list = une liste entre crochets
calc-expects-object = un objet entre accolades
calc-not-an-amount = « { $value } » n’est pas un montant. Écrivez des euros avec deux décimales au plus, par exemple "1050.00".
calc-amount-too-large = « { $value } » dépasse un milliard d’euros. Vérifiez ce montant.
calc-not-a-number = « { $value } » n’est pas un nombre décimal. Écrivez des chiffres, un point et douze décimales au plus, par exemple "284.7".
calc-number-too-large = « { $value } » dépasse un million. Vérifiez ce nombre.
calc-not-a-date = « { $value } » n’est pas une date. Écrivez année, mois et jour, par exemple "2026-03-15".
calc-not-an-instant = « { $value } » n’est pas un instant avec son décalage. Écrivez par exemple "2026-03-15T08:00:00+01:00".
calc-not-a-time = « { $value } » n’est pas une heure. Écrivez heures et minutes, de 00:00 à 24:00.
calc-not-whole = « { $value } » n’est pas un nombre entier. Écrivez des chiffres sans décimale.
calc-out-of-range = « { $key } » doit être compris entre { $min } et { $max }.
calc-negative-cost = Un coût n’est jamais négatif. Corrigez « cost ».
calc-negative-delay = Un délai n’est jamais négatif. Corrigez « seconds ».
calc-beyond-calendar = Le résultat sort du calendrier. Rapprochez les dates ou réduisez les durées.
calc-window-reversed = La plage ouvre à { $open } et ferme à { $close }. L’ouverture doit précéder la fermeture.
calc-reversed-span = Dans « { $key } », la fin précède le début ou l’égale. Échangez « from » et « to ».
calc-revision-not-an-index = « { $key } » n’est pas une valeur d’indice : elle vaut 0,01 au moins.
calc-revision-negative-price = Un prix initial n’est jamais négatif. Corrigez « p0 ».
calc-revision-mixed-series = Les deux indices sont de séries différentes : la division serait fausse. Donnez deux valeurs d’une même série, ou une valeur zéro « old », une valeur de mars « revised » et "link": true.
calc-revision-nothing-to-link = Le raccord relie une valeur de mars « revised » à une valeur zéro « old ». Précisez "s0_series": "old" et "sm_series": "revised", ou retirez « link ».

calc-revision-index-zero = Indice du mois zéro
calc-revision-index-march = Indice de mars
calc-revision-linked = Indice de mars raccordé à l’ancienne série

# Économies et simulation
calc-savings-years = L’économie se lit sur une droite : donnez les coûts de deux années différentes au moins dans « reference ».
calc-simulation-index = Indice supposé
calc-simulation-charge = Charge de l’année
