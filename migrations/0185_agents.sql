-- When an agent wants to be told of a ticket again. It stays on the provider's side.
create table ticket_wake_up (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    person_id text not null references person (id),
    at timestamptz not null,
    note text not null,
    -- When the person was told, or said that it is no longer needed.
    over_at timestamptz,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_wake_up_due on ticket_wake_up (over_at, at, id);
create index ticket_wake_up_ticket on ticket_wake_up (beneficiary_id, ticket_id, at, id);

-- An intervention with a date, which the requester sees.
create table ticket_visit (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    site_id text,
    what text not null,
    planned_by_name text not null,
    planned_at timestamptz not null,
    cancelled_at timestamptz,
    cancelled_by_name text,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index ticket_visit_ticket on ticket_visit (beneficiary_id, ticket_id, starts_at, id);

-- Why a ticket waits, as data: each says who is waited for, hence whether the clocks stop (R4.6).
create table pending_reason (
    id text primary key,
    name text not null,
    name_folded text not null,
    state text not null check (state in ('waiting_requester', 'waiting_vendor')),
    archived_at timestamptz,
    created_at timestamptz not null,
    constraint pending_reason_name_folded_key unique (name_folded)
);

-- How the desk works; one row, the usual values as long as there is none.
create table desk_setting (
    id text primary key check (id = 'desk'),
    -- Days after resolution during which a ticket may be reopened.
    reopen_days bigint not null check (reopen_days between 0 and 365),
    -- Working days after resolution at which a ticket is closed by itself; 0 for never.
    close_days bigint not null check (close_days between 0 and 365),
    changed_by_name text not null,
    changed_at timestamptz not null,
    version bigint not null
);
create index ticket_resolved on ticket (state, beneficiary_id, id);
