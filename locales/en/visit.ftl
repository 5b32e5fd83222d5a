# Planned interventions
visit-title = Planned interventions
visit-of = Planned interventions for { $ticket }
visit-none = No intervention planned.
visit-plan = Plan an intervention
visit-see = See the interventions
visit-from = Start
visit-to = End
visit-what = What will be done
visit-what-hint = The requester reads it.
visit-afar = remotely
visit-cancel = Cancel
visit-cancelled = cancelled
visit-error-start = Give a day and a time to come.
visit-error-end = The end comes after the start.
visit-error-site = This site is not of this beneficiary.
visit-error-what = Say what will be done, in { $limit } characters at most.
