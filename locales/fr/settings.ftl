# Réglages du centre de services
settings-title = Réglages du centre de services
settings-lead = Ce que le centre de services fait de lui-même, en toutes lettres.
settings-reopen-is = Un ticket résolu peut être rouvert pendant { $days ->
    [0] 0 jour
    [one] 1 jour
   *[other] { $days } jours
}.
settings-close-is = Un ticket résolu se clôt de lui-même après { $days ->
    [one] 1 jour ouvré
   *[other] { $days } jours ouvrés
} ; le demandeur est averti.
settings-close-never = Un ticket résolu ne se clôt jamais de lui-même.
settings-reopen-days = Jours pour rouvrir un ticket résolu
settings-reopen-hint = De 0 à 365, jours de calendrier après la résolution. Ensuite, on crée un nouveau ticket.
settings-close-days = Jours ouvrés avant la clôture automatique
settings-close-hint = De 0 à 365 ; 0 pour jamais. Un jour ouvré est un jour où la plage de service de la convention est ouverte.
settings-save = Enregistrer les réglages
settings-closed-because = Clos automatiquement : résolu depuis { $days } jours ouvrés
settings-error-days = Donnez un nombre de jours, de 0 à { $limit }.
settings-chat-is = En discussion, un demandeur attend un agent { $minutes } min au plus ; ensuite sa demande est traitée comme les autres.
settings-chat-minutes = Minutes d’attente en discussion
settings-chat-hint = De 1 à 120.
settings-error-minutes = Donnez un nombre de minutes de 1 à { $limit }.
