# Settings of the service desk
settings-title = Settings of the service desk
settings-lead = What the service desk does by itself, in plain words.
settings-reopen-is = A resolved ticket may be reopened for { $days ->
    [0] 0 days
    [one] 1 day
   *[other] { $days } days
}.
settings-close-is = A resolved ticket is closed by itself after { $days ->
    [one] 1 working day
   *[other] { $days } working days
}; its requester is told.
settings-close-never = A resolved ticket is never closed by itself.
settings-reopen-days = Days to reopen a resolved ticket
settings-reopen-hint = 0 to 365 calendar days after the resolution. Later, a new ticket is created.
settings-close-days = Working days before automatic closing
settings-close-hint = 0 to 365; 0 for never. A working day is one on which the service window of the agreement is open.
settings-save = Save the settings
settings-closed-because = Closed automatically: resolved for { $days } working days
settings-error-days = Give a number of days, 0 to { $limit }.
settings-chat-is = In a chat, a requester waits for an agent for { $minutes } min at most; then the request is dealt with like the others.
settings-chat-minutes = Minutes to wait in a chat
settings-chat-hint = From 1 to 120.
settings-error-minutes = Give a number of minutes from 1 to { $limit }.
