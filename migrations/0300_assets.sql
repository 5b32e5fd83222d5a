-- Kinds of assets that the authority adds to those the program knows.
create table asset_kind (
    id text primary key,
    name text not null,
    name_folded text not null,
    -- Offered no more for new assets; those that have it keep it.
    retired_at timestamptz,
    created_at timestamptz not null,
    constraint asset_kind_name_folded_key unique (name_folded)
);

-- Assets that serve a beneficiary, whoever owns them (annexe 1 B, art. 6).
create table asset (
    beneficiary_id text not null references organisation (id),
    id text not null,
    -- From 1 for each beneficiary, on the label.
    number bigint not null,
    -- A built-in word, or the identifier of a kind of the authority.
    kind text not null,
    name text not null,
    name_folded text not null,
    state text not null check (state in ('in_stock', 'in_service', 'in_repair', 'retired')),
    site_id text,
    -- Three parties that may differ: whose it is, who looks after it, who works with it.
    owner text not null check (owner in ('beneficiary', 'provider', 'third_party')),
    manager text not null check (manager in ('beneficiary', 'provider', 'third_party')),
    used_by text not null,
    user_id text references person (id) deferrable initially deferred,
    legal_status text not null
        check (legal_status in ('lent_free', 'provider_bought', 'bought_on_request', 'integrated', 'rented')),
    -- Serves several beneficiaries: never in a settlement (R3.7).
    is_shared boolean not null,
    maker text not null,
    model text not null,
    serial text not null,
    serial_folded text not null,
    purchased_on date,
    -- The amount booked, VAT included when it cannot be recovered (R3.4).
    cost_cents bigint,
    in_service_on date,
    useful_life_years bigint,
    warranty_ends_on date,
    protection text not null check (protection in ('standard', 'reinforced', 'sensitive')),
    notes text not null,
    retired_on date,
    retired_why text not null,
    -- Fields that inventory leaves as they are, each followed by a space.
    locked text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    -- Sent by the form that made it: sending it twice makes one.
    idempotency_key text,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id),
    constraint asset_beneficiary_id_number_key unique (beneficiary_id, number),
    constraint asset_beneficiary_id_idempotency_key_key unique (beneficiary_id, idempotency_key)
);
create index asset_name on asset (name_folded, id);
create index asset_beneficiary_name on asset (beneficiary_id, name_folded, id);
create index asset_serial on asset (serial_folded, beneficiary_id, id);
create index asset_site on asset (beneficiary_id, site_id, name_folded, id);
create index asset_kind_name on asset (kind, name_folded, id);

-- An asset changed hands, with the condition both sides saw: never changed.
create table asset_handover (
    beneficiary_id text not null,
    id text not null,
    asset_id text not null,
    direction text not null check (direction in ('handed_over', 'returned')),
    happened_on date not null,
    condition text not null check (condition in ('new', 'good', 'worn', 'damaged', 'out_of_order')),
    remarks text not null,
    accessories text not null,
    -- Functions of those who sign, not their names.
    given_by text not null,
    received_by text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, asset_id) references asset (beneficiary_id, id)
);
create index asset_handover_asset on asset_handover (beneficiary_id, asset_id, happened_on, id);
