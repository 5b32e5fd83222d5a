-- Telephone lines of beneficiaries, fixed and mobile (block C), and since when each served whom.
create table telephone_line (
    beneficiary_id text not null references organisation (id),
    id text not null,
    -- E.164.
    number text not null,
    -- The short number by which the exchange knows a fixed line; empty when it has none.
    extension text not null,
    kind text not null check (kind in ('fixed', 'mobile')),
    -- What the set speaks; of a fixed line only.
    standard text check (standard in ('voip', 'digital', 'analogue')),
    -- Number of the SIM card; of a mobile line only.
    sim text not null,
    plan text not null,
    -- The person's function or the service it was given to.
    holder text not null,
    site_id text,
    in_service_on date not null,
    retired_on date,
    note text not null,
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint telephone_line_beneficiary_id_number_key unique (beneficiary_id, number),
    constraint telephone_line_standard check ((kind = 'fixed') = (standard is not null)),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index telephone_line_number on telephone_line (number, id);
create index telephone_line_beneficiary_number on telephone_line (beneficiary_id, number, id);
create index telephone_line_extension on telephone_line (extension, id);

-- What a line was from a day on: one row a day at most, the last one said wins.
create table telephone_line_assignment (
    beneficiary_id text not null,
    line_id text not null,
    from_on date not null,
    standard text check (standard in ('voip', 'digital', 'analogue')),
    plan text not null,
    holder text not null,
    site_id text,
    by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, line_id, from_on),
    foreign key (beneficiary_id, line_id) references telephone_line (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
