-- Weight of a site in the network, and the days between which it is served (R5.11).
alter table site add column weight text not null default '1';
alter table site add column serves_from date;
alter table site add column serves_to date;

-- How a site is connected, from which day on: the history of the fibre roll-out (A.3) and whose link is measured (R5.8).
-- The first row is how the site was found; it is no change.
create table connection (
    beneficiary_id text not null,
    id text not null,
    site_id text not null,
    from_on date not null,
    state text not null check (state in ('none', 'study', 'planned', 'connected', 'carrier', 'xdsl', 'mobile')),
    -- When the fibre is expected, while it is not there.
    expected_on date,
    carrier text not null,
    -- Repair time that the carrier guarantees, on its own clock (R5.8).
    repair_minutes bigint,
    megabits bigint,
    -- Whether it is of the closed user group (GFU).
    is_closed_group boolean not null,
    note text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint connection_beneficiary_id_site_id_from_on_key unique (beneficiary_id, site_id, from_on),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);

-- Sites that are there already were found as they are.
insert into connection (beneficiary_id, id, site_id, from_on, state, carrier, is_closed_group, note, recorded_by_name, recorded_at)
select s.beneficiary_id, s.id, s.id, '2000-01-01',
    case s.fibre when 'carrier_link' then 'carrier' else s.fibre end, '', false, '', '', s.created_at
from site s;
