# Ten seconds to take back an answer or a closing
held-answer = Answer
held-close = Closing
held-state-held = Waiting
held-state-done = Done
held-state-taken-back = Taken back
held-state-failed = Not done
held-answer-waits = Your answer leaves in a few seconds.
held-close-waits = The ticket will be closed in a few seconds.
held-answer-undo = Undo sending
held-close-undo = Undo closing
held-now = Do not wait
held-answer-failed = Your answer was not sent; its text is back in the box.
held-close-failed = The ticket was not closed.
held-error-changed = The ticket changed in the meantime: read what is new, then try again.
held-error-gone = This ticket is no longer yours, or no longer exists.
held-error-person = Your access was taken away.
held-error-late = Too late: it has gone already.
