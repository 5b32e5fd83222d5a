# Activity and annual reports
pack-actions = What followed the meeting before
pack-last-meeting = Meeting before: { $day }.
pack-made = Prepared on
pack-no-action = It agreed on no action.
pack-no-meeting = This committee has not met before.
pack-no-report = The report of { $period } is not prepared yet: it will be joined once made.
pack-number = No.
pack-one = Pack
pack-pdf = Pack (PDF)
pack-report = Report of the period
pack-report-state = { $title }, state: { $state }.
pack-short = pack
pack-title = Pack: { $committee }
report-action-late = overdue
report-action-running = under way
report-actions = Plan of actions
report-actions-closed = Actions done in the period: { $count }.
report-actions-none = No action is open.
report-actions-open = { $count ->
    [one] One action is open; overdue at the end of the period: { $late }.
   *[other] { $count } actions are open; overdue at the end of the period: { $late }.
}
report-agreement = Agreement
report-ahead-actions = { $count ->
    [one] One action of the plan is to be finished.
   *[other] { $count } actions of the plan are to be finished.
}
report-ahead-census = The beneficiary establishes the census for the charge of the next year (article 8).
report-ahead-known = What is known already
report-ahead-none = No meeting is on the calendar yet.
report-ahead-sites = { $count ->
    [one] One site is left to connect to the fibre.
   *[other] { $count } sites are left to connect to the fibre.
}
report-ahead-targets = { $count ->
    [one] One commitment that is measured has no agreed target yet.
   *[other] { $count } commitments that are measured have no agreed target yet.
}
report-ahead-term = The agreement runs until { $day }; it does not renew itself.
report-area-agreement = Agreement
report-area-assets = Assets and inventory
report-area-backups = Backups and restores
report-area-desk = Requests, incidents, conversations
report-area-governance = Committees and reports
report-area-money = Censuses, prices, invoices
report-area-network = Sites and network
report-area-other = Other
report-area-people = Persons and organisations
report-area-projects = Projects and changes
report-area-telephony = Telephony
report-availability-sites = Site by site
report-backlog-less = The backlog fell by { $difference }.
report-backlog-more = The backlog grew by { $difference }.
report-backlog-same = The backlog stayed the same.
report-backups = Backups and restores
report-backups-none = No run of a backup was reported in the period.
report-backups-runs = { $count ->
    [one] One run of a backup was reported; succeeded: { $share }.
   *[other] { $count } runs of backups were reported; succeeded: { $share }.
}
report-banner-draft = Draft: this report is not published yet
report-banner-translation = Translation: the French file is the one that was published and kept
report-beside = { $value } in { $then }
report-beside-first = first period followed
report-block-closed = not subscribed
report-block-core = core
report-block-open = open
report-block-optional = optional
report-blocks = { $count ->
    [one] The agreement describes one block of services, { $open } of which open at the end of the period.
   *[other] The agreement describes { $count } blocks of services, { $open } of which open at the end of the period.
}
report-by-channel = By channel
report-by-month = Month by month
report-calls = Outgoing calls lasted { $minutes } minutes in { $period }.
report-calls-none = No call was recorded in the period.
report-census = Census
report-census-last = { $count ->
    [one] The last validated census, of { $day }, counts { $count } agent with a workstation.
   *[other] The last validated census, of { $day }, counts { $count } agents with a workstation.
}
report-census-less = This is { $difference } fewer than on { $day }.
report-census-more = This is { $difference } more than on { $day }.
report-census-none = No validated census is recorded at the end of the period.
report-census-of = census of { $day }
report-census-same = This is as many as on { $day }.
report-change-from-none = There was none in { $then }.
report-change-less = { $difference ->
    [one] This is one less than in { $then } ({ $before }), a fall of { $share }%.
   *[other] This is { $difference } fewer than in { $then } ({ $before }), a fall of { $share }%.
}
report-change-more = { $difference ->
    [one] This is one more than in { $then } ({ $before }), a rise of { $share }%.
   *[other] This is { $difference } more than in { $then } ({ $before }), a rise of { $share }%.
}
report-change-none = This is as many as in { $then }.
report-chapter-activity = Activity, block by block
report-chapter-ahead = The period to come
report-chapter-bodies = Beneficiary by beneficiary
report-chapter-governance = Governance
report-chapter-indicators = Service commitments
report-chapter-method = Note on the method
report-chapter-money = Census, price and billing
report-chapter-outages = Outages and availability
report-chapter-requests = Requests and incidents
report-chapter-security = Security and data protection
report-chapter-sites = How sites are connected
report-chapter-summary = The essentials
report-chart-bodies-availability = Availability of the network by beneficiary
report-chart-bodies-billed = Billed by beneficiary, excluding VAT
report-chart-bodies-received = Requests and incidents received by beneficiary
report-chart-bodies-says = The highest: { $name }, { $value }.
report-chart-calls = Minutes of outgoing calls by month
report-chart-calls-says = Minutes of outgoing calls of the last { $count } months.
report-chart-causes = Time lost by cause
report-chart-causes-says = Main cause: { $cause }, { $time } lost.
report-chart-channels = Requests and incidents received by channel
report-chart-index = Revised Syntec index
report-chart-index-says = From { $from } in { $first } to { $to } in { $last }.
report-chart-indicator = { $code } { $indicator }
report-chart-indicator-says = Value of each month; over the year: { $value }.
report-chart-received = Requests and incidents received by month
report-chart-received-says = Busiest month: { $month } (requests and incidents received: { $count }).
report-chart-sites = Sites by connection
report-chart-sites-says = The most frequent: { $state } (sites: { $count }).
report-column-about = About
report-column-action = Action
report-column-agents = Agents
report-column-always = 24 × 7
report-column-before = Period before
report-column-block = Block
report-column-body = Beneficiary
report-column-category = Category
report-column-cause = Cause
report-column-channel = Channel
report-column-code = Code
report-column-coefficient = Coefficient
report-column-committee = Committee
report-column-connection = Connection
report-column-count = Count
report-column-cuts = Cuts
report-column-day = Date
report-column-decision = Decision
report-column-due = Due
report-column-effective = Effective
report-column-end = Planned end
report-column-entries = Entries
report-column-established = Established by
report-column-from = From
report-column-gross = Incl. VAT
report-column-incidents = Incidents
report-column-indicator = Commitment
report-column-kind = Kind
report-column-length = Length
report-column-level = Level
report-column-march = S March
report-column-median = Median
report-column-minutes = Minutes
report-column-month = Month
report-column-net = Excl. VAT
report-column-number = No.
report-column-object = Subject
report-column-outcome = Outcome
report-column-owner = Owner
report-column-p90 = 9 of 10
report-column-price = Price
report-column-project = Project
report-column-repair = Mean length
report-column-requests = Requests
report-column-says = How it goes
report-column-score = Score out of 5
report-column-services = Services
report-column-since = Since
report-column-site = Site
report-column-sites = Sites
report-column-standing = Standing
report-column-target = Target
report-column-ticket = Ticket
report-column-total = Total
report-column-town = Town
report-column-validated = Validated by
report-column-value = Measured
report-column-what = What
report-column-window = Service hours
report-column-year = Year
report-column-zero = S0
report-comment = Your remark
report-comment-add = Add the remark
report-comments = Remarks
report-compliance = Slots filled in the year
report-compute = Read the figures again
report-computed = Figures read on
report-consolidated-complete = Every beneficiary is in it.
report-consolidated-missing = { $count ->
    [one] One beneficiary has no report of the period: { $names }.
   *[other] { $count } beneficiaries have no report of the period: { $names }.
}
report-consolidated-opening = { $count ->
    [0] No beneficiary has a report for { $period }.
    [one] This report takes up that of a single beneficiary for { $period }.
   *[other] This report puts the reports of { $count } beneficiaries for { $period } side by side.
}
report-consolidated-received = { $count ->
    [one] One request or incident was received in { $period }, all beneficiaries together.
   *[other] { $count } requests and incidents were received in { $period }, all beneficiaries together.
}
report-contents = Contents
report-correct = Correct this report
report-correct-hint = The published report stays as it is; the new edition names it with this reason.
report-correct-reason = Why another edition
report-corrects = Edition { $edition }, which corrects the one before: { $reason }
report-cuts = { $count ->
    [one] One cut was counted; during service hours: { $window }.
   *[other] { $count } cuts were counted; during service hours: { $window }.
}
report-cuts-none = No cut was counted.
report-data-protection = Data protection
report-data-protection-today = The product keeps the audit log, backups, tests of restoring and mail that was held. What follows is not recorded in it yet; that it is absent here does not say that there was none.
report-days = from { $first } to { $last }
report-decisions = Decisions
report-decisions-none = No decision was recorded in the period.
report-digest-data = Digest of the data (SHA-256)
report-digest-pdf = Digest of the PDF (SHA-256)
report-draft-all = Prepare the reports of every beneficiary
report-draft-make = Prepare
report-draft-one = Prepare a report
report-draft-why = Its figures may still change. Once published it no longer changes.
report-edition = Edition
report-edition-short = Edition { $edition }
report-error-beneficiary = Choose a beneficiary of the list.
report-error-kind = Choose a monthly or an annual report.
report-error-long = The text has more than { $limit } characters: shorten it.
report-error-none = This report is not drafted yet.
report-error-not-a-draft = Only the figures of a draft can be read again: take the draft back first.
report-error-not-in-review = The report is not in review: remarks and publication are possible during the review only.
report-error-not-last = Only the last published edition can be corrected: open the last edition of this period.
report-error-not-over = The period is not over: the report cannot be published yet.
report-error-period = Give a month (2026-10) or a year (2025) that has begun.
report-error-run-period = Give a month (2026-10) or a year (2025) that is over.
report-error-state = The state of the report does not allow it: open its page again to see where it stands.
report-error-texts = An annual report is published with its introduction and its plan for the year to come.
report-error-words = Write a few words.
report-expected = expected in { report-month }
report-explanations = Annex: how these figures came about
report-explanations-lead = Each figure is given with the rule applied, the values it starts from and the steps of the computation.
report-fleet = Workstations and equipment
report-fleet-count = { $count ->
    [one] { $count } asset in service on { $at }.
   *[other] { $count } assets in service on { $at }.
}
report-former = Corrected edition
report-former-see = See the edition before
report-held-mail = { $count ->
    [0] No mail was held in the period; waiting for a decision when the figures were read: { $waiting }.
    [one] One mail was held in the period; waiting for a decision when the figures were read: { $waiting }.
   *[other] { $count } mails were held in the period; waiting for a decision when the figures were read: { $waiting }.
}
report-hosting = Hosting and backups
report-hosting-none = No protected object is recorded: there is nothing to say about backups.
report-hosting-runs = { $protected ->
    [one] { $protected } object is protected. Backups that succeeded: { $succeeded } of { $total }.
   *[other] { $protected } objects are protected. Backups that succeeded: { $succeeded } of { $total }.
}
report-incidents-major = Major incidents
report-indicators = { $count ->
    [0] No commitment of the annex is measured in { $period }; not measured yet: { $unmeasured }.
    [one] One commitment of the annex is measured in { $period }; not measured yet: { $unmeasured }.
   *[other] { $count } commitments of the annex are measured in { $period }; not measured yet: { $unmeasured }.
}
report-indicators-judged = Targets kept: { $met } of { $judged } that are agreed and measured.
report-indicators-none = No commitment applies: no agreement was in force at the end of the period.
report-indicators-rest = Without an agreed target: { $informative }, given for information; without data: { $empty }.
report-indicators-unjudged = None has both an agreed target and a value: nothing is kept or missed.
report-input-body = { $name }
report-input-census = Reference date of the census
report-input-first = First day
report-input-invoice = Invoice or credit note { $number }
report-input-last = Last day
report-introduction = Introduction
report-introduction-hint = What the reader should know before the figures: what marked the period, and why
report-invoice-open = to be paid
report-invoice-paid = paid
report-invoices = Invoices
report-invoices-none = No invoice and no credit note was issued in { $period }.
report-invoices-sum = { $count ->
    [one] One invoice or credit note was issued in { $period }, for { $net } excluding VAT; paid by the last day: { $paid }.
   *[other] { $count } invoices and credit notes were issued in { $period }, for { $net } excluding VAT; paid by the last day: { $paid }.
}
report-json = Data (JSON)
report-key-agents = Agents with a workstation
report-key-availability = Availability of the network
report-key-billed = Billed, excluding VAT
report-key-connected = Buildings reached by the fibre
report-key-cuts = Service cuts
report-key-open = Open at the end of the period
report-key-overdue = Overdue actions
report-key-received = Requests and incidents received
report-kind = Kind
report-kind-annual = Annual report
report-kind-monthly = Monthly activity report
report-lead = Each month an activity report, each year an annual report: prepared by the provider, read and commented on by both sides, then published and kept unchanged.
report-list = Activity and annual reports
report-main-channel = Main channel: { $channel } (requests and incidents received: { $count }, { $share }% of the total).
report-major = { $count ->
    [one] One major incident reached the beneficiary.
   *[other] { $count } major incidents reached the beneficiary.
}
report-major-none = No major incident reached the beneficiary.
report-meetings = { $count ->
    [one] One committee met.
   *[other] Committees met { $count } times.
}
report-meetings-none = No committee met in the period.
report-method-before = Comparison is with the period of the same kind before: the month before, or the year before.
report-method-closed = Month by month values are those of the closed months, frozen; a month that is not closed yet is computed when it is read.
report-method-consolidated = The figures of each beneficiary are those of its own report of the period, as it last stood.
report-method-consolidated-desk = Requests and incidents by month and by channel are counted when the figures are read, for every beneficiary, even without a report of the period.
report-method-cut = Shares are cut, never rounded up (R5.4); a target is never retroactive (R5.1).
report-method-data = Processing register, personal data breaches and data subject requests are not recorded in the product yet.
report-method-empty = An empty base gives no value: “no data” is neither 0 nor 100% (R5.3).
report-method-fleet = The fleet, projects and open actions are given as they were when the figures were read.
report-method-money = Amounts are those of the invoices issued, to the cent; a credit note is deducted.
report-method-period = The period runs from the first to the last day, both included, from midnight to midnight in the time of Paris.
report-method-read = Figures were read on { $at } in the data that both sides see; what was entered later is not in them.
report-method-received = A request or incident counts in the period when it came in; a resolution in the one when it took place.
report-method-shares = Counts and amounts are added up; shares are not, since their mean would say nothing.
report-method-taken-over = { $count ->
    [one] One ticket taken over from another tool is in no figure.
   *[other] { $count } tickets taken over from another tool are in no figure.
}
report-month = { $month ->
    [1] January { $year }
    [2] February { $year }
    [3] March { $year }
    [4] April { $year }
    [5] May { $year }
    [6] June { $year }
    [7] July { $year }
    [8] August { $year }
    [9] September { $year }
    [10] October { $year }
    [11] November { $year }
   *[other] December { $year }
}
report-network = The network was available { $value } of the service time in { $period }.
report-network-before = It was { $value } in { $then }.
report-network-met = The agreed target ({ $target }) is kept.
report-network-missed = The agreed target ({ $target }) is not kept.
report-network-none = The availability of the network is not measured: no site of the provider’s own network was served.
report-no-comment = No remark so far.
report-none = No report
report-none-short = none
report-none-why = Reports are prepared on the third working day of the month; you will find them here.
report-not-said = –
report-note-availability = Service hours are those of the agreement; maintenance announced in time and time without monitoring do not count. Links of carriers are judged on their repair time.
report-note-channels = Every request and incident goes through the desk (article 5); those that come in otherwise are recorded with their channel. Tickets taken over from another tool do not count.
report-note-cut = A share is cut at three decimals, never rounded: it cannot seem to reach a target that it does not reach. A length of time is cut to the minute.
report-note-price = P = P0 × (0.125 + 0.875 × S March / S0): each revision starts from the initial price, the coefficient is rounded up to the thousandth (article 8).
report-nothing-blocks = The agreement describes no block.
report-nothing-bodies = No beneficiary has a report of this period.
report-nothing-chart = No value is recorded.
report-nothing-fleet = No asset in service is recorded.
report-nothing-indicators = No commitment is measured.
report-nothing-invoices = No invoice was issued.
report-nothing-outages = No outage is recorded.
report-nothing-projects = No project is recorded for this beneficiary.
report-nothing-sites = No site is recorded.
report-nothing-tickets = Nothing is recorded for this period.
report-of = For
report-of-bodies = { $count ->
    [one] one beneficiary
   *[other] { $count } beneficiaries
}
report-of-buildings = { $count ->
    [0] no building served
    [one] of one building served
   *[other] of { $count } buildings served
}
report-of-open-actions = { $count ->
    [one] of { $count } open action
   *[other] of { $count } open actions
}
report-one = Report
report-opening-annual = Account of the service provided during the year { $period }. Beneficiary: { $name }; provider: { $provider }.
report-opening-monthly = Account of the service provided in { $period }. Beneficiary: { $name }; provider: { $provider }.
report-opinions = Satisfaction
report-opinions-mean = { $count ->
    [one] One opinion was given, { $mean } out of 5.
   *[other] { $count } opinions were given, { $mean } out of 5 on average.
}
report-opinions-none = No opinion was given in the period: there is no mean.
report-outages-longest = The { $shown } longest outages are listed, of { $count }.
report-outages-unmeasured = Nothing is measured: the period has not begun, or no site was served.
report-outcome-failed = failed
report-outcome-missed = not reported in time
report-outcome-passed = passed
report-outcome-succeeded = succeeded
report-pdf = PDF
report-period = Period
report-period-hint = A month such as 2026-10, or a year such as 2025
report-plan-followed = { $due ->
    [one] Since the beginning of { $year }, the one slot of the agreement was filled.
   *[other] Since the beginning of { $year }, all { $due } slots of the agreement were filled.
}
report-plan-hint = What the parties intend to do, and by when
report-plan-missing = Since the beginning of { $year }, { $filled } of the { $due } slots of the agreement were filled; { $missing } are missing.
report-plan-month = What follows in the month to come
report-plan-year = Plan of the year to come
report-point-decisions = { $count ->
    [one] { $count } decision taken in committee.
   *[other] { $count } decisions taken in committee.
}
report-point-longest = Longest outage: { $time } ({ $sites }).
report-point-major = { $count ->
    [one] { $count } major incident declared.
   *[other] { $count } major incidents declared.
}
report-point-missed = Target missed: { $indicator }, measured at { $value } against the target “{ $target }”.
report-point-no-outage = No outage reached the sites.
report-point-overdue = { $count ->
    [one] { $count } action of the plan is past its date.
   *[other] { $count } actions of the plan are past their date.
}
report-point-resolved = { $count ->
    [one] { $count } request or incident resolved.
   *[other] { $count } requests and incidents resolved.
}
report-point-targets = { $met ->
    [one] { $met } commitment kept of { $judged } that have a target.
   *[other] { $met } commitments kept of { $judged } that have a target.
}
report-price = Revised price and index
report-price-last = The price per agent of the year { $year } is { $price } excluding VAT, with a revision coefficient of { $coefficient }.
report-price-none = No approved revision is recorded at the end of the period: the first year of service is not revised.
report-projects = Projects
report-publish = Publish
report-published = Publication
report-published-by = Published on { $at } by { $by }
report-quoted = { $words }
report-received = { $count ->
    [one] One request or incident reached the desk.
   *[other] { $count } requests and incidents reached the desk.
}
report-received-none = No request and no incident reached the desk.
report-reopen = Take the draft back
report-requests = { $count ->
    [0] No request and no incident were received in { $period }.
    [one] One request or incident was received in { $period } (incidents: { $incidents }; requests: { $requests }).
   *[other] { $count } requests and incidents were received in { $period } (incidents: { $incidents }; requests: { $requests }).
}
report-requests-none = No request and no incident are recorded for this period or the one before.
report-resolved = Resolved in the period: { $resolved }; open at the end of the last day: { $open }.
report-restores = { $count ->
    [one] One restore was asked for; data made usable again: { $served }.
   *[other] { $count } restores were asked for; data made usable again: { $served }.
}
report-restores-none = No restore was asked for.
report-rollout = { $connected ->
    [one] { $connected } building served of { $count } is reached by the fibre.
   *[other] { $connected } buildings served of { $count } are reached by the fibre.
}
report-rollout-complete = All are.
report-rollout-left = { $count ->
    [one] One is left to connect.
   *[other] { $count } are left to connect.
}
report-rollout-new = { $count ->
    [one] One was connected in { $period }.
   *[other] { $count } were connected in { $period }.
}
report-rollout-none = None was connected in { $period }.
report-rule-added = Sum of the figures of the reports of the beneficiaries.
report-rule-billed = Sum excluding VAT of the invoices issued in the period, less the credit notes.
report-rule-census = The census in force is the last validated one, dated on the last day of the period at the latest.
report-rule-counted = Count of the facts recorded between the first and the last day of the period, both included, in the time of Paris.
report-run-again = Start again
report-run-by = Asked for by
report-run-done = { $done } of { $total }
report-run-ended = Ended on
report-run-failed = Reports that could not be written
report-run-finished = Finished
report-run-progress = Progress
report-run-refresh = Refresh
report-run-skipped = Beneficiaries without an agreement in the period
report-run-start = Prepare all
report-run-why = The work is done in the background, one beneficiary after another; interrupted, it goes on where it was. Reports in review or published do not change.
report-run-working = Under way
report-runs = Runs over everybody
report-savings = Observed savings
report-savings-decided = { $count ->
    [one] One decision on savings was taken:
   *[other] { $count } decisions on savings were taken:
}
report-savings-none = No decision on savings was taken in the period. The real cost of the core block is not kept here yet: no saving is computed (article 8, footnote 8).
report-series-index = Index
report-series-minutes = Minutes
report-series-sites = Sites
report-series-time-lost = Time lost
report-series-year = { $year }
report-short-availability = Availability
report-short-open = Open
report-short-overdue = Overdue
report-short-received = Received
report-signed-director = Digital services directorate
report-signed-provider = The provider
report-since-before = before it was followed
report-sites-none = No site is recorded.
report-state = State
report-state-draft = Draft
report-state-published = Published
report-state-review = In review
report-step-added = Sum
report-step-agents = Agents with a workstation
report-step-billed = Total billed
report-step-open = Requests and incidents neither resolved nor closed at the end of the last day
report-step-overdue = Open actions whose date had passed at the end of the last day
report-step-received = Requests and incidents received in the period
report-subject = { $title }, { $name }
report-summary-points = To remember
report-table-actions = Open actions
report-table-ahead = Meetings on the calendar
report-table-availability = Availability by site
report-table-blocks = Blocks of the agreement
report-table-bodies = Beneficiaries side by side
report-table-categories = By category, the most frequent
report-table-censuses = Last censuses
report-table-channels = Requests and incidents by channel
report-table-decisions = Decisions of the period
report-table-fleet = Assets in service by kind
report-table-indicators = Commitments measured
report-table-invoices = Invoices and credit notes issued
report-table-levels = By level of criticality
report-table-meetings = Meetings of the period
report-table-opinions = Opinions by score
report-table-outages = Outages
report-table-prices = Price per agent, excluding VAT
report-table-projects = Projects
report-table-runs = Runs of backups
report-table-sites = Sites and connections
report-table-tests = Tests of restoring
report-table-times = { $code } { $indicator }: times
report-table-trace = Entries of the audit log
report-table-unmeasured = Commitments not measured
report-target-at-least = at least { $value }
report-target-at-most = at most { $value }
report-target-hours-at-least = at least { $value } h
report-target-hours-at-most = at most { $value } h
report-target-line = target { $value }
report-target-percent-at-least = at least { $value } %
report-target-percent-at-most = at most { $value } %
report-telephony = Telephony
report-telephony-lines = Fixed lines in service at the end of the period: { $fixed }, { $voip } of them over IP; mobile lines: { $mobile }.
report-telephony-none = No telephone line was in service at the end of the period.
report-tests = { $count ->
    [one] One test of restoring was done.
   *[other] { $count } tests of restoring were done.
}
report-tests-none = No test of restoring was done in the period.
report-texts = Texts of the report
report-title-annual = Annual report { $period }
report-title-annual-consolidated = Consolidated annual report { $period }
report-title-monthly = Activity report, { $period }
report-title-monthly-consolidated = Consolidated activity report, { $period }
report-to-review = Submit for review
report-total = Total
report-trace = Trace
report-trace-entries = { $count ->
    [one] One entry was written in the audit log, which both sides read.
   *[other] { $count } entries were written in the audit log, which both sides read.
}
report-trace-none = No entry was written in the audit log in the period.
report-under-agreement = The service is provided under the agreement { $reference }, version { $version }.
report-unmeasured = Commitments that are not measured yet
report-unrecorded-breaches = Personal data breaches: not recorded here.
report-unrecorded-register = Processing register: not kept here.
report-unrecorded-requests = Data subject requests: not recorded here.
report-view = Reports
report-without-agreement = No agreement was in force at the end of the period: neither commitments nor blocks of services apply.
report-without-category = without a category
report-year = { $year }
