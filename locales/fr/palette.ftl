# Palette : aller partout depuis une seule case
palette-title = Aller à
palette-view = Palette
palette-words = Page, vue, ticket, personne ou site
palette-go = Chercher
palette-page = page
palette-ticket = ticket
palette-person = personne
palette-site = site
palette-asset = bien
palette-article = article
palette-home = Accueil
palette-account = Mon compte
palette-nothing = Rien sous ces mots
palette-nothing-why = Essayez un autre mot, un numéro de ticket ou le début d’un nom.
web-palette = Aller à… (Ctrl + K)
web-palette-actions = action de cette page
palette-view-kind = vue
