-- Who has a ticket open, and who is writing on it. Rows older than two minutes mean nothing.
create table ticket_presence (
    beneficiary_id text not null,
    ticket_id text not null,
    person_id text not null references person (id),
    person_name text not null,
    -- Whether the person is of the provider's side: the beneficiary's side does not see these.
    is_provider boolean not null,
    is_writing boolean not null,
    seen_at timestamptz not null,
    primary key (beneficiary_id, ticket_id, person_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
