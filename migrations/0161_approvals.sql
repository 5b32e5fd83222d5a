-- Who must agree to a request, step by step. A step opens when the one before is agreed to.
create table approval_step (
    beneficiary_id text not null,
    id text not null,
    ticket_id text not null,
    position bigint not null,
    title_fr text not null,
    title_en text not null,
    rule text not null check (rule in ('any', 'all')),
    state text not null check (state in ('waiting', 'open', 'accepted', 'refused', 'skipped')),
    opened_at timestamptz,
    -- Next reminder to those who have not answered.
    remind_at timestamptz,
    decided_at timestamptz,
    primary key (beneficiary_id, id),
    constraint approval_step_beneficiary_id_ticket_id_position_key unique (beneficiary_id, ticket_id, position),
    foreign key (beneficiary_id, ticket_id) references service_request (beneficiary_id, ticket_id)
);

-- One person asked at one step, and the answer.
create table approval_seat (
    beneficiary_id text not null,
    id text not null,
    step_id text not null,
    ticket_id text not null,
    -- Of the beneficiary, or of the provider.
    person_id text not null references person (id),
    decision text check (decision in ('accepted', 'refused')),
    reason text not null default '',
    -- Who answered: the person, or the delegate.
    decided_by_id text references person (id),
    decided_by_name text,
    decided_at timestamptz,
    primary key (beneficiary_id, id),
    constraint approval_seat_beneficiary_id_step_id_person_id_key unique (beneficiary_id, step_id, person_id),
    foreign key (beneficiary_id, step_id) references approval_step (beneficiary_id, id)
);
create index approval_seat_person on approval_seat (person_id, decided_at, id);
create index approval_seat_ticket on approval_seat (beneficiary_id, ticket_id, id);

-- Who answers for somebody, from one day to another. Of the same organisation.
create table approval_delegation (
    organisation_id text not null references organisation (id),
    id text not null,
    person_id text not null references person (id),
    delegate_id text not null references person (id),
    from_day date not null,
    to_day date not null,
    created_by_name text not null,
    created_at timestamptz not null,
    cancelled_at timestamptz,
    primary key (organisation_id, id)
);
create index approval_delegation_delegate on approval_delegation (delegate_id, to_day, id);
create index approval_delegation_person on approval_delegation (person_id, to_day, id);
