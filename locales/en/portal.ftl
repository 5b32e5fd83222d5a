portal-where = Where is my request?
portal-photo = A photo (optional)
portal-photo-now = Or a photo taken now with your phone (optional)
portal-more = Say where, join other files
portal-other = Something else, in your own words
portal-catalogue = See the whole catalogue
portal-nothing = No request under way.
portal-all = All my requests
portal-awaits = Waits for an approval: { $step }
portal-expected = At the latest on { $instant }
portal-answer = Answer
portal-next = Your turn
portal-what-needed = What do you need?
portal-what-needed-hint = Say it in your own words: what, for whom, by when.
portal-topic = What is your request about? (optional)
portal-topic-hint = If you know; the agreement then says at once who acts.
portal-topic-unknown = I do not know
portal-place = Where? (optional)
portal-anywhere = No particular place
portal-approvals = { $count ->
    [one] One request waits for your approval
   *[other] { $count } requests wait for your approval
}
portal-approvals-see = See and answer
portal-refused = Refused: { $step }
portal-late = We should have answered on { $instant }: we are late.
