-- Numbers without gaps: one row per series, raised in the transaction that uses the number.
create table counter (
    beneficiary_id text not null,
    name text not null,
    last_number bigint not null,
    primary key (beneficiary_id, name)
);
