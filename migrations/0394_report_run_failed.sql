-- Those whose report could not be written: the others are all the same.
alter table report_run add column failed jsonb not null default '[]';
