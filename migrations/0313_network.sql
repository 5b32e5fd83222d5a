-- What carries the network in a building: racks, switches, Wi-Fi controllers and access points; fed one by the other.
create table network_equipment (
    beneficiary_id text not null references organisation (id),
    id text not null,
    site_id text not null,
    kind text not null check (kind in ('rack', 'router', 'switch', 'wifi_controller', 'access_point')),
    name text not null,
    name_folded text not null,
    model text not null,
    -- What feeds it: without that, it stops. Nothing for what the link of the site feeds.
    fed_by_id text,
    -- Ports of a switch or units of a rack, and those in use.
    places bigint not null,
    places_used bigint not null,
    note text not null,
    version bigint not null default 1,
    primary key (beneficiary_id, id),
    constraint network_equipment_beneficiary_id_site_id_name_folded_key unique (beneficiary_id, site_id, name_folded),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id),
    foreign key (beneficiary_id, fed_by_id) references network_equipment (beneficiary_id, id)
);

-- Cables laid in a building, and for what: that says who pays (notes 1 and 2 of the agreement).
create table cabling (
    beneficiary_id text not null references organisation (id),
    id text not null,
    site_id text not null,
    purpose text not null check (purpose in ('access_point', 'nursery', 'workstation', 'building')),
    cables bigint not null,
    laid_on date not null,
    note text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, site_id) references site (beneficiary_id, id)
);
create index cabling_site on cabling (beneficiary_id, site_id, laid_on, id);
