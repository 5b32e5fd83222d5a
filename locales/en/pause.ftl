# Pauses recorded afterwards
pause-title = Pauses recorded afterwards
pause-lead = A wait that nobody noted at the time. It counts like the others; once cancelled, it stays in sight.
pause-none = No pause recorded.
pause-add = Record a pause
pause-from = From
pause-to = To
pause-state = Who was waited for
pause-reason = Reason
pause-reason-hint = Both sides read it: “away until Monday, said on the phone”.
pause-recorded = Recorded by
pause-counts = Effect
pause-stops = stops the clock
pause-beside = shown, does not stop the clock
pause-cancelled = cancelled
pause-cancel = Cancel
pause-error-time = Give a day and a time that exist.
pause-error-before = A pause cannot begin before the ticket was received.
pause-error-future = The pause is past: it cannot end after now. To pause from now on, change the state of the ticket.
pause-error-order = The end comes after the beginning.
pause-error-overlap = Another pause covers part of this time already: cancel it first.
pause-error-reason = Say why, in { $limit } characters at most.
pause-error-cancelled = This pause is cancelled already.

# Warnings
deadline-due-soon = due soon
deadline-breached = overdue
