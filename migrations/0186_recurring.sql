-- Tickets that come back by themselves.
create table recurring_ticket (
    beneficiary_id text not null,
    id text not null,
    title text not null,
    description text not null,
    kind text not null check (kind in ('incident', 'request')),
    requester_id text not null,
    site_id text,
    checklist_id text references checklist (id) deferrable initially deferred,
    -- When it comes back: an object.
    schedule jsonb not null,
    -- Day of the next ticket in Paris, and the instant that this is.
    next_on date not null,
    next_at timestamptz not null,
    paused_at timestamptz,
    created_by_name text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, requester_id) references person (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index recurring_ticket_next on recurring_ticket (paused_at, next_at, id);
