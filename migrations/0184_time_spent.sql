-- Time that agents spent on tickets. It stays on the provider's side, like internal notes.
create table ticket_time (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    person_id text references person (id),
    person_name text not null,
    minutes bigint not null check (minutes between 1 and 1440),
    -- Day in Paris.
    spent_on date not null,
    note text not null,
    recorded_at timestamptz not null,
    cancelled_at timestamptz,
    cancelled_by_name text,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint ticket_time_idempotency_key_key unique (beneficiary_id, ticket_id, idempotency_key),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index ticket_time_ticket on ticket_time (beneficiary_id, ticket_id, spent_on, id);
create index ticket_time_spent on ticket_time (spent_on, beneficiary_id, id);
