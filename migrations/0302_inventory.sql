-- What lets the agents of a site post: the secret is kept as a digest only.
create table inventory_access (
    beneficiary_id text not null references organisation (id),
    id text not null,
    name text not null,
    name_folded text not null,
    site_id text,
    token_digest text not null,
    -- Whether a machine never seen becomes an asset at once, and why the provider then has it.
    makes_assets boolean not null,
    legal_status text not null
        check (legal_status in ('lent_free', 'provider_bought', 'bought_on_request', 'integrated', 'rented')),
    created_by_name text not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id),
    constraint inventory_access_beneficiary_id_name_folded_key unique (beneficiary_id, name_folded)
);
-- Found before anybody knows whose it is. The secret has 256 random bits: no two are alike.
create index inventory_access_digest on inventory_access (token_digest);

-- A machine as its agent tells it, whether or not it is an asset.
create table inventory_machine (
    beneficiary_id text not null,
    id text not null,
    -- What makes it this machine: serial number, else UUID, else the agent's name with a network address (R12.5).
    identity text not null,
    -- The agent's own name for it, lost when it is installed anew.
    device_id text not null,
    name text not null,
    access_id text not null,
    asset_id text,
    agent text not null,
    protocol text not null check (protocol in ('xml', 'json')),
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    -- Digest of what is kept: told again, nothing changes.
    digest text not null,
    changed_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, access_id) references inventory_access (beneficiary_id, id),
    foreign key (beneficiary_id, asset_id) references asset (beneficiary_id, id),
    constraint inventory_machine_beneficiary_id_identity_key unique (beneficiary_id, identity),
    constraint inventory_machine_beneficiary_id_asset_id_key unique (beneficiary_id, asset_id)
);
create index inventory_machine_seen on inventory_machine (last_seen_at, id);
create index inventory_machine_beneficiary_seen on inventory_machine (beneficiary_id, last_seen_at, id);
-- Those that wait for a person.
create index inventory_machine_unknown on inventory_machine (last_seen_at, id) where asset_id is null;
create index inventory_machine_device on inventory_machine (beneficiary_id, device_id, id);

-- What was told of a machine, category by category, as JSON text with its keys in order: the same on both engines.
create table inventory_content (
    beneficiary_id text not null,
    machine_id text not null,
    content text not null,
    primary key (beneficiary_id, machine_id),
    foreign key (beneficiary_id, machine_id) references inventory_machine (beneficiary_id, id)
);
