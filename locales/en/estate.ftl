# Availability of sites, and backups
availability-rule = Availability = time up ÷ base time; announced maintenance and time without monitoring leave both sides
availability-from = Start of the period
availability-to = End of the period
availability-target = Target
availability-weight = { $site }: weight in the network
availability-base = { $site }: base time
availability-down = { $site }: seconds down inside the base
availability-site = { $site }: availability
availability-cuts = { $site }: cuts begun in the period
availability-cuts-in-window = { $site }: cuts touching the service window
availability-mean-repair = { $site }: mean length of the outages ended, in seconds
availability-open-outage = { $site }: outage still open, left out of the mean
availability-carrier = { $site }: carrier’s repair time respected
availability-worst = Least available site
availability-network = Availability of the network, sites weighed
availability-verdict = Target
availability-met = met
availability-missed = missed

backups-loss-rule = Possible data loss = longest gap between two successful backups, the end of the period included
backups-from = Start of the period
backups-to = End of the period
backups-successes = Successful backups considered
backups-gap-from = Start of the longest gap
backups-gap-to = End of the longest gap
backups-loss = Maximum data loss observed

# Sites
estate-sites = Sites
estate-view = Estate
estate-new-site = New site
estate-name = Name
estate-beneficiary = Beneficiary
estate-address = Address
estate-street = Street and number
estate-postal-code = Postal code
estate-city = Town
estate-fibre = Connection
estate-fibre-none = Not connected
estate-fibre-planned = Connection planned
estate-fibre-connected = Connected by fibre
estate-fibre-carrier-link = Carrier link
estate-save = Save
estate-connected-count = { $connected } of { $count } connected by fibre
estate-empty = No site
estate-empty-why = The beneficiaries’ sites will be shown here once entered.
estate-error-name = Give the site a name.
estate-error-name-taken = A site of this beneficiary already has this name.
estate-error-too-long = Too long: at most { $limit } characters.
estate-error-postal-code = A postal code has five digits.
estate-error-fibre = Choose a connection of the list.
estate-error-beneficiary = Choose a beneficiary.
estate-error-stale = The site changed in between: { $now }. Save again to keep yours.
estate-change = Change the site
estate-facts = Facts of the site
estate-weight = Weight in the network
estate-weight-hint = 1 by default; counts in the availability of the network (R5.11).
estate-serves-from = Served since
estate-serves-to = Served until
estate-serves-hint = Last day included; empty while the site is served.
estate-error-weight = Give a number above 0.
