-- Tickets: incidents and requests, whatever the channel they came by (R6.8).
create table ticket (
    beneficiary_id text not null references organisation (id),
    id text not null,
    number bigint not null,
    kind text not null check (kind in ('incident', 'request')),
    -- An administrative request, answered within calendar days (G.2a).
    is_administrative boolean not null,
    title text not null,
    description text not null,
    channel text not null check (channel in ('portal', 'phone', 'mail', 'counter', 'chat', 'monitoring', 'api')),
    requester_id text not null,
    -- Who typed it: the requester, a colleague, an agent on the phone; nobody for the system.
    created_by_id text references person (id),
    created_by_name text not null,
    site_id text,
    impact text not null check (impact in ('high', 'medium', 'low')),
    urgency text not null check (urgency in ('high', 'medium', 'low')),
    -- Code of the agreement's level of criticality: P1.
    priority text not null,
    assignee_id text references person (id),
    state text not null check (state in ('new', 'in_progress', 'waiting_requester', 'waiting_vendor', 'resolved', 'closed')),
    -- Neither resolved nor closed.
    is_open boolean not null,
    received_at timestamptz not null,
    -- Next instant promised, worked out again at each change; 9999-01-01 when nothing is promised.
    due_at timestamptz not null,
    due_clock text check (due_clock in ('acknowledge', 'intervene', 'restore', 'administrative')),
    version bigint not null,
    idempotency_key text,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint ticket_beneficiary_id_number_key unique (beneficiary_id, number),
    constraint ticket_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key),
    foreign key (beneficiary_id, requester_id) references person (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index ticket_due on ticket (is_open, due_at, id);
create index ticket_beneficiary_due on ticket (beneficiary_id, is_open, due_at, id);
create index ticket_assignee_due on ticket (assignee_id, is_open, due_at, id);
create index ticket_received on ticket (received_at, id);
create index ticket_beneficiary_received on ticket (beneficiary_id, received_at, id);
create index ticket_requester_received on ticket (beneficiary_id, requester_id, received_at, id);

-- The states a ticket went through, one after the other: the clocks are computed from these rows (R4.6).
create table ticket_state (
    beneficiary_id text not null,
    ticket_id text not null,
    sequence bigint not null,
    state text not null,
    from_at timestamptz not null,
    to_at timestamptz,
    actor_id text references person (id),
    actor_name text not null,
    reason text not null default '',
    -- Version of the ticket that this row made: what a second writer has not seen yet.
    version bigint not null,
    primary key (beneficiary_id, ticket_id, sequence),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);

-- What was said. Internal notes stay on the provider's side.
create table ticket_message (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    is_internal boolean not null,
    -- Whether the provider's side wrote it: its first public one is the first real answer.
    is_provider boolean not null,
    author_id text references person (id),
    author_name text not null,
    body text not null,
    at timestamptz not null,
    version bigint not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint ticket_message_beneficiary_id_ticket_id_idempotency_key_key
        unique (beneficiary_id, ticket_id, idempotency_key),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_message_ticket on ticket_message (beneficiary_id, ticket_id, at, id);

-- Files joined to the description (no message) or to a message; the bytes are kept by digest.
create table ticket_attachment (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    message_id text,
    digest text not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id),
    foreign key (beneficiary_id, message_id) references ticket_message (beneficiary_id, id)
);
create index ticket_attachment_ticket on ticket_attachment (beneficiary_id, ticket_id, id);

-- Changes of assignee and of criticality, with what was there before.
create table ticket_change (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    kind text not null check (kind in ('assignment', 'priority')),
    value_before text not null,
    value_after text not null,
    actor_id text references person (id),
    actor_name text not null,
    at timestamptz not null,
    version bigint not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_change_ticket on ticket_change (beneficiary_id, ticket_id, id);
