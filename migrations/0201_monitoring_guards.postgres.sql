-- Sources and events as they came are the provider's: no beneficiary's scope reads them.
alter table monitoring_source enable row level security;
alter table monitoring_source force row level security;
create policy provider_only on monitoring_source using (current_setting('socle.scope', true) = '*');
alter table monitoring_event enable row level security;
alter table monitoring_event force row level security;
create policy provider_only on monitoring_event using (current_setting('socle.scope', true) = '*');
