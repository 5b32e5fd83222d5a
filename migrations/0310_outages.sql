-- What cut sites off, whole or in part (R5.5 to R5.11). Never removed: withdrawn with a reason, corrected with a history.
create table outage (
    beneficiary_id text not null references organisation (id),
    id text not null,
    from_at timestamptz not null,
    -- Nothing while it lasts.
    to_at timestamptz,
    -- Share of its sites that is down, above 0 and up to 1, as an exact number (R5.11).
    factor text not null,
    factor_reason text not null,
    cause text not null check (cause in
        ('unknown', 'power', 'equipment', 'cable', 'carrier', 'configuration', 'overload', 'attack', 'building')),
    note text not null,
    source text not null check (source in ('hand', 'monitoring')),
    -- What the source calls the thing that failed.
    watch_key text,
    -- Number of the ticket about it, as people quote it.
    ticket text not null,
    reported_by_name text not null,
    reported_at timestamptz not null,
    withdrawn_at timestamptz,
    idempotency_key text,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    constraint outage_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index outage_from on outage (from_at, id);
create index outage_beneficiary_from on outage (beneficiary_id, from_at, id);
create index outage_watch on outage (beneficiary_id, watch_key, from_at, id);

create table outage_site (
    beneficiary_id text not null,
    outage_id text not null,
    site_id text not null,
    primary key (beneficiary_id, outage_id, site_id),
    foreign key (beneficiary_id, outage_id) references outage (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index outage_site_site on outage_site (beneficiary_id, site_id, outage_id);

-- What an outage said at each of its versions. Rows are only added.
create table outage_version (
    beneficiary_id text not null,
    outage_id text not null,
    version bigint not null,
    from_at timestamptz not null,
    to_at timestamptz,
    factor text not null,
    cause text not null,
    -- Names of the sites then, an array.
    sites jsonb not null,
    is_withdrawn boolean not null,
    -- Why it was corrected or withdrawn.
    reason text not null,
    by_name text not null,
    at timestamptz not null,
    primary key (beneficiary_id, outage_id, version),
    foreign key (beneficiary_id, outage_id) references outage (beneficiary_id, id)
);

-- Time during which nobody watched: neither up nor down (R5.5).
create table blind_time (
    beneficiary_id text not null references organisation (id),
    id text not null,
    -- Every site of the beneficiary without one.
    site_id text,
    from_at timestamptz not null,
    -- Nothing while it lasts.
    to_at timestamptz,
    reason text not null,
    source text not null check (source in ('hand', 'monitoring')),
    watch_key text,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    withdrawn_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index blind_time_from on blind_time (from_at, id);
create index blind_time_beneficiary_from on blind_time (beneficiary_id, from_at, id);
create index blind_time_watch on blind_time (beneficiary_id, watch_key, from_at);
