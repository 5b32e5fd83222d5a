# Suspensions ajoutées après coup
pause-title = Suspensions ajoutées après coup
pause-lead = Une attente que personne n’avait notée sur le moment. Elle compte comme les autres ; annulée, elle reste visible.
pause-none = Aucune suspension ajoutée.
pause-add = Ajouter une suspension
pause-from = Du
pause-to = Au
pause-state = Qui était attendu
pause-reason = Motif
pause-reason-hint = Les deux parties le lisent : « absent jusqu’à lundi, dit au téléphone ».
pause-recorded = Ajoutée par
pause-counts = Effet
pause-stops = arrête le délai
pause-beside = affichée, n’arrête pas le délai
pause-cancelled = annulée
pause-cancel = Annuler
pause-error-time = Donnez un jour et une heure qui existent.
pause-error-before = La suspension ne peut pas commencer avant la réception du ticket.
pause-error-future = La suspension est passée : elle ne peut pas dépasser maintenant. Pour suspendre à partir de maintenant, changez l’état du ticket.
pause-error-order = La fin vient après le début.
pause-error-overlap = Une autre suspension couvre déjà une partie de ce temps : annulez-la d’abord.
pause-error-reason = Dites pourquoi, en { $limit } caractères au plus.
pause-error-cancelled = Cette suspension est déjà annulée.

# Alertes de délai
deadline-due-soon = bientôt à échéance
deadline-breached = délai dépassé
