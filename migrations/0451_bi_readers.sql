-- Logins of tools outside that may read the reporting views on PostgreSQL, and of whom. SQLite has no logins and no such views.
create table bi_reader (
    -- As the server knows it.
    role_name text primary key,
    -- `*` for every beneficiary, or the identifier of one: what the views hold for this login.
    reads text not null,
    granted_by_name text not null,
    granted_at timestamptz not null
);
