-- Rows of a file may become assets too. SQLite changes no condition of a column: the tables are made again.
create table import_line_kept as select * from import_line;
drop table import_line;
create table import_again (
    id text primary key,
    target text not null check (target in ('person', 'site', 'ticket', 'asset')),
    source text not null,
    file_name text not null,
    digest text not null,
    columns jsonb not null,
    row_count bigint not null,
    mapping jsonb,
    state text not null check (state in ('new', 'checking', 'checked', 'applying', 'done', 'cancelled', 'undoing', 'undone')),
    total bigint not null,
    place bigint not null,
    creates bigint not null,
    changes bigint not null,
    same bigint not null,
    refused bigint not null,
    taken_back bigint not null,
    kept bigint not null,
    created_by_id text references person (id),
    created_by_name text not null,
    created_at timestamptz not null,
    applied_at timestamptz,
    finished_at timestamptz,
    version bigint not null
);
insert into import_again select * from import;
drop table import;
alter table import_again rename to import;
create index import_created on import (created_at, id);
create table import_line (
    import_id text not null references import (id),
    line bigint not null,
    outcome text not null check (outcome in ('create', 'change', 'same', 'refused')),
    state text not null check (state in ('foreseen', 'done', 'taken_back', 'kept')),
    what text not null,
    owner text,
    object_id text,
    object_version bigint,
    troubles jsonb not null,
    primary key (import_id, line)
);
insert into import_line select * from import_line_kept;
drop table import_line_kept;
create index import_line_outcome on import_line (import_id, outcome, line);

create table external_reference_again (
    beneficiary_id text not null,
    source text not null,
    kind text not null check (kind in ('person', 'site', 'ticket', 'asset')),
    external_id text not null,
    object_id text not null,
    created_at timestamptz not null,
    primary key (beneficiary_id, source, kind, external_id)
);
insert into external_reference_again select * from external_reference;
drop table external_reference;
alter table external_reference_again rename to external_reference;
create index external_reference_found on external_reference (source, kind, external_id);
create index external_reference_object on external_reference (kind, object_id);
