# Systems that post what happens
hook-error-secret = The header “Authorization: Bearer …” does not carry the secret of this system.
hook-error-signature = The header “X-Socle-Signature” is not the signature of this delivery.
hook-error-window = The header “X-Socle-Timestamp” is more than { $minutes } minutes away from our time.
