-- What this program looks at by itself: whether something of a beneficiary answers. Of a site, an application, or both.
create table probe (
    beneficiary_id text not null references organisation (id),
    id text not null,
    name text not null,
    name_folded text not null,
    site_id text,
    application_id text,
    -- For whom the ticket of a failure is.
    contact_id text not null,
    kind text not null check (kind in ('tcp', 'http', 'tls', 'dns')),
    -- host:port, an address of the web, or a name.
    target text not null,
    -- Pages: the status expected, 0 for any of success or redirect, and a word that the page must hold.
    status bigint not null,
    word text not null,
    -- Certificates: days before the end from which it fails.
    days bigint not null,
    -- Names: the kind of record, the server asked, and a value that must be among the answers.
    record text not null,
    server text not null,
    answer text not null,
    interval_seconds bigint not null,
    timeout_seconds bigint not null,
    -- Failures in a row before it is down, successes in a row before it is up again.
    failures bigint not null,
    successes bigint not null,
    -- Whether its failure cuts the site off (A.1).
    cuts_off boolean not null,
    paused_at timestamptz,
    state text not null check (state in ('new', 'up', 'down')),
    since timestamptz not null,
    -- Results in a row that contradict the state, and the first of them.
    streak bigint not null,
    streak_from timestamptz,
    -- Whether monitoring was told of the state.
    is_told boolean not null default true,
    -- Nothing while it is paused.
    next_at timestamptz,
    checked_at timestamptz,
    -- Until when it is known what it saw, or that it saw nothing.
    watched_at timestamptz,
    last_finding text,
    last_detail text not null default '',
    last_millis bigint,
    version bigint not null default 1,
    created_at timestamptz not null,
    idempotency_key text,
    primary key (beneficiary_id, id),
    constraint probe_beneficiary_id_name_folded_key unique (beneficiary_id, name_folded),
    constraint probe_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id),
    foreign key (beneficiary_id, application_id) references application (beneficiary_id, id),
    foreign key (beneficiary_id, contact_id) references person (beneficiary_id, id)
);
create index probe_name on probe (name_folded, id);
create index probe_due on probe (next_at, id);
create index probe_site on probe (beneficiary_id, site_id, id);

-- What each look found, of the last days.
create table probe_result (
    beneficiary_id text not null,
    probe_id text not null,
    at timestamptz not null,
    finding text not null,
    detail text not null,
    millis bigint not null,
    primary key (beneficiary_id, probe_id, at),
    foreign key (beneficiary_id, probe_id) references probe (beneficiary_id, id)
);
create index probe_result_at on probe_result (at);

-- The same of older days, an hour a row.
create table probe_hour (
    beneficiary_id text not null,
    probe_id text not null,
    from_at timestamptz not null,
    checks bigint not null,
    failed bigint not null,
    -- Of the looks that succeeded.
    millis_total bigint not null,
    millis_most bigint not null,
    primary key (beneficiary_id, probe_id, from_at),
    foreign key (beneficiary_id, probe_id) references probe (beneficiary_id, id)
);
create index probe_hour_from on probe_hour (from_at);
