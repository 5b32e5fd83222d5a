# Instances : réunions prévues et tenues
committees-rule = Une réunion prévue est tenue lorsqu’une réunion de ce type a lieu dans son mois ; le point mensuel demande son rapport
committees-copil = Comité de pilotage
committees-cotech = Comité technique
committees-operational = Point d’avancement opérationnel
committees-year = Année
committees-as-of = Situation au
committees-held =
    { $kind ->
        [copil] Comités de pilotage tenus
        [cotech] Comités techniques tenus
       *[operational] Points d’avancement tenus
    }
committees-due = Réunions dues
committees-filled = Réunions dues et tenues dans leur mois
committees-missing = Manque en { $month }
committees-rate = Respect du plan
