-- Sites of a beneficiary, with the state of their fibre connection (indicator A.3).
create table site (
    beneficiary_id text not null references organisation (id),
    id text not null,
    name text not null,
    name_folded text not null,
    street text not null default '',
    postal_code text not null default '',
    city text not null default '',
    fibre text not null check (fibre in ('none', 'planned', 'connected', 'carrier_link')),
    version bigint not null default 1,
    created_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint site_beneficiary_id_name_folded_key unique (beneficiary_id, name_folded)
);
