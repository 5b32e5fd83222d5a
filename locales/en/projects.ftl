project-title = Projects
project-view = Projects
project-lead = What each beneficiary moves forward with the provider’s help (optional block C). Both parties read the same and may comment.
project-one = Project
project-new = New project
project-edit = Edit the project
project-save = Save
project-cancel = Cancel
project-any = All
project-none = No project
project-none-why = No project is in the portfolio yet.
project-none-found = No project fits. Remove a filter.
project-state = State
project-state-idea = Idea
project-state-planned = Planned
project-state-running = Under way
project-state-on-hold = On hold
project-state-done = Done
project-state-dropped = Dropped
project-weather = Weather
project-weather-fair = All is well
project-weather-cloudy = To be watched
project-weather-stormy = In trouble
project-weather-says = Why, in one sentence
project-weather-says-hint = Read by committees: say what matters now.
project-weather-say = Say how the project goes
project-weather-told = Weather told by
project-name = Name of the project
project-aim = Aim
project-aim-hint = What the project brings, and what it leaves out. The first paragraph stands on the sheet for committees.
project-sponsor = Sponsor
project-sponsor-hint = Who carries the project at the beneficiary: a function or a person.
project-manager = Project manager
project-manager-me = Myself
project-start = Start
project-end = End
project-end-agreed = Agreed end
project-end-foreseen = End foreseen today
project-end-moved = { $foreseen } (agreed: { $agreed })
project-about = The project
project-next = Next step
project-next-on = Date of the next step
project-late-steps = Late steps
project-late-count = { $count } late steps
project-only-late = Only late projects
project-phase = Phase
project-milestone = Milestone
project-step = Step
project-steps = Phases and milestones
project-steps-of = { $all ->
    [0] No step
    [one] { $done } step done of { $all }
   *[other] { $done } steps done of { $all }
}
project-no-step = No step is entered yet.
project-step-add = Add a step
project-step-kind = Kind
project-step-name = Name of the step
project-step-start = Start of the phase
project-step-start-hint = Only for a phase.
project-step-agreed = Agreed date: { $day }. It does not change, so that any delay stays visible.
project-step-remove = Remove this step
project-planned = Agreed
project-planned-hint = The date agreed at the start; it will not change.
project-foreseen = Foreseen today
project-foreseen-hint = Empty: the agreed date.
project-done-on = Done on
project-done-on-hint = Empty until the step is done.
project-standing = Standing
project-step-done = Done
project-step-done-late = { $days ->
    [one] Done, one day after the agreed date
   *[other] Done, { $days } days after the agreed date
}
project-step-late = { $days ->
    [one] Late by one day
   *[other] Late by { $days } days
}
project-step-slipping = { $days ->
    [one] Put off by one day
   *[other] Put off by { $days } days
}
project-step-on-time = On time
project-risk = Risk
project-risk-hint = What could happen, in one sentence.
project-risks = Risks
project-no-risk = No open risk.
project-risk-add = Add a risk
project-risk-owner = Watched by
project-risk-over = Over
project-risk-close = This risk is over
project-probability = Probability
project-probabilities = unlikely | possible | likely | near certain
project-impact = Impact
project-impacts = slight | noticeable | strong | very strong
project-severity = Level
project-severity-of = { $severity } of 16 (probability { $probability } × impact { $impact })
project-response = Response
project-decision = Decision
project-decisions = Decisions
project-no-decision = No decision is entered yet.
project-decision-add = Enter a decision
project-decided-on = Date
project-decided-by = Decided by
project-decided-by-hint = A committee or a person.
project-withdraw = Cancel the decision
project-withdrawn = Cancelled
project-tickets = Linked tickets
project-tickets-of = { $all ->
    [0] None
   *[other] { $open } open of { $all }
}
project-no-ticket = No linked ticket.
project-ticket-add = Link a ticket
project-ticket-number = Number of the ticket
project-unlink = Unlink
project-comments = Comments
project-comment = Your comment
project-comment-hint = Read by both parties.
project-comment-add = Comment
project-sheet = Sheet for committees
project-sheet-of = Project sheet: { $name }
project-sheet-on = as of { $day }
project-error-phase = Give the first day of the phase.
project-error-future = This date is in the future.
project-error-many = This project already has { $limit }: it must be split.
project-changes = Changes
project-no-change = No change linked.
project-change-add = Link a change
project-change-number = Number of the change
