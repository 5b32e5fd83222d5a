-- What is backed up, and by which policy (art. 4). No secret is stored: a heartbeat's is made from the instance's key, this row
-- and this number.
create table protected_object (
    beneficiary_id text not null references organisation (id),
    id text not null,
    name text not null,
    name_folded text not null,
    -- Living data, an application, or a whole system.
    kind text not null check (kind in ('data', 'application', 'system')),
    tool text not null,
    -- A run is due from the first day on at that minute of the day, then every so many hours; it must end within the window.
    starts_on date not null,
    due_minute bigint not null check (due_minute between 0 and 1439),
    every_hours bigint not null check (every_hours between 1 and 744),
    window_minutes bigint not null check (window_minutes between 1 and 44640),
    retention_days bigint not null check (retention_days >= 1),
    -- Hours of data that may be lost, and hours of service until data are usable again.
    rpo_hours bigint not null check (rpo_hours >= 1),
    rto_hours bigint not null check (rto_hours >= 1),
    secret_generation bigint not null default 1,
    -- Runs due before this instant were looked after: the missing ones are written down.
    watched_until timestamptz not null,
    retired_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint protected_object_beneficiary_id_name_folded_key unique (beneficiary_id, name_folded)
);
create index protected_object_watched on protected_object (watched_until, id);

-- Runs, told by a tool or by a heartbeat; a silent one is written down as missed.
create table backup_run (
    beneficiary_id text not null,
    id text not null,
    object_id text not null,
    -- The tool's own name of the run: told twice, it is one run.
    run_key text not null,
    -- When it was due; null for one beside the policy.
    due_at timestamptz,
    started_at timestamptz,
    ended_at timestamptz not null,
    outcome text not null check (outcome in ('succeeded', 'failed', 'missed')),
    is_verified boolean not null,
    -- How long the tool keeps it, when it says so.
    kept_days bigint,
    bytes bigint,
    detail text not null,
    told_by text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint backup_run_beneficiary_id_object_id_run_key_key unique (beneficiary_id, object_id, run_key),
    foreign key (beneficiary_id, object_id) references protected_object (beneficiary_id, id)
);
create index backup_run_object on backup_run (beneficiary_id, object_id, ended_at, id);
create index backup_run_ended on backup_run (ended_at, id);
create index backup_run_due on backup_run (due_at, id);

-- Each day somebody looks at the list and signs it (art. 4).
create table backup_check (
    id text primary key,
    day date not null,
    -- As they were when it was signed.
    due bigint not null,
    wrong bigint not null,
    note text not null,
    signed_by_name text not null,
    signed_at timestamptz not null,
    constraint backup_check_day_key unique (day)
);

-- Data asked back, and when they were usable again (B.2a, S.2a).
create table restore_request (
    beneficiary_id text not null,
    id text not null,
    object_id text not null,
    what text not null,
    complexity text not null check (complexity in ('simple', 'standard', 'complex')),
    requested_at timestamptz not null,
    usable_at timestamptz,
    outcome text check (outcome in ('done', 'failed')),
    note text not null,
    recorded_by_name text not null,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, object_id) references protected_object (beneficiary_id, id)
);
create index restore_request_requested on restore_request (requested_at, id);

-- Tests of restoring, planned, then done with their proof (S.1b).
create table restore_test (
    beneficiary_id text not null,
    id text not null,
    object_id text not null,
    planned_on date not null,
    done_at timestamptz,
    outcome text check (outcome in ('passed', 'failed')),
    operator text not null,
    seconds bigint,
    proof_name text not null,
    proof_digest text,
    note text not null,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, object_id) references protected_object (beneficiary_id, id)
);
create index restore_test_planned on restore_test (planned_on, id);
