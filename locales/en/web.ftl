# Words common to all pages
web-skip = Skip to content
web-menu = Menu
web-navigation = Main navigation
web-breadcrumb = Breadcrumb
web-help = Help
web-signed-in-as = Signed in:
web-sign-in = Sign in
web-sign-out = Sign out
web-run-by = a service run by { $authority }
# The law demands these words until an audit is published.
web-shortcuts = Keyboard shortcuts
web-accessibility = Accessibility: not conformant
web-privacy = Personal data
web-legal = Legal notice
web-as-of = Data as of { $instant }
web-error-title = Error: { $title }

web-problem = There is a problem
web-errors-count = { $count ->
    [one] { $count } answer needs correcting.
   *[other] { $count } answers need correcting.
}
web-error-prefix = Error:
web-error-stale = Somebody changed this in between. What you typed is kept: check it, then send again.
web-error-needed = Fill in this field.
web-error-day = Write a date such as 2026-03-11.
web-error-order = The end comes before the beginning.
web-error-too-long = Too long: at most { $limit } characters.
web-error-choice = Choose a value of the list.
web-error-future = This day has not come yet.
web-error-amount = Write an amount in euros, such as 1200.50.
web-required = (required)
web-choose = Choose

web-pages-of = Pages: { $list }
web-previous = Previous
web-next = Next
web-copy = Copy
web-copied = Copied

web-public-answer = Public answer
web-internal-note = Internal note
web-joined-files = Joined files

web-clock-left = { $time } left
web-clock-late = Late by { $time }
web-clock-paused = Paused, { $left } left
web-clock-met = Met
web-clock-missed = Missed
web-clock-due = due:
web-clock-why = Why this deadline?

chart-table = Show the figures
chart-item = Item
chart-period = Period
chart-what = What
chart-day = Day
chart-from = From
chart-to = To
