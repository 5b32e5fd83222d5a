-- The number by which a caller is known, in its international form (E.164); null until it was worked out, empty when
-- what was typed is no number.
alter table person add column phone_number text;
create index person_phone_number on person (phone_number);

-- Telephone exchanges that tell of calls. They belong to the provider; no secret is stored.
create table phone_line (
    id text primary key,
    name text not null,
    name_folded text not null,
    is_enabled boolean not null,
    secret_generation bigint not null default 1,
    version bigint not null default 1,
    created_at timestamptz not null,
    last_event_at timestamptz,
    last_refused_at timestamptz,
    constraint phone_line_name_folded_key unique (name_folded)
);

-- Calls, told by an exchange or noted by hand. They belong to the provider, whoever called.
create table phone_call (
    id text primary key,
    line_id text references phone_line (id),
    -- The exchange's own name of the call; null when it was noted by hand.
    call_key text,
    direction text not null check (direction in ('in', 'out')),
    -- E.164, else as it was told; empty when it was hidden or forgotten.
    number text not null,
    state text not null check (state in ('ringing', 'answered', 'missed', 'ended')),
    -- Whether the desk was open when it began.
    is_in_hours boolean not null,
    began_at timestamptz not null,
    answered_at timestamptz,
    ended_at timestamptz,
    -- Who took it or made it.
    agent_id text references person (id),
    agent_name text not null,
    -- The other one, once it is known who that is, and whose person it is.
    person_id text references person (id),
    owner_id text references organisation (id),
    ticket_id text,
    note text not null,
    called_back_at timestamptz,
    called_back_by_name text not null default '',
    version bigint not null default 1,
    constraint phone_call_line_id_call_key_key unique (line_id, call_key),
    foreign key (owner_id, ticket_id) references ticket (beneficiary_id, id)
);
create index phone_call_began on phone_call (began_at, id);
create index phone_call_state on phone_call (state, began_at, id);
create index phone_call_number on phone_call (number, began_at, id);
create index phone_call_ticket on phone_call (owner_id, ticket_id, began_at, id);
