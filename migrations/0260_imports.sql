-- Imports: the provider brings rows of a file, or of another tool, in. What is said here belongs to the provider: only
-- who may import reads it.
create table import (
    id text primary key,
    target text not null check (target in ('person', 'site', 'ticket')),
    -- The tool the rows come from: identifiers of the same tool are the same things.
    source text not null,
    file_name text not null,
    -- The rows as received, kept by digest.
    digest text not null,
    -- Headings, a JSON array.
    columns jsonb not null,
    row_count bigint not null,
    -- Which column is which field; unknown until somebody said.
    mapping jsonb,
    state text not null check (state in ('new', 'checking', 'checked', 'applying', 'done', 'cancelled', 'undoing', 'undone')),
    -- Lines to go through, and the last one gone through in the present phase.
    total bigint not null,
    place bigint not null,
    creates bigint not null,
    changes bigint not null,
    same bigint not null,
    refused bigint not null,
    -- Of an import taken back: what is gone, and what was kept because somebody touched or uses it.
    taken_back bigint not null,
    kept bigint not null,
    created_by_id text references person (id),
    created_by_name text not null,
    created_at timestamptz not null,
    applied_at timestamptz,
    finished_at timestamptz,
    version bigint not null
);
create index import_created on import (created_at, id);

-- What becomes of each line: foreseen, then done.
create table import_line (
    import_id text not null references import (id),
    line bigint not null,
    outcome text not null check (outcome in ('create', 'change', 'same', 'refused')),
    -- Whether it was only foreseen, is done, or was taken back or kept when the import was taken back.
    state text not null check (state in ('foreseen', 'done', 'taken_back', 'kept')),
    what text not null,
    -- Whose row it became, its identifier and the version made; unknown while foreseen.
    owner text,
    object_id text,
    object_version bigint,
    -- What is wrong with it: column, words typed, reason.
    troubles jsonb not null,
    primary key (import_id, line)
);
create index import_line_outcome on import_line (import_id, outcome, line);

-- Ways of reading columns, kept under a name and proposed again for the same columns.
create table import_mapping (
    id text primary key,
    target text not null,
    name text not null,
    name_folded text not null,
    -- Folded headings, one a line.
    columns_folded text not null,
    mapping jsonb not null,
    created_by_name text not null,
    created_at timestamptz not null,
    constraint import_mapping_name_folded_key unique (name_folded)
);
create index import_mapping_columns on import_mapping (target, columns_folded);

-- Under which identifier another tool knows a row of ours: bringing it in twice makes it once.
create table external_reference (
    -- Whose row it is; `provider` for those of no beneficiary.
    beneficiary_id text not null,
    source text not null,
    kind text not null check (kind in ('person', 'site', 'ticket')),
    external_id text not null,
    object_id text not null,
    created_at timestamptz not null,
    primary key (beneficiary_id, source, kind, external_id)
);
create index external_reference_found on external_reference (source, kind, external_id);
create index external_reference_object on external_reference (kind, object_id);
