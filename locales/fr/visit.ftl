# Interventions planifiées
visit-title = Interventions planifiées
visit-of = Interventions planifiées pour { $ticket }
visit-none = Aucune intervention planifiée.
visit-plan = Planifier une intervention
visit-see = Voir les interventions
visit-from = Début
visit-to = Fin
visit-what = Ce qui sera fait
visit-what-hint = Le demandeur le lit.
visit-afar = à distance
visit-cancel = Annuler
visit-cancelled = annulée
visit-error-start = Donnez un jour et une heure à venir.
visit-error-end = La fin vient après le début.
visit-error-site = Ce site n’est pas de ce bénéficiaire.
visit-error-what = Dites ce qui sera fait, en { $limit } caractères au plus.
