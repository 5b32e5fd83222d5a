-- Planned work on what the provider runs. A change belongs to the provider; where it takes place is each beneficiary's own.

-- A standard change: done once, then agreed to for good.
create table change_template (
    id text primary key,
    name text not null,
    impact text not null,
    likelihood text not null,
    plan text not null,
    back_out text not null,
    test text not null,
    agreed_by_name text not null,
    agreed_at timestamptz not null,
    -- Of no use any more: kept for the changes that followed it.
    archived_at timestamptz,
    version bigint not null default 1
);

create table change (
    id text primary key,
    number bigint not null,
    title text not null,
    why text not null,
    kind text not null check (kind in ('standard', 'normal', 'emergency')),
    template_id text references change_template (id) deferrable initially deferred,
    impact text not null,
    likelihood text not null,
    -- Words of the services concerned, an array.
    services jsonb not null,
    plan text not null,
    back_out text not null,
    test text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    -- What beneficiaries read once it is announced.
    public_title_fr text not null,
    public_title_en text not null,
    public_text_fr text not null,
    public_text_en text not null,
    -- Why it is done in a freeze period or beside another change.
    conflict_reason text not null,
    -- Why it cannot wait for an agreement.
    emergency_reason text not null,
    state text not null check (state in ('draft', 'awaiting_approval', 'approved', 'in_progress', 'done', 'backed_out', 'cancelled')),
    -- Raised each time it is submitted, or changed after that: an agreement is one to a revision.
    revision bigint not null,
    author_id text references person (id) deferrable initially deferred,
    author_name text not null,
    started_at timestamptz,
    ended_at timestamptz,
    -- How it ended, in the words of who did it.
    outcome text not null default '',
    review text check (review in ('as_planned', 'with_trouble', 'failed')),
    review_text text not null default '',
    reviewed_by_name text,
    created_at timestamptz not null,
    version bigint not null,
    constraint change_number_key unique (number)
);
create index change_planned on change (from_at, id);
create index change_state on change (state, from_at, id);

-- Who must agree to a revision.
create table change_seat (
    change_id text not null references change (id) deferrable initially deferred,
    revision bigint not null,
    person_id text not null references person (id) deferrable initially deferred,
    decision text check (decision in ('accepted', 'refused')),
    reason text not null default '',
    decided_by_id text references person (id) deferrable initially deferred,
    decided_by_name text,
    decided_at timestamptz,
    primary key (change_id, revision, person_id)
);
create index change_seat_person on change_seat (person_id, decided_at);

-- Whom it concerns.
create table change_beneficiary (
    beneficiary_id text not null references organisation (id),
    change_id text not null references change (id) deferrable initially deferred,
    primary key (beneficiary_id, change_id)
);
create index change_beneficiary_change on change_beneficiary (change_id, beneficiary_id);

-- The sites concerned; the whole beneficiary without any.
create table change_site (
    beneficiary_id text not null,
    change_id text not null,
    site_id text not null,
    primary key (beneficiary_id, change_id, site_id),
    foreign key (beneficiary_id, change_id) references change_beneficiary (beneficiary_id, change_id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index change_site_change on change_site (change_id, beneficiary_id, site_id);

-- The tickets it comes from or answers.
create table change_ticket (
    beneficiary_id text not null,
    ticket_id text not null,
    change_id text not null references change (id) deferrable initially deferred,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (beneficiary_id, ticket_id, change_id),
    foreign key (beneficiary_id, ticket_id) references ticket (beneficiary_id, id)
);
create index change_ticket_change on change_ticket (change_id, beneficiary_id, ticket_id);

-- Times at which nothing should change.
create table freeze_period (
    id text primary key,
    title text not null,
    reason text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    created_by_name text not null,
    created_at timestamptz not null,
    cancelled_at timestamptz,
    version bigint not null default 1
);
create index freeze_period_span on freeze_period (from_at, id);
