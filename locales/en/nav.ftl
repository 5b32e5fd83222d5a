# Groups of the main navigation
nav-desk = Service desk
nav-requests = Requests
nav-commitments = Agreement
nav-estate = Estate
nav-finance = Finance
nav-settings = Settings
