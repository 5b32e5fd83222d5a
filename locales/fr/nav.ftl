# Groupes de la navigation principale
nav-desk = Assistance
nav-requests = Demandes
nav-commitments = Convention
nav-estate = Parc
nav-finance = Finances
nav-settings = Réglages
