-- Figures of the home screens: what is open is found without reading what is over.
create index outage_open on outage (beneficiary_id, id) where to_at is null and withdrawn_at is null;
create index satisfaction_asked_at on satisfaction (asked_at, beneficiary_id);
create index meeting_minutes_sent on meeting (beneficiary_id, id) where minutes_state = 'sent';
create index audit_entry_action on audit_entry (action, at);
