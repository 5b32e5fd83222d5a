# Mots communs à toutes les pages
web-skip = Aller au contenu
web-menu = Menu
web-navigation = Navigation principale
web-breadcrumb = Fil d’Ariane
web-help = Aide
web-signed-in-as = Connecté :
web-sign-in = Se connecter
web-sign-out = Se déconnecter
web-run-by = service assuré par { $authority }
# Tant qu’aucun audit n’a été publié, la loi impose cette mention.
web-shortcuts = Raccourcis clavier
web-accessibility = Accessibilité : non conforme
web-privacy = Données personnelles
web-legal = Mentions légales
web-as-of = Données au { $instant }
web-error-title = Erreur : { $title }

web-problem = Il y a un problème
web-errors-count = { $count ->
    [one] { $count } réponse est à corriger.
   *[other] { $count } réponses sont à corriger.
}
web-error-prefix = Erreur :
web-error-stale = Quelqu’un a changé ceci entre-temps. Votre saisie est conservée : vérifiez, puis envoyez à nouveau.
web-error-needed = Remplissez ce champ.
web-error-day = Écrivez une date comme 2026-03-11.
web-error-order = La fin vient avant le début.
web-error-too-long = Texte trop long : { $limit } caractères au plus.
web-error-choice = Choisissez une valeur de la liste.
web-error-future = Ce jour n’est pas encore venu.
web-error-amount = Écrivez un montant en euros, par exemple 1 200,50.
web-required = (obligatoire)
web-choose = Choisissez

web-pages-of = Pages : { $list }
web-previous = Précédent
web-next = Suivant
web-copy = Copier
web-copied = Copié

web-public-answer = Réponse publique
web-internal-note = Note interne
web-joined-files = Pièces jointes

web-clock-left = Reste { $time }
web-clock-late = Dépassé de { $time }
web-clock-paused = Suspendu, reste { $left }
web-clock-met = Tenu
web-clock-missed = Non tenu
web-clock-due = échéance :
web-clock-why = Pourquoi ce délai ?

chart-table = Voir les chiffres
chart-item = Élément
chart-period = Période
chart-what = Quoi
chart-day = Jour
chart-from = Du
chart-to = Au
