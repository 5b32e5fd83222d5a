-- What a source that is asked answers to, and how far it was read. The provider's own.
create table monitoring_query (
    source_id text primary key references monitoring_source (id),
    -- Where the Prometheus is, without the path of its interface.
    address text not null,
    -- Sealed with the instance's key; empty without one.
    token text not null,
    -- What is asked, in its language: 0 is down, anything else is up.
    expression text not null,
    -- The label that names the site.
    site_label text not null,
    -- Seconds between two points.
    step_seconds bigint not null,
    -- The last point read; nothing before the first reading.
    read_until timestamptz,
    last_read_at timestamptz,
    failing_since timestamptz,
    last_error text not null default '',
    version bigint not null default 1
);
