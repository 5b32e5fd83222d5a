-- Indexes for what they are asked: no ticket pays for what it is not.
drop index ticket_resolved;
create index ticket_resolved on ticket (beneficiary_id, id) where state = 'resolved';
drop index ticket_team_due;
create index ticket_team_due on ticket (team_id, is_open, due_at, id) where team_id is not null;
