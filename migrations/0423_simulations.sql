-- A simulation of prices that somebody kept under a name: what was asked, and what came out then.
create table price_simulation (
    beneficiary_id text not null references organisation (id),
    id text not null,
    name text not null,
    name_folded text not null,
    asked jsonb not null,
    outcome jsonb not null,
    saved_at timestamptz not null,
    saved_by_name text not null,
    saved_by_id text,
    primary key (beneficiary_id, id),
    constraint price_simulation_beneficiary_id_name_folded_key unique (beneficiary_id, name_folded)
);
