-- Trips abroad, declared in advance by the beneficiary's people (note 7).
create table trip_abroad (
    beneficiary_id text not null references organisation (id),
    id text not null,
    line_id text not null,
    -- The function of who travels.
    traveller text not null,
    -- Two letters each, separated by spaces.
    countries text not null,
    from_on date not null,
    to_on date not null,
    declared_by text references person (id) deferrable initially deferred,
    declared_by_name text not null,
    declared_at timestamptz not null,
    cancelled_at timestamptz,
    primary key (beneficiary_id, id),
    foreign key (beneficiary_id, line_id) references telephone_line (beneficiary_id, id)
);
create index trip_abroad_from on trip_abroad (from_on, id);
create index trip_abroad_line on trip_abroad (beneficiary_id, line_id, from_on);

-- What a carrier billed beside a plan, abroad.
create table out_of_plan_charge (
    beneficiary_id text not null references organisation (id),
    id text not null,
    line_id text not null,
    charged_on date not null,
    country text not null,
    kind text not null check (kind in ('voice', 'data', 'message')),
    amount_cents bigint not null,
    label text not null,
    -- The carrier's own name of the charge.
    charge_key text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    primary key (beneficiary_id, id),
    constraint out_of_plan_charge_beneficiary_id_charge_key_key unique (beneficiary_id, charge_key),
    foreign key (beneficiary_id, line_id) references telephone_line (beneficiary_id, id)
);
create index out_of_plan_charge_charged on out_of_plan_charge (charged_on, id);
