-- What stands behind incidents. A problem belongs to the provider, its incidents to each beneficiary.
create table problem (
    id text primary key,
    number bigint not null,
    title text not null,
    title_folded text not null,
    description text not null,
    state text not null check (state in ('new', 'investigating', 'known_error', 'resolved', 'closed')),
    category_id text references ticket_category (id) deferrable initially deferred,
    root_cause text not null,
    -- What agents do meanwhile; stays with the provider.
    workaround text not null,
    -- What beneficiaries concerned read once it is published.
    public_title_fr text not null,
    public_title_en text not null,
    public_text_fr text not null,
    public_text_en text not null,
    published_at timestamptz,
    -- How it was solved.
    resolution text not null,
    opened_by_name text not null,
    opened_at timestamptz not null,
    resolved_at timestamptz,
    version bigint not null,
    constraint problem_number_key unique (number)
);
create index problem_opened on problem (opened_at, id);
create index problem_state on problem (state, opened_at, id);

-- A ticket has one cause at most.
create table problem_incident (
    beneficiary_id text not null,
    ticket_id text not null,
    problem_id text not null references problem (id) deferrable initially deferred,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (beneficiary_id, ticket_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index problem_incident_problem on problem_incident (problem_id, beneficiary_id, ticket_id);

-- What a beneficiary with incidents of a problem reads of it: the public words alone, in rows of its own.
create table known_error (
    beneficiary_id text not null references organisation (id),
    id text not null,
    title_fr text not null,
    title_en text not null,
    text_fr text not null,
    text_en text not null,
    is_solved boolean not null,
    published_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (id) references problem (id) deferrable initially deferred
);
create index known_error_published on known_error (beneficiary_id, is_solved, published_at, id);

-- What was said to the tickets of a problem.
create table problem_message (
    id text primary key,
    problem_id text not null references problem (id) deferrable initially deferred,
    body text not null,
    resolves boolean not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    at timestamptz not null,
    idempotency_key text,
    constraint problem_message_problem_id_idempotency_key_key unique (problem_id, idempotency_key)
);
create index problem_message_problem on problem_message (problem_id, at, id);

-- The changes that solve it.
create table problem_change (
    problem_id text not null references problem (id) deferrable initially deferred,
    change_id text not null references change (id) deferrable initially deferred,
    primary key (problem_id, change_id)
);
create index problem_change_change on problem_change (change_id, problem_id);
