-- What requesters say of what was done: one row for each ticket about which the question was asked.
create table satisfaction (
    beneficiary_id text not null,
    ticket_id text not null,
    asked_at timestamptz not null,
    -- From 1 (very dissatisfied) to 5 (very satisfied); NULL until answered.
    score bigint check (score between 1 and 5),
    comment text not null,
    voted_at timestamptz,
    changed_at timestamptz,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index satisfaction_asked on satisfaction (beneficiary_id, asked_at, ticket_id);
