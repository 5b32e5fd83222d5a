-- Mailboxes and mails as they came are the provider's: no beneficiary's scope reads them.
alter table mailbox enable row level security;
alter table mailbox force row level security;
create policy provider_only on mailbox using (current_setting('socle.scope', true) = '*');
alter table incoming_mail enable row level security;
alter table incoming_mail force row level security;
create policy provider_only on incoming_mail using (current_setting('socle.scope', true) = '*');
