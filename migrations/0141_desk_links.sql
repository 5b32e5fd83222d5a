-- How tickets of one beneficiary are related, from one to the other.
create table ticket_link (
    beneficiary_id text not null,
    ticket_id text not null,
    kind text not null,
    other_id text not null,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (beneficiary_id, ticket_id, kind, other_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id),
    foreign key (beneficiary_id, other_id) references ticket (beneficiary_id, id)
);
create index ticket_link_other on ticket_link (beneficiary_id, other_id);
