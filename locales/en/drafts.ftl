drafts-answer = Answer
drafts-note = Internal note
drafts-save = Save the draft
drafts-kept = Draft saved
drafts-kept-at = Draft found again, saved on { $instant }
drafts-failed = Draft not saved: keep this page open and check in another tab that you are still signed in.
