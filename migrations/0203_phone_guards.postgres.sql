-- Lines and calls are the provider's: no beneficiary's scope reads them.
alter table phone_line enable row level security;
alter table phone_line force row level security;
create policy provider_only on phone_line using (current_setting('socle.scope', true) = '*');
alter table phone_call enable row level security;
alter table phone_call force row level security;
create policy provider_only on phone_call using (current_setting('socle.scope', true) = '*');
