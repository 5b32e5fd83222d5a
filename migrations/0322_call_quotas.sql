-- Indicative quotas in minutes a year, by stratum of equipped agents and kind of number (note 6). The same for everybody.
create table call_quota (
    id text primary key,
    -- The stratum begins with so many agents; the next one ends it.
    agents_from bigint not null check (agents_from >= 0),
    class text not null,
    minutes bigint not null check (minutes >= 0),
    -- First year it holds.
    year_from bigint not null,
    created_by_name text not null,
    created_at timestamptz not null,
    constraint call_quota_agents_from_class_year_from_key unique (agents_from, class, year_from)
);

-- Equipped agents of a beneficiary in a year, by which its stratum is found.
create table call_stratum (
    beneficiary_id text not null references organisation (id),
    year bigint not null,
    agents bigint not null check (agents >= 0),
    said_by_name text not null,
    said_at timestamptz not null,
    primary key (beneficiary_id, year)
);

-- What was decided on a strong overrun: a right to bill, used or not, by a person.
create table call_overrun (
    beneficiary_id text not null references organisation (id),
    year bigint not null,
    class text not null,
    -- As they were when it was decided.
    minutes bigint not null,
    quota bigint not null,
    decision text not null check (decision in ('bill', 'waive')),
    reason text not null,
    decided_by_name text not null,
    decided_at timestamptz not null,
    primary key (beneficiary_id, year, class)
);
