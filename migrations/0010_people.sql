-- Organisations of the three sides. A beneficiary's identifier is the tenant key everywhere.
create table organisation (
    id text primary key,
    side text not null check (side in ('provider', 'beneficiary', 'contractor')),
    -- Equal to id for a beneficiary, NULL otherwise: the scope condition of this table.
    beneficiary_id text,
    -- Short code in ticket and invoice numbers: letters and digits.
    code text not null,
    name text not null,
    name_folded text not null,
    siren text,
    siret text,
    vat_number text,
    street text not null default '',
    postal_code text not null default '',
    city text not null default '',
    electronic_address text,
    needs_service_code boolean not null default false,
    needs_commitment_number boolean not null default false,
    service_code text,
    commitment_number text,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint organisation_code_key unique (code)
);

-- Persons of all sides. beneficiary_id is NULL for the provider's and contractors' people.
create table person (
    id text primary key,
    organisation_id text not null references organisation (id),
    beneficiary_id text,
    name text not null,
    name_folded text not null,
    email text not null,
    email_folded text not null,
    phone text not null default '',
    function_title text not null default '',
    language text not null default 'fr' check (language in ('fr', 'en')),
    -- Names of roles, a JSON array.
    roles jsonb not null,
    password_hash text,
    disabled_at timestamptz,
    version bigint not null default 1,
    created_at timestamptz not null,
    constraint person_email_folded_key unique (email_folded),
    constraint person_beneficiary_id_id_key unique (beneficiary_id, id)
);
create index person_organisation_name on person (organisation_id, name_folded, id);

-- Sessions: only the digest of the cookie is kept.
create table session (
    token_digest text primary key,
    person_id text not null references person (id),
    csrf text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    user_agent text not null default '',
    address text not null default ''
);
create index session_person on session (person_id, created_at);

-- Links that sign in: first access, invitation, password reset, demonstration.
create table sign_in_link (
    token_digest text primary key,
    person_id text not null references person (id),
    purpose text not null check (purpose in ('setup', 'invitation', 'reset', 'demonstration')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

-- Failed sign-ins per account and per address, for growing delays.
create table sign_in_attempt (
    subject text primary key,
    failures bigint not null,
    last_at timestamptz not null
);

-- Bearer tokens of the API: digest only, scoped by the person's roles, expiring.
create table api_token (
    id text primary key,
    person_id text not null references person (id),
    token_digest text not null,
    name text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    last_used_at timestamptz,
    constraint api_token_token_digest_key unique (token_digest)
);

-- Audit log: one hash chain per beneficiary, and one named 'provider' for what concerns no beneficiary.
-- The detail is text because its exact bytes are under the commitment.
create table audit_entry (
    chain text not null,
    sequence bigint not null,
    beneficiary_id text,
    at timestamptz not null,
    actor_id text,
    actor_name text not null,
    action text not null,
    object_kind text not null,
    object_id text not null,
    detail text not null,
    request_id text not null,
    -- NULL once the personal part (actor_name, detail) was erased.
    salt text,
    commitment text not null,
    previous_hash text not null,
    hash text not null,
    primary key (chain, sequence)
);
create index audit_entry_object on audit_entry (chain, object_kind, object_id, sequence);
create index audit_entry_at on audit_entry (at, chain, sequence);

-- End of each chain: the row that writers lock.
create table audit_head (
    chain text primary key,
    beneficiary_id text,
    sequence bigint not null,
    hash text not null
);
