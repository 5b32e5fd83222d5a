-- How often the requester was reminded of what was asked: once for each stay of a ticket in that state.
create table ticket_reminder (
    beneficiary_id text not null,
    ticket_id text not null,
    -- The stay, as in ticket_state.
    sequence bigint not null,
    sent bigint not null,
    last_at timestamptz not null,
    primary key (beneficiary_id, ticket_id, sequence),
    foreign key (beneficiary_id, ticket_id, sequence) references ticket_state (beneficiary_id, ticket_id, sequence)
);
