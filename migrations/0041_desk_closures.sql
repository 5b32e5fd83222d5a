-- Times at which first-line support was closed although the service window was open (G.4). They concern every
-- beneficiary alike. One entered by mistake is cancelled, never erased.
create table desk_closure (
    id text primary key,
    from_at timestamptz not null,
    to_at timestamptz not null,
    reason text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    cancelled_at timestamptz
);
create index desk_closure_from on desk_closure (from_at, id);
