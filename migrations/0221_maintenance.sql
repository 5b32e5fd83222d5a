-- What a beneficiary was told of planned work, each time: announced, put off, cancelled (R5.7). Rows are only added.
create table maintenance_notice (
    beneficiary_id text not null references organisation (id),
    id text not null,
    change_id text not null references change (id) deferrable initially deferred,
    -- 1 for the first thing told of this change.
    number bigint not null,
    kind text not null check (kind in ('planned', 'moved', 'postponed', 'cancelled')),
    title_fr text not null,
    title_en text not null,
    text_fr text not null,
    text_en text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    -- Identifiers of the sites, an array; the whole beneficiary when empty.
    sites jsonb not null,
    announced_at timestamptz not null,
    announced_by_name text not null,
    -- Working days that the agreement asked for then, and whether they were kept.
    notice_days bigint not null,
    is_in_time boolean not null,
    late_reason text not null,
    -- Who was told: an array of identifiers and names.
    told jsonb not null,
    -- The announcement shown on screens.
    announcement_id text not null,
    -- Whether nothing was told of this change since.
    is_last boolean not null,
    primary key (beneficiary_id, id),
    constraint maintenance_notice_beneficiary_id_change_id_number_key unique (beneficiary_id, change_id, number),
    foreign key (beneficiary_id, announcement_id) references announcement (beneficiary_id, id)
);
create index maintenance_notice_span on maintenance_notice (is_last, from_at, id);
create index maintenance_notice_change on maintenance_notice (change_id, beneficiary_id, number);
