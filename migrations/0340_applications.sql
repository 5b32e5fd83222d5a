-- Business applications of a beneficiary (art. 2-II.D).
create table application (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    id text not null,
    name text not null,
    name_folded text not null,
    purpose text not null,
    publisher text not null,
    -- Who answers for it at the beneficiary: a function, not a person.
    business_owner text not null,
    -- Who looks after it at the provider and is told when something is due.
    keeper_id text references person (id) deferrable initially deferred,
    keeper_name text not null,
    -- First day of the publisher's warranty (R0.4).
    warranty_from date,
    -- The first day after the warranty of which the keeper was reminded.
    reminded_of date,
    retired_on date,
    version bigint not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint application_beneficiary_id_name_folded_key unique (beneficiary_id, name_folded),
    constraint application_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index application_name on application (name_folded, id);
create index application_beneficiary_name on application (beneficiary_id, name_folded, id);
create index application_warranty on application (warranty_from, id);

-- Where an application runs, each environment apart from the others (R10.3).
create table application_environment (
    beneficiary_id text not null,
    id text not null,
    application_id text not null,
    kind text not null check (kind in ('production', 'preproduction', 'acceptance', 'integration', 'development', 'training')),
    name text not null,
    -- Where it answers: an address that no other open environment of the beneficiary has.
    address text not null,
    address_folded text not null,
    -- What personal data it holds.
    data text not null check (data in ('none', 'fictitious', 'anonymised', 'production')),
    closed_at timestamptz,
    -- When its keeper was told that production data stayed without a valid exception.
    breach_told_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred
);
create index application_environment_application on application_environment (beneficiary_id, application_id, id);
create index application_environment_address on application_environment (beneficiary_id, address_folded, id);
create index application_environment_data on application_environment (data, id);

-- Production personal data outside production: who decided, why, until when. Never changed, only ended.
create table environment_exception (
    beneficiary_id text not null,
    id text not null,
    environment_id text not null,
    reason text not null,
    safeguards text not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    starts_on date not null,
    ends_on date not null,
    recorded_at timestamptz not null,
    ended_at timestamptz,
    ended_by_name text,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, environment_id) references application_environment (beneficiary_id, id) deferrable initially deferred
);
create index environment_exception_environment on environment_exception (beneficiary_id, environment_id, ends_on, id);

-- What an environment is made of: name and value; the log keeps every value it had.
create table environment_item (
    beneficiary_id text not null,
    environment_id text not null,
    name_folded text not null,
    kind text not null check (kind in ('server', 'database', 'middleware', 'software', 'certificate', 'parameter')),
    name text not null,
    value text not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    primary key (beneficiary_id, environment_id, name_folded),
    foreign key (beneficiary_id, environment_id) references application_environment (beneficiary_id, id) deferrable initially deferred
);

-- Treatments that run by themselves and tell that they ran.
create table scheduled_process (
    beneficiary_id text not null,
    id text not null,
    application_id text not null,
    environment_id text not null,
    name text not null,
    -- How often: so many minutes after the last run, or at a time on some days of the week.
    schedule text not null check (schedule in ('interval', 'daily')),
    every_minutes bigint not null,
    at_time text not null,
    days text not null,
    grace_minutes bigint not null,
    -- SHA-256 of the secret in the address that the treatment calls.
    secret_digest text not null,
    standing text not null check (standing in ('waiting', 'on_time', 'late', 'failed', 'paused')),
    last_run_at timestamptz,
    -- When the next run should have told; late after `late_at`, which is empty while nothing is awaited.
    due_at timestamptz,
    late_at timestamptz,
    removed_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred,
    foreign key (beneficiary_id, environment_id) references application_environment (beneficiary_id, id) deferrable initially deferred
);
create index scheduled_process_application on scheduled_process (beneficiary_id, application_id, id);
create index scheduled_process_secret on scheduled_process (secret_digest, id);
create index scheduled_process_late on scheduled_process (late_at, id);

create table process_run (
    beneficiary_id text not null,
    id text not null,
    process_id text not null,
    outcome text not null check (outcome in ('done', 'failed', 'missed')),
    note text not null,
    at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, process_id) references scheduled_process (beneficiary_id, id) deferrable initially deferred
);
create index process_run_process on process_run (beneficiary_id, process_id, at, id);

-- What an application exchanges with others, checked from time to time.
create table application_flow (
    beneficiary_id text not null,
    id text not null,
    application_id text not null,
    environment_id text not null,
    name text not null,
    direction text not null check (direction in ('received', 'sent', 'both')),
    partner text not null,
    means text not null,
    every_days bigint not null,
    checked_on date,
    result text check (result in ('good', 'degraded', 'broken')),
    removed_at timestamptz,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred,
    foreign key (beneficiary_id, environment_id) references application_environment (beneficiary_id, id) deferrable initially deferred
);
create index application_flow_application on application_flow (beneficiary_id, application_id, id);

create table flow_check (
    beneficiary_id text not null,
    id text not null,
    flow_id text not null,
    checked_on date not null,
    result text not null check (result in ('good', 'degraded', 'broken')),
    note text not null,
    by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, flow_id) references application_flow (beneficiary_id, id) deferrable initially deferred
);
create index flow_check_flow on flow_check (beneficiary_id, flow_id, checked_on, id);

-- How an application is stopped and started again, step by step: versions are added, never changed.
create table application_specification (
    beneficiary_id text not null,
    application_id text not null,
    kind text not null check (kind in ('stop', 'restart')),
    number bigint not null,
    -- One step a line, in order.
    steps text not null,
    note text not null,
    author_name text not null,
    written_at timestamptz not null,
    primary key (beneficiary_id, application_id, kind, number),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred
);

-- Performance as followed, and what the provider proposes to better it.
create table application_measure (
    beneficiary_id text not null,
    id text not null,
    application_id text not null,
    measured_on date not null,
    what text not null,
    value text not null,
    unit text not null,
    by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred
);
create index application_measure_application on application_measure (beneficiary_id, application_id, measured_on, id);

create table improvement (
    beneficiary_id text not null,
    id text not null,
    application_id text not null,
    proposal text not null,
    gain text not null,
    cost_cents bigint,
    proposed_by_name text not null,
    proposed_at timestamptz not null,
    decision text not null check (decision in ('open', 'accepted', 'refused')),
    remark text not null,
    decided_by_name text,
    decided_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id) deferrable initially deferred
);
create index improvement_application on improvement (beneficiary_id, application_id, proposed_at, id);
