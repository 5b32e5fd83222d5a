# Systèmes qui envoient ce qui arrive
hook-error-secret = L’en-tête « Authorization: Bearer … » ne porte pas le secret de ce système.
hook-error-signature = L’en-tête « X-Socle-Signature » n’est pas la signature de cet envoi.
hook-error-window = L’en-tête « X-Socle-Timestamp » est à plus de { $minutes } minutes de l’heure d’ici.
