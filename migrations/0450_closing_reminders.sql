-- A month of indicators that waits because something is missing, of which those who can close it were told: once.
create table closing_reminder (
    beneficiary_id text not null references organisation (id) deferrable initially deferred,
    -- First day of the month.
    month date not null,
    -- How many things were missing, and how many persons were told.
    missing bigint not null,
    told bigint not null,
    at timestamptz not null,
    primary key (beneficiary_id, month)
);
