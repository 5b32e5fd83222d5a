-- Since when something held is on its way: it cannot be taken back any more. A release cut short is taken up again.
alter table ticket_held add column releasing_at timestamptz;
