-- When a ticket last changed for both sides: lists in the order of what moved last.
alter table ticket add column updated_at timestamptz not null default '1970-01-01T00:00:00.000000Z';
update ticket set updated_at = coalesce((select max(s.from_at) from ticket_state s
    where s.beneficiary_id = ticket.beneficiary_id and s.ticket_id = ticket.id), received_at);
create index ticket_updated on ticket (updated_at, id);
create index ticket_beneficiary_updated on ticket (beneficiary_id, updated_at, id);
