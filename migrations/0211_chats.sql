-- Conversations held live. Each is the beginning of a ticket, whose messages are what was said: nothing is copied.
create table chat (
    beneficiary_id text not null,
    -- The ticket.
    id text not null,
    -- Who asked.
    person_id text not null references person (id),
    state text not null check (state in ('waiting', 'active', 'ended', 'unanswered')),
    opened_at timestamptz not null,
    -- When it stops waiting for an agent; the instant of opening when the desk was closed.
    wait_until timestamptz not null,
    -- The agent in charge.
    agent_id text references person (id),
    agent_name text,
    -- Whom it waits for, when an agent handed it over.
    meant_for_id text references person (id),
    meant_for_name text,
    team_id text references team (id) deferrable initially deferred,
    taken_at timestamptz,
    ended_at timestamptz,
    ended_by_name text,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, id) references ticket (beneficiary_id, id)
);
create index chat_state on chat (state, wait_until, beneficiary_id, id);
create index chat_person on chat (person_id, state, id);

-- Minutes after which nobody is waited for any more.
alter table desk_setting add column chat_minutes bigint not null default 5;
