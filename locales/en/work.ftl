# Teams
team-title = Teams
team-one = Team
team-view = Team
team-lead = Who takes what: a new ticket goes to the first team with a rule that fits.
team-new = New team
team-name = Name
team-description = What the team does
team-members = Members
team-waiting = Queue
team-waiting-count = { $count ->
    [0] no ticket waiting
    [one] 1 ticket waiting
   *[other] { $count } tickets waiting
}
team-empty = No team
team-empty-why = Without teams, tickets wait in a single list.
team-archived = dissolved
team-rank = Order
team-rank-hint = From 1 to 999; teams are asked in this order. Empty: at the end.
team-save = Save the team
team-takes = What the team takes
team-takes-help = A rule fits when everything it says is true; one rule is enough.
team-takes-nothing = No rule: the team receives only what it is given.
team-any = Any
team-rule-add = Add the rule
team-rule-remove = Remove
team-rule-every = Every ticket
team-rule-unknown = (no longer exists)
team-end = Dissolve or bring back
team-end-help = A dissolved team receives nothing more; its tickets keep its name until they are given to another.
team-archive = Dissolve the team
team-restore = Bring the team back
team-none = No team
team-mine = My teams
team-give = Give to a team
team-error-name = Give the team a name.
team-error-name-taken = A team has this name already.
team-error-rank = The order is a number from 1 to 999.
team-error-rules = At most { $limit } rules.
team-error-unknown = This team does not exist or is dissolved: choose another.

# Categories
category-title = Categories
category-one = Category
category-lead = Two levels at most. A category is proposed, never required.
category-state = State
category-proposed = proposed
category-archived = no longer proposed
category-archive = Stop proposing
category-restore = Propose again
category-empty = No category
category-empty-why = Add one to sort tickets and lead them to teams.
category-add = Add the category
category-name = Name
category-parent = Under
category-upper = None: upper level
category-error-name = Give a name of at most { $limit } characters.
category-error-parent = The category above must be of the upper level.
category-error-taken = This category exists already in this place.
category-error-unknown = This category is not proposed: choose another.

# Watchers
watcher-title = Watchers
watcher-of = Who follows { $ticket }
watcher-lead = A watcher reads what the requester reads, and is told like the requester. Internal notes stay with the agents.
watcher-none = Nobody follows this ticket.
watcher-none-why = You may follow it, or let others follow it if your role allows.
watcher-manage = Choose who follows
watcher-follow = Follow this ticket
watcher-unfollow = Stop following
watcher-person = Person
watcher-since = Since
watcher-added-by = Added by
watcher-end = End
watcher-remove = Remove
watcher-add = Add the watcher
watcher-error-person = This person is neither of this beneficiary nor among those who work on tickets.

# Links, duplicates, splitting
link-title = Related tickets
link-of = Links of { $ticket }
link-relates = concerns the same thing as
link-blocks = blocks
link-blocked-by = is blocked by
link-duplicates = says the same as
link-caused-by = is caused by
link-causes = is the cause of
link-split-from = was split from
link-split-into = was split into
link-none = No link.
link-add = Link to another ticket
link-kind = This ticket
link-other = Number of the other ticket
link-other-hint = For example 12, or the whole number.
link-remove = Remove the link
link-manage = Link, merge or split
link-merge = Merge into a main ticket
link-merge-help = The requester is told once. This ticket is closed and keeps its number and conversation; what follows goes to the main ticket, which the requester will follow and may read.
link-into = Number of the main ticket
link-merge-do = Merge
link-merge-message = Your request joins ticket { $ticket }, which is about the same thing. You will hear more there; there is nothing for you to do.
link-merged-into = Merged into ticket { $ticket }
link-is-duplicate = This ticket was merged into another
link-main = It goes on here:
link-unmerge = Separate again
link-duplicate = Duplicate { $ticket }: its conversation
link-split = Make a message a new ticket
link-split-help = The message and its files become a ticket of the person who wrote it, linked to this one.
link-message = Message
link-split-title = Title of the new ticket
link-split-title-hint = Empty: the first line of the message.
link-split-do = Create the ticket
link-error-unknown = No { $code } ticket has this number.
link-error-self = That is this very ticket: give the number of another.
link-error-main-merged = That ticket is a duplicate itself: merge into { $ticket }.
link-error-main-closed = The main ticket is closed: reopen it first.
link-error-merged = This ticket is merged into another already.
link-error-not-merged = This ticket is not merged into another.
link-error-undo = Something happened since: the two tickets cannot be separated any more.
link-error-message = Choose a public message of this ticket.

# Corrections
desk-change-team = Team
desk-change-kind = Kind
desk-change-administrative = Administrative request
desk-change-title = Title
desk-change-site = Site
desk-change-requester = Requester
desk-change-category = Category
desk-change-merge = Duplicate
desk-correct = Correct
desk-correct-of = Correct { $ticket }
desk-correct-lead = Each correction is kept with what was written before; the clocks are worked out again from the same facts.
desk-correct-do = Save the corrections
desk-error-title = Give a title.
desk-error-administrative-incident = An administrative request is not an incident: change one of the two.
