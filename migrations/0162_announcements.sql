-- What the desk tells beneficiaries: outages and planned works. One row per beneficiary told, under one identifier.
create table announcement (
    beneficiary_id text not null references organisation (id),
    id text not null,
    severity text not null check (severity in ('information', 'works', 'outage')),
    title_fr text not null,
    -- Empty: the French words are shown.
    title_en text not null,
    body_fr text not null,
    body_en text not null,
    from_at timestamptz not null,
    -- Nothing when nobody knows yet.
    to_at timestamptz,
    created_by_name text not null,
    created_at timestamptz not null,
    archived_at timestamptz,
    version bigint not null,
    primary key (beneficiary_id, id)
);
create index announcement_shown on announcement (beneficiary_id, from_at, id);
create index announcement_recent on announcement (from_at, id);
create index announcement_id on announcement (id);

-- The sites concerned; the whole beneficiary without any.
create table announcement_site (
    beneficiary_id text not null,
    announcement_id text not null,
    site_id text not null,
    primary key (beneficiary_id, announcement_id, site_id),
    foreign key (beneficiary_id, announcement_id) references announcement (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
