# Disponibilité du réseau
availability-title = Disponibilité
availability-to-come = Période à venir
availability-to-come-why = Seul ce qui est passé se mesure. Choisissez une période commencée.
availability-no-site = Aucun site desservi dans la période
availability-no-site-why = Un site compte dès qu’il est raccordé, par la fibre ou par un opérateur.
availability-figures = Chiffres de la période
availability-figure = Indicateur
availability-value = Valeur
availability-on-window = Sur la plage de service
availability-always = 24 heures sur 24
availability-cuts-all = Coupures
availability-cuts-window = Dont pendant la plage de service
availability-mean = Durée moyenne d’un incident
availability-mean-in-window = La même en temps de service
availability-mean-seconds = Durée moyenne, en secondes
availability-link = Lien
availability-link-own = Réseau de la communauté
availability-link-carrier = Opérateur
availability-base-seconds = Temps de base, en secondes
availability-down-seconds = Arrêt, en secondes
availability-down-time = Arrêt des sites
availability-carriers = Liens d’opérateur
availability-carriers-lead = Hors des 99,5 % : chaque coupure se juge au délai de rétablissement garanti par l’opérateur (R5.8).
availability-repair = Délai garanti
availability-judged = Coupures jugées
availability-respected = Délai tenu
availability-lengths = Durées
availability-incidents = Incidents terminés dans la période
availability-no-incident = Aucune coupure ne touche cette période.
availability-still-open = Encore en cours à la fin de la période
availability-site-page = Fiche du site
availability-planned = Maintenance annoncée
availability-sites = Sites comptés
availability-network-base = Somme des poids × temps de base, en secondes
availability-network-down = Somme des poids × temps d’arrêt, en secondes
availability-rule-incidents = Durée moyenne = somme des durées entières des coupures terminées dans la période ÷ leur nombre ; une coupure de plusieurs sites compte une fois, une coupure entièrement annoncée ne compte pas
availability-ended = Coupures terminées dans la période
availability-ended-seconds = Somme de leurs durées
availability-rule-cuts = Coupures de chaque site commencées dans la période et non entièrement annoncées ; celles qui se chevauchent ou se touchent n’en font qu’une
availability-all-cuts = Coupures, toutes
availability-all-cuts-in-window = Coupures touchant la plage de service
availability-calendar = Jours de coupure
availability-calendar-none = Aucun arrêt pendant la plage de service dans cette période.
availability-calendar-description = Jours avec un arrêt pendant la plage de service : { $count }. Le plus touché, tous sites ensemble : { $day }, { $time }.
availability-timeline = Sites coupés
availability-timeline-description = { $shown } des { $count } sites coupés dans la période, les plus longtemps d’abord.

# État du réseau
status-title = État du réseau
status-all-works = Aucune coupure connue
status-all-works-why = Si quelque chose ne fonctionne pas chez vous, ouvrez un ticket.
status-cut-off = { $count ->
    [one] Une coupure en cours
   *[other] { $count } coupures en cours
}
status-since = depuis le { $at }
status-ahead = Travaux annoncés
status-ahead-none = Aucuns travaux annoncés.
status-past = Les { $days } derniers jours
status-past-none = Aucune coupure terminée dans ces jours.
status-figures = Disponibilité et coupures en détail
status-follow = Être prévenu
status-follow-how = Un courriel peut vous prévenir quand une coupure commence et quand elle finit ; les travaux annoncés s’ajoutent à votre agenda.
status-follow-choose = Choisir mes notifications
status-follow-calendar = M’abonner à l’agenda
