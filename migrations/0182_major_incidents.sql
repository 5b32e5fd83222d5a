-- One trouble behind tickets of several beneficiaries. It belongs to the provider; each side sees its own tickets.
create table major_incident (
    id text primary key,
    -- Read by every beneficiary concerned.
    title text not null,
    declared_by_name text not null,
    declared_at timestamptz not null,
    resolved_at timestamptz,
    resolved_by_name text,
    version bigint not null default 1
);
create index major_incident_declared on major_incident (declared_at, id);

-- A ticket has one at most. Deferred: an export lists tables by name.
create table ticket_major_incident (
    beneficiary_id text not null,
    ticket_id text not null,
    incident_id text not null references major_incident (id) deferrable initially deferred,
    joined_by_name text not null,
    joined_at timestamptz not null,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_major_incident_incident on ticket_major_incident (incident_id, beneficiary_id, ticket_id);

-- What was said to all of them at once.
create table major_incident_message (
    id text primary key,
    incident_id text not null references major_incident (id) deferrable initially deferred,
    body text not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    at timestamptz not null,
    idempotency_key text,
    constraint major_incident_message_idempotency_key_key unique (incident_id, idempotency_key)
);
create index major_incident_message_incident on major_incident_message (incident_id, at, id);
