-- Steps whose persons are to be reminded, the soonest first.
create index approval_step_remind on approval_step (state, remind_at, beneficiary_id, id);
