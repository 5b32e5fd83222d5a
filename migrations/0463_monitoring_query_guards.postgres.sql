-- No beneficiary's scope reads what a source is asked.
alter table monitoring_query enable row level security;
alter table monitoring_query force row level security;
create policy provider_only on monitoring_query using (current_setting('socle.scope', true) = '*');
