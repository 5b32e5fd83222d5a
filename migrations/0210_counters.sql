-- Counters: where people come in person, and who came.
create table walk_in_counter (
    id text primary key,
    name text not null,
    name_folded text not null,
    -- Where it is, in words.
    place text not null,
    -- The site of a beneficiary in which it is, when it is in one.
    site_owner_id text,
    site_id text,
    -- Openings of each day of the week, an object.
    opening jsonb not null,
    -- Last number given out, and the day in Paris on which it was.
    number_day date,
    last_number bigint not null default 0,
    archived_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint walk_in_counter_name_folded_key unique (name_folded),
    foreign key (site_owner_id, site_id) references site (beneficiary_id, id)
);

-- Numbers called: all that the screen of a waiting room shows. It says nothing of whom.
create table counter_call (
    counter_id text not null references walk_in_counter (id),
    day date not null,
    number bigint not null,
    called_at timestamptz not null,
    primary key (counter_id, day, number)
);
create index counter_call_last on counter_call (counter_id, day, called_at, number);

-- Somebody of a name, whatever the organisation.
create index person_name on person (name_folded, id);

-- Who came. It belongs to the body of the person who came; only the provider reads it.
create table walk_in (
    beneficiary_id text not null,
    id text not null,
    counter_id text not null references walk_in_counter (id),
    -- Day in Paris, and the number given out on that day.
    day date not null,
    number bigint not null,
    title text not null,
    -- The person, when known.
    person_id text references person (id),
    visitor_name text not null,
    state text not null check (state in ('waiting', 'called', 'served', 'left', 'cancelled')),
    arrived_at timestamptz not null,
    called_at timestamptz,
    called_by_id text references person (id),
    called_by_name text,
    ended_at timestamptz,
    outcome text check (outcome in ('ticket', 'answered')),
    ticket_id text,
    entered_by_name text not null,
    idempotency_key text,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    constraint walk_in_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index walk_in_day on walk_in (counter_id, day, number, id);
create index walk_in_waiting on walk_in (day, state, counter_id);
