-- Name, colours and logo of the authority: each change is a new row, the latest one counts.
create table appearance (
    version bigint primary key,
    name text not null,
    -- Main colours on light and on dark grounds, as '#0b5a63'; empty for ours.
    colour text not null,
    dark_colour text not null,
    logo_digest text,
    logo_kind text not null,
    set_by_name text not null,
    set_at timestamptz not null
);
