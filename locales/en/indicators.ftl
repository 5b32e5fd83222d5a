# Indicators: closed months, series, proposed targets
agenda-target-least = Target proposed for { $commitment }: at least { $value }
agenda-target-most = Target proposed for { $commitment }: at most { $value }
counted-backup = Backup due
counted-closure = Closure
counted-meeting = Meeting planned
counted-outage = Outage
counted-restore = Restore
counted-site = Site
counted-ticket = Ticket
indicator-after = After
indicator-author = Proposed by
indicator-baseline = Baseline
indicator-baseline-best = Best month
indicator-baseline-first = First month counted
indicator-baseline-last = Last month counted
indicator-baseline-median = Median month
indicator-baseline-months = Closed months with a value
indicator-baseline-short = A target can be proposed after { $count } closed months with a value.
indicator-baseline-worst = Worst month
indicator-before = Before
indicator-changes = What this version changes
indicator-chart = Value month by month
indicator-chart-description = { $count } months with a value; the last one, { $value }, is that of { $month }. A month without data or not closed leaves a gap. A line of its own shows each target over the months in which it was in force.
indicator-close = Close a month
indicator-close-hint = The values of the month are computed one last time and frozen with the rows that were counted. A correction is a new version, beside it.
indicator-closed = Closed on
indicator-closings = Closed months
indicator-comment = Your remark
indicator-comment-add = Add the remark
indicator-comments = Remarks of both sides
indicator-comments-none = No remark on this value.
indicator-confirm = Why close although this is missing
indicator-confirm-hint = Both sides will read this reason with the values.
indicator-correct = Correct this month
indicator-correct-hint = The values are computed again from today’s data and make a new version. This one stays readable.
indicator-decide = Make it a decision
indicator-denominator = Denominator
indicator-difference = Difference
indicator-digest = Digest (SHA-256)
indicator-error-baseline = At least { $count } closed months with a value are needed to propose a target.
indicator-error-closed = This month is closed already: correct it by a new version.
indicator-error-far = Choose a nearer month: { $limit } months at most.
indicator-error-gaps = { $count ->
    [one] Something is missing: confirm by saying why.
   *[other] { $count } things are missing: confirm by saying why.
}
indicator-error-meeting = Choose a steering committee of the list.
indicator-error-month = Give a month, for example 2026-03.
indicator-error-months = Choose 12, 24 or 36 months.
indicator-error-not-over = This month is not over: choose an earlier one.
indicator-error-nothing = No month to close: all that are over are closed, or no agreement is in force.
indicator-error-proposal = This proposal no longer waits for a decision: load the page again to see what became of it.
indicator-error-same = The computation gives the same values and rows: there is nothing to correct.
indicator-exact = Exact value
indicator-from = From
indicator-gap-criticality = Unknown criticality
indicator-gap-earlier = Earlier month not closed
indicator-gap-meeting = Meeting without outcome
indicator-gap-minutes = Minutes missing
indicator-gap-monitoring = Monitoring interrupted
indicator-gap-no-data = Indicator without data
indicator-gap-outage = Outage under way
indicator-kept = As it should be
indicator-kept-no = No
indicator-kept-yes = Yes
indicator-kind = Kind
indicator-last = Last closed value
indicator-lead = Each month that is over is closed once, with its data; closed values never change.
indicator-length = Length
indicator-life = From measured to a target in force
indicator-life-hint = A target is never retroactive: it judges the months that begin on its day or later (R5.1).
indicator-meeting = Steering committee
indicator-meeting-hint = The decision is in force once both sides validated the minutes, from its day on.
indicator-missing = Missing data
indicator-missing-criticality = { $count ->
    [one] One ticket has a criticality that the agreement does not know
   *[other] { $count } tickets have a criticality that the agreement does not know
}
indicator-missing-earlier = { $count ->
    [one] An earlier month is not closed: { $first }
   *[other] { $count } earlier months are not closed, the first is { $first }
}
indicator-missing-meeting = The meeting of { $day } was neither held nor cancelled
indicator-missing-minutes = The minutes of the meeting of { $day } are not validated
indicator-missing-monitoring = Monitoring has been interrupted since { $day }, with no known end
indicator-missing-no-data = { $count ->
    [one] One indicator has no data: { $codes }
   *[other] { $count } indicators have no data: { $codes }
}
indicator-missing-outage = An outage has been under way since { $day }
indicator-missing-report = The report of the meeting of { $day } is missing
indicator-month = Month
indicator-month-hint = A month that is over, for example 2026-03.
indicator-months = { $count } months
indicator-motive = Reason
indicator-no-agreement = No commitment
indicator-no-agreement-why = Import the agreement of this beneficiary: its commitments are then measured.
indicator-no-rows = No row was counted
indicator-no-rows-why = The value comes from the figures of the explanation, or the month has no data.
indicator-none = No closed month
indicator-none-why = The first closed month begins the baseline.
indicator-not-reached = Not yet
indicator-numerator = Numerator
indicator-of-seconds = Of (seconds)
indicator-open = Not closed
indicator-proposal-decided = Became a decision
indicator-proposal-open = Waiting for the steering committee
indicator-proposal-withdrawn = Taken back
indicator-proposals = Proposed targets
indicator-proposals-none = No target is proposed.
indicator-propose = Propose a target
indicator-propose-hint = The proposal is put on the agenda of the next steering committee.
indicator-reached = Reached on
indicator-reason = Reason for the correction
indicator-row = Row
indicator-rows = Rows counted
indicator-rows-changed = Same value, other rows or another explanation
indicator-rows-count = Rows
indicator-rows-shown = { $shown } rows of { $count } are shown: the file holds all of them.
indicator-rule-baseline = The closed months with a value, sorted: the middle one, the best and the worst. With an even number of months, the smaller of the two in the middle.
indicator-run = Close every month that is over
indicator-run-all = Close every month that is over, for every beneficiary
indicator-run-done = Done
indicator-run-from = From
indicator-run-from-hint = Leave empty to go on after the last closed month, or from the beginning of the agreement.
indicator-run-going = Under way
indicator-run-limit = At most { $limit } months at once. Interrupted work goes on with the next month.
indicator-run-of = from { $first } to { $last }, asked for by { $name }
indicator-run-progress = { $done } of { $total }
indicator-run-reason-hint = Applies to every month. Without a reason, the work stops at the first month in which something is missing.
indicator-run-stopped = Stopped
indicator-run-trouble = Stopped at { $month }: close this month to see what is missing.
indicator-run-wait = Load the page again to follow the progress.
indicator-runs = Closings asked for
indicator-seconds = Seconds
indicator-series = See the series
indicator-service-seconds = Seconds of service window
indicator-span = Months shown
indicator-stage = Stage
indicator-stage-agreed = Target agreed
indicator-stage-baseline = Baseline running
indicator-stage-in-force = Target in force
indicator-stage-measured = Measured, without target
indicator-stage-proposed = Target proposed
indicator-stages = Commitments of annexe 1 A
indicator-superseded = A later version corrects this month
indicator-tie = Act
indicator-tie-decision = Decision { $decision }
indicator-tie-months = { $count ->
    [one] One closed month with a value
   *[other] { $count } closed months with a value
}
indicator-tie-proposal = Proposal of { $author }
indicator-tie-version = Agreement, version { $number }
indicator-title = Indicators
indicator-to = To
indicator-value-changed = Another value or result
indicator-value-count = A number.
indicator-value-hours = In hours, for example 4 or 1.5.
indicator-value-percent = In percent, for example 99.5.
indicator-values = Values
indicator-version = Version
indicator-version-of = Version { $number }
indicator-versions = Versions of this month
indicator-view = Closed indicators
indicator-withdraw = Take this proposal back
