-- Projects of a beneficiary that the provider helps with (block C), read by both sides.
create table project (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    name text not null,
    name_folded text not null,
    -- What it is for and what it leaves out.
    aim text not null,
    -- Who wants it, at the beneficiary.
    sponsor text not null,
    -- Who leads it, at the provider.
    manager_id text references person (id) deferrable initially deferred,
    manager_name text not null,
    state text not null check (state in ('idea', 'planned', 'running', 'on_hold', 'done', 'dropped')),
    -- How it goes, and in one sentence why.
    weather text not null check (weather in ('fair', 'cloudy', 'stormy')),
    weather_says text not null,
    weather_by_name text not null,
    weather_at timestamptz not null,
    starts_on date,
    ends_on date,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint project_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index project_name on project (name_folded, id);

-- Phases, with a beginning, and milestones, without: planned, then as foreseen now, then done.
create table project_step (
    beneficiary_id text not null,
    id text not null,
    project_id text not null,
    kind text not null check (kind in ('phase', 'milestone')),
    name text not null,
    starts_on date,
    planned_on date not null,
    forecast_on date not null,
    done_on date,
    removed_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, project_id) references project (beneficiary_id, id) deferrable initially deferred
);
create index project_step_project on project_step (beneficiary_id, project_id, planned_on, id);

create table project_risk (
    beneficiary_id text not null,
    id text not null,
    project_id text not null,
    what text not null,
    -- From 1, unlikely or slight, to 4, near certain or grave.
    probability bigint not null check (probability between 1 and 4),
    impact bigint not null check (impact between 1 and 4),
    owner text not null,
    response text not null,
    closed_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, project_id) references project (beneficiary_id, id) deferrable initially deferred
);
create index project_risk_project on project_risk (beneficiary_id, project_id, id);

-- What was decided, by whom, on which day. Taken back, it stays in sight.
create table project_decision (
    beneficiary_id text not null,
    id text not null,
    project_id text not null,
    decided_on date not null,
    what text not null,
    decided_by text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    withdrawn_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, project_id) references project (beneficiary_id, id) deferrable initially deferred
);
create index project_decision_project on project_decision (beneficiary_id, project_id, decided_on, id);

create table project_ticket (
    beneficiary_id text not null,
    project_id text not null,
    ticket_id text not null,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (beneficiary_id, project_id, ticket_id),
    foreign key (beneficiary_id, project_id) references project (beneficiary_id, id) deferrable initially deferred,
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id) deferrable initially deferred
);

-- Minutes of agents, on the provider's side alone.
create table project_time (
    beneficiary_id text not null,
    id text not null,
    project_id text not null,
    person_id text references person (id) deferrable initially deferred,
    person_name text not null,
    minutes bigint not null,
    spent_on date not null,
    note text not null,
    recorded_at timestamptz not null,
    cancelled_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, project_id) references project (beneficiary_id, id) deferrable initially deferred
);
create index project_time_project on project_time (beneficiary_id, project_id, spent_on, id);

-- What both sides say about it.
create table project_comment (
    beneficiary_id text not null,
    id text not null,
    project_id text not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    is_provider boolean not null,
    body text not null,
    at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint project_comment_beneficiary_id_project_id_idempotency_key_key unique (beneficiary_id, project_id, idempotency_key),
    foreign key (beneficiary_id, project_id) references project (beneficiary_id, id) deferrable initially deferred
);
create index project_comment_project on project_comment (beneficiary_id, project_id, at, id);
