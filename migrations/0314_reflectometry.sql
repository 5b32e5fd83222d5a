-- Reflectometry results of the fibre of a site, as the files that the measuring device gave.
create table reflectometry (
    beneficiary_id text not null,
    id text not null,
    site_id text not null,
    measured_on date not null,
    digest text not null,
    name text not null,
    size bigint not null,
    note text not null,
    filed_by_name text not null,
    filed_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index reflectometry_site on reflectometry (beneficiary_id, site_id, measured_on, id);
