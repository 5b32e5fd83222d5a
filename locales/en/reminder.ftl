# Reminders of an agent
reminder-title = My reminders
reminder-of = My reminders of { $ticket }
reminder-lead = When the time comes you are told as usual, on screen or by mail. Only you see them.
reminder-none = No reminder.
reminder-add = Remind me
reminder-at = When
reminder-note = Of what
reminder-remove = Remove
reminder-error-at = Give a day and a time to come.
reminder-error-note = { $limit } characters at most.
reminder-error-many = { $limit } reminders at most for a ticket: remove one.
