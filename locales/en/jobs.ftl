jobs-title = Background work
jobs-view = Operations
jobs-lead = What Socle does by itself: what comes back at its hour, and what an action asked for. Work that fails is tried again, later each time, then given up.
jobs-counts = { $dead ->
    [0] Nothing was given up,
    [one] One piece was given up,
   *[other] { $dead } pieces were given up,
} { $overdue ->
    [0] nothing is late.
    [one] one waits to be taken.
   *[other] { $overdue } wait to be taken.
}
jobs-states = States of work
jobs-state-dead = Given up
jobs-state-waiting = To do
jobs-state-done = Done
jobs-kind = Work
jobs-recurring = comes back
jobs-due = Due
jobs-attempts = Attempts
jobs-ended = Last end
jobs-error = Last error
jobs-what = Action
jobs-retry = Do it now
jobs-none = No work in this state
jobs-none-why = Work that was done is forgotten after seven days.
