# What happens while a page is open
live-changed = { $count ->
    [one] One ticket new or changed under this filter.
   *[other] { $count } tickets new or changed under this filter.
}
live-show = Show
live-ticket-changed = This ticket has just changed.
live-reload = Reload the page; your draft is kept
live-error-accept = This address serves event streams only (text/event-stream).
live-error-since = Give the instant of reading, such as 2026-03-11T09:00:00Z.
