-- Nobody is assigned when a ticket comes in: it is no use to write that in an index.
drop index ticket_assignee_due;
create index ticket_assignee_due on ticket (assignee_id, is_open, due_at, id) where assignee_id is not null;
-- Numbers of tickets are taken while the end of the beneficiary's audit chain is held: no counter is needed.
delete from counter where name = 'ticket';
