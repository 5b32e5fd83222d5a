# Versions of an agreement, pages of the agreement, memberships.
versions-other-beneficiary = The file states the agreement of “{ $stated }”, not of “{ $expected }”.
versions-date-missing = Give the effective date.
versions-date-before-start = The effective date comes before the start of the agreement ({ $start }).
versions-date-after-end = The effective date comes after the last day of the agreement ({ $last }).
versions-date-before-previous = The effective date comes before that of version { $number } ({ $date }).
versions-no-core = The service “{ $offer }” is subscribed from { $date } without a core membership on that date (R0.2).
versions-core-ends = The core membership ends on { $core }, before the service “{ $offer }” ({ $until }).
versions-found-at = line { $line }, column { $column }: { $message }

# List and parts of the agreement
versions-list = Agreements
versions-list-empty = No agreement
versions-list-empty-why = First create the beneficiary’s organisation, then import its agreement.
versions-no-agreement = no agreement imported
versions-version = Version
versions-last-day = Last day
versions-state = State
versions-parts = Parts of the agreement
versions-part-overview = Overview
versions-part-services = Services
versions-part-price = Price
versions-part-window = Window and priority
versions-part-commitments = Commitments
versions-part-committees = Committees
versions-part-obligations = Obligations
versions-part-protection = Personal data
versions-part-means = Goods and exit
versions-part-remarks = Remarks
versions-part-whole = Whole text
versions-lead = { $reference }, version { $number }, in force from { $date }
versions-parties = Parties
versions-subscriptions = Subscriptions
versions-remarks-here = Remarks on the text: { $part }
versions-commitments-of = Commitments: { $domain }
versions-remarks-lead = Defects and silences of the signed text, and how each is read until the parties decide otherwise.
versions-not-in-force = Version { $number } is not the one in force today.
versions-not-yet = Version { $number } is not yet in force.
versions-none-in-force = The agreement is no longer in force; this is its version { $number }.
versions-show-in-force = See the version in force
versions-term-not-started = to come
versions-term-running = in force
versions-term-ending = { $days ->
    [0] last day today
    [1] 1 day left
   *[other] { $days } days left
 }
versions-term-ended = ended
versions-ending = The agreement ends on { $last }: less than { $months } months, { $days ->
    [0] last day today
    [1] 1 day left
   *[other] { $days } days left
 }. It does not renew itself.
versions-ending-renewed = The agreement comes to its term on { $last }: less than { $months } months, { $days ->
    [0] last day today
    [1] 1 day left
   *[other] { $days } days left
 }. Unless decided otherwise, it renews itself.
versions-ending-do = The parties decide: a new agreement, an amendment, or the exit with its reversibility plan and what becomes of the goods.
versions-ended = The agreement ended on { $last }.
versions-ended-do = Nothing more is provided or billed under it after that date.
versions-notice = { $months } months, from year { $year } of the agreement
versions-not-stated = not stated in the text
versions-none = none
versions-offer = Offer
versions-subscribed = subscribed
versions-not-subscribed = not subscribed
versions-subscription-coming = to come
versions-subscription-over = over
versions-footnote = footnote { $number }
versions-price-excl = { $amount } excl. VAT per unit and year
versions-formula = P = P0 × ({ $fixed } + { $variable } × S ÷ S0)
versions-measured = measured, no target
versions-level = Level
versions-impact = Impact
versions-commitments-lead = An agreed target is judged on the scoreboard. Without an agreed target, the value is measured and shown, never judged.
versions-indicator = Indicator
versions-commitment = Commitment
versions-measured-not-contractual = measured without agreed target, not contractual
versions-target-percent = agreed target: { $operator } { $value }%
versions-target-hours = agreed target: { $operator } { $value } h
versions-target-count = agreed target: { $operator } { $value }
versions-article = Article { $number }
versions-obligation = Obligation
versions-debtor = Who
versions-every-months = { $months ->
    [1] every month
   *[other] every { $months } months
 }
versions-theme = Theme
versions-no-quotas = No call quota is fixed: no overrun can be computed.
versions-no-lent-assets = The list of lent goods is not attached to the text.

# Versions and differences
versions-title = Versions
versions-kind-agreement = Agreement
versions-kind-amendment = Amendment { $number }
versions-effective-from = Effective date
versions-in-force = in force
versions-imported = Import
versions-imported-by = { $instant }, by { $name }
versions-imported-by-label = Imported by
versions-signed = Signature
versions-signed-in-year = year { $year }, day not stated in the text
versions-digest = Digest of the file (SHA-256)
versions-read = Read this version
versions-source-file = Imported file, word for word
versions-difference = Difference with the version before
versions-first = First version: there is nothing to compare.
versions-no-change = No difference
versions-no-change-why = Both versions say the same.
versions-what = What changes
versions-before = Before
versions-after = After
versions-added = added
versions-removed = removed

# Import
versions-import = Import a version
versions-import-for = Import a version: { $name }
versions-effective-from-hint = First day this version applies, for example 1 January for the agreement.
versions-file = Agreement file
versions-file-hint = A TOML file. It replaces the text below.
versions-source = Text of the agreement
versions-source-hint = Paste the text here, or correct the one that was read.
versions-source-missing = Choose a file or paste a text.
versions-not-text = This file is not UTF-8 text.
versions-preview = Check without importing
versions-preview-again = Check again
versions-confirm = Import this version
versions-refused = Nothing was imported.
versions-refused-kept = Your text is kept below: correct it, then check again.
versions-unchanged = Nothing to import: version { $number } already says the same.
versions-would-make = The import will make: { $name }, in force from { $date }.
versions-would-make-do = An imported version can no longer be changed: read the difference before confirming.
versions-made = Imported: { $name }, in force from { $date }.
versions-findings = What the check found
versions-place = Place
versions-severity = Severity
versions-finding = Finding
versions-line = line { $line }, column { $column }
versions-file-valid = valid file, { $warnings } warning(s)
versions-file-invalid = file refused, { $errors } error(s), { $warnings } warning(s)
