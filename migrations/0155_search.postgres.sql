-- What can be found: one row for each part of an object (a ticket, one of its messages, a person).
-- Derived from other tables: made again by `socle reindex`, never exported.
create table search_document (
    beneficiary_id text not null,
    kind text not null,
    id text not null,
    -- The object this is a part of: a ticket for its messages.
    owner_kind text not null,
    owner_id text not null,
    -- Key in the engine's own index; grows with time, so the newest come first.
    place bigint not null,
    at timestamptz not null,
    title text not null,
    body text not null,
    path text not null,
    -- Whether only the provider's side may find it.
    is_internal boolean not null,
    -- SHA-256 of everything indexed: what has not changed is not indexed again.
    digest text not null,
    primary key (beneficiary_id, kind, id),
    constraint search_document_place_key unique (place)
);
create index search_document_owner on search_document (beneficiary_id, owner_kind, owner_id);

-- With which words the index was made; empty until it has been made whole.
create table search_state (
    name text primary key,
    words_version bigint not null
);

-- The engine's own index holds terms of a-z and 0-9 only, no text. It has no beneficiary of its own, because
-- row-level security would keep PostgreSQL from using it (`@@` is not leakproof): every reading joins
-- search_document, whose rows are protected.
create table search_index (
    place bigint primary key,
    terms tsvector not null
);
create index search_index_terms on search_index using gin (terms);
