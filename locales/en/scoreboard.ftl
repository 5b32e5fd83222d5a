scoreboard-rule-answered = Share of the administrative requests received in the period whose first real answer came within { $days } calendar days of receipt.
scoreboard-rule-intervention = For each criticality, time of the service window from receipt of an incident to the first action by a technician, without waits for the requester.
scoreboard-rule-staffed = Hours first-line support was actually open, over the hours of the service window.
scoreboard-input-administrative = Administrative requests received
scoreboard-input-incidents = Incidents measured
scoreboard-input-planned = Hours planned by the service window
scoreboard-input-closures = Closures found inside the window
scoreboard-input-target = Agreed target
scoreboard-step-waiting = Still within their delay, not judged
scoreboard-step-judged = Requests judged
scoreboard-step-in-time = Answered in time
scoreboard-step-median = Median time to answer (real time)
scoreboard-step-p90 = Nine out of ten answered in less than (real time)
scoreboard-step-open = Hours actually open
scoreboard-step-share = Share
scoreboard-step-median-all = Median, all criticalities
scoreboard-step-level-count = { $level }: incidents
scoreboard-step-level-median = { $level }: median
scoreboard-step-level-p90 = { $level }: nine out of ten in less than
scoreboard-step-level-target = { $level }: target
scoreboard-step-level-kept = { $level }: within target
scoreboard-title = Scoreboards
scoreboard-view = Scoreboard
scoreboard-beneficiaries = Beneficiaries
scoreboard-beneficiary = Beneficiary
scoreboard-code = Code
scoreboard-nobody = No signed agreement
scoreboard-nobody-why = Create the beneficiary body, then import its signed agreement.
scoreboard-period = From { $first } to { $last }
scoreboard-version = agreement, version { $number }
scoreboard-pdf = Download the PDF
scoreboard-csv = Download the CSV
scoreboard-choose = Choose the period
scoreboard-from = From
scoreboard-to = To
scoreboard-show = Show
scoreboard-commitments = Commitments measured
scoreboard-indicator = Indicator
scoreboard-value = Value
scoreboard-target = Target
scoreboard-standing = Result
scoreboard-levels = Intervention time by criticality
scoreboard-level = Criticality
scoreboard-count = Count
scoreboard-median = Median
scoreboard-p90 = Nine out of ten in less than
scoreboard-kept = Within target
scoreboard-unmeasured = Commitments the tool does not measure yet
scoreboard-unmeasured-why = These lines of annexe 1 A wait for data the tool does not receive yet.
scoreboard-all-measured = Everything is measured
scoreboard-all-measured-why = Every line of annexe 1 A has its measure.
scoreboard-met = Met
scoreboard-missed = Missed
scoreboard-not-contractual = Not contractual yet
scoreboard-no-data = No data
scoreboard-none = —
scoreboard-at-least = at least { $value }
scoreboard-at-most = at most { $value }
scoreboard-over =
    { $count ->
    [one] over { $count } ticket
   *[other] over { $count } tickets
}
scoreboard-median-of =
    { $count ->
    [one] median, { $count } ticket
   *[other] median, { $count } tickets
}
scoreboard-rows = Tickets counted
scoreboard-ticket = Ticket
scoreboard-received = Received
scoreboard-time = Time
scoreboard-median-by-level = Median intervention time by criticality
scoreboard-median-by-level-description = One bar per criticality: half of the incidents were taken in hand in less than this, in time of the service window.
scoreboard-problem-order = The end of the period must come after its beginning.
scoreboard-problem-date = Give a date, such as 2026-03-31.
scoreboard-no-agreement = No agreement is in force on the last day of this period: import it or choose other dates.
scoreboard-no-provider = The provider is not recorded yet: create it under “Organisations”.
scoreboard-document-title = Scoreboard · { $beneficiary } · { $period }
scoreboard-agreement-version = Agreement version
scoreboard-as-of = Data as of
scoreboard-remark-contractual = A value without an agreed target is shown for information: it is neither met nor missed.
scoreboard-remark-empty = Without a ticket in the period there is no value: neither 0 nor 100 %.
scoreboard-level-row = Median; nine out of ten in less than { $p90 }
scoreboard-remark-unmeasured = Lines of annexe 1 A the tool does not measure yet: { $codes }.
scoreboard-service = Type of service
scoreboard-services = Time to go-live by type of service
scoreboard-accepted = Accepted
scoreboard-time-elapsed = Real time
scoreboard-time-service = Time of the service window
scoreboard-rule-go-live = From the accepted demand to the technical go-live, for the services that went live in the period.
scoreboard-input-live = Services that went live
scoreboard-step-service-count = { $service }: go-lives
scoreboard-step-service-median = { $service }: median (real time)
scoreboard-step-median-elapsed = Median of all services, real time
scoreboard-step-median-service = Median of all services, time of the service window
scoreboard-median-by-service = Median time to go-live by type of service
scoreboard-median-by-service-description = One bar for each type of service: half of the accepted demands went live in less than this, in real time.
scoreboard-taken-over-label = Taken over from another tool
scoreboard-taken-over = { $count ->
    [one] One ticket of the period was taken over from another tool: it is in no figure.
   *[other] { $count } tickets of the period were taken over from another tool: they are in no figure.
}
scoreboard-input-decision = Target set by decision { $decision }, in force since
scoreboard-complexities = Times by complexity
scoreboard-rule-restoration = For each criticality, time of the service window between an incident’s receipt and the service restored, without waiting for the requester.
scoreboard-restorations = Restoration time by criticality
scoreboard-median-restored = Median restoration time by criticality
scoreboard-median-restored-description = One bar a criticality: for half of the incidents the service was restored in less than this, in time of the service window.
