# Palette: one box that leads anywhere
palette-title = Go to
palette-view = Palette
palette-words = Page, view, ticket, person or site
palette-go = Look
palette-page = page
palette-ticket = ticket
palette-person = person
palette-site = site
palette-asset = asset
palette-article = article
palette-home = Home
palette-account = My account
palette-nothing = Nothing under these words
palette-nothing-why = Try another word, the number of a ticket or the beginning of a name.
web-palette = Go to… (Ctrl + K)
web-palette-actions = action of this page
palette-view-kind = view
