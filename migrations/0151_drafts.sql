-- What a person is writing on a ticket and has not sent: kept until sent, found again on another machine.
create table ticket_draft (
    beneficiary_id text not null,
    ticket_id text not null,
    person_id text not null references person (id),
    kind text not null check (kind in ('answer', 'note')),
    body text not null,
    saved_at timestamptz not null,
    primary key (beneficiary_id, ticket_id, person_id, kind),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
