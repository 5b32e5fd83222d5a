-- One ticket's part of a change made to several at once: what became of it, and what it was before.
create table ticket_bulk (
    beneficiary_id text not null,
    id text not null,
    -- The same for all tickets changed together.
    batch_id text not null,
    -- Place in the list that was ticked.
    place bigint not null,
    ticket_id text not null,
    person_id text not null references person (id),
    -- What was asked.
    change jsonb not null,
    -- Message of the refusal; nothing when it was done.
    refusal jsonb,
    -- Assignee, team, impact, urgency, criticality and state before.
    before jsonb not null,
    version_after bigint not null,
    -- Why it could not be put back, or nothing.
    undo_refusal jsonb,
    undone_at timestamptz,
    at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_bulk_batch on ticket_bulk (batch_id, place);
