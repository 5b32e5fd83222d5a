-- How invoices are written for the financial software: the file of the mapping as it was imported, version after version.
create table export_mapping (
    id text primary key,
    version bigint not null,
    name text not null,
    source text not null,
    imported_at timestamptz not null,
    imported_by_name text not null,
    constraint export_mapping_version_key unique (version)
);
