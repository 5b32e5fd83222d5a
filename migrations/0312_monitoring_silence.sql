-- Minutes without a word after which a source is taken to be silent, so that nobody watches; 0 for never (R5.5).
alter table monitoring_source add column silent_minutes bigint not null default 0;
alter table monitoring_source add column is_silent boolean not null default false;
