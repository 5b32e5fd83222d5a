-- Who made a webhook and is told when it is stopped; every attempt of a delivery: when, the status, the answer.
alter table webhook add column created_by_id text references person (id) deferrable initially deferred;
alter table webhook_delivery add column attempts_log jsonb not null default '[]';
