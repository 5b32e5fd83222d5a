-- Waits recorded after the fact; they count like stays in states (R4.6). Cancelled ones stay.
create table ticket_pause (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    state text not null check (state in ('waiting_requester', 'waiting_vendor')),
    from_at timestamptz not null,
    to_at timestamptz not null,
    reason text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    cancelled_at timestamptz,
    cancelled_by_name text,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_pause_ticket on ticket_pause (beneficiary_id, ticket_id, from_at, id);

-- Moments of clocks that were told, each once.
create table ticket_warning (
    beneficiary_id text not null,
    ticket_id text not null,
    clock text not null,
    moment text not null check (moment in ('due_soon', 'breached')),
    due_at timestamptz not null,
    told_at timestamptz not null,
    primary key (beneficiary_id, ticket_id, clock, moment),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);

-- When the clocks of an open ticket are looked at again: at once when unknown, which every change makes it.
alter table ticket add column watch_at timestamptz;
-- Whether the next promise is due soon, as found when the clocks were last looked at.
alter table ticket add column is_due_soon boolean;
create index ticket_watch on ticket (is_open, watch_at, id);
