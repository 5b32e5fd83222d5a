-- Rows of a file may become assets too.
alter table import drop constraint import_target_check;
alter table import add constraint import_target_check check (target in ('person', 'site', 'ticket', 'asset'));
alter table external_reference drop constraint external_reference_kind_check;
alter table external_reference add constraint external_reference_kind_check check (kind in ('person', 'site', 'ticket', 'asset'));
