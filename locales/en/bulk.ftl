# Changing several tickets at once
bulk-title = Change several tickets
bulk-tick = Tick { $reference }
bulk-open = Change the ticked tickets
bulk-count = { $count ->
    [one] One ticket ticked
   *[other] { $count } tickets ticked
}
bulk-choose = What changes
bulk-preview = See what will change
bulk-foreseen = What will change
bulk-before = Before
bulk-after = After
bulk-words = { $words }
bulk-criticality = by the agreement of each beneficiary
bulk-unseen = A ticket that you no longer see
bulk-apply = { $count ->
    [one] Change one ticket
   *[other] Change { $count } tickets
}
bulk-nothing = Nothing would change: choose something else.
bulk-back = Back to the list of tickets
bulk-done = { $count ->
    [0] No ticket changed
    [one] One ticket changed
   *[other] { $count } tickets changed
}
bulk-refused = { $count ->
    [one] One ticket did not change: the reason is in the table.
   *[other] { $count } tickets did not change: the reasons are in the table.
}
bulk-outcome = Result
bulk-changed = Changed
bulk-undone = Put back
bulk-not-undone = Not put back: { $why }
bulk-undo = Put everything back
bulk-undo-until = Possible for ten minutes, for tickets that nobody has touched since.
bulk-undone-reason = Change to several tickets undone
bulk-refused-gone = This ticket no longer exists for you.
bulk-refused-changed = It has changed since you read it.
bulk-refused-same = That is already so.
bulk-refused-name = This person or team cannot receive it.
bulk-error-none = Tick at least one ticket of the list, and { $limit } at most, then choose what changes.
bulk-error-late = More than ten minutes have passed: change the tickets one by one.
