-- Entries of the audit log are only inserted. The one change allowed erases the personal part, which shows.
create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception '% are never %', tg_argv[0], tg_argv[1];
end
$$;

create trigger audit_entry_no_delete before delete on audit_entry
    for each row execute function audit_refuse('audit entries', 'deleted');
create trigger audit_entry_no_truncate before truncate on audit_entry
    for each statement execute function audit_refuse('audit entries', 'deleted');
create trigger audit_entry_no_update before update on audit_entry
    for each row when (not (
        old.salt is not null and new.salt is null and new.actor_name = '' and new.detail = '{}'
        and new.chain = old.chain and new.sequence = old.sequence
        and new.beneficiary_id is not distinct from old.beneficiary_id
        and new.at = old.at and new.actor_id is not distinct from old.actor_id and new.action = old.action
        and new.object_kind = old.object_kind and new.object_id = old.object_id and new.request_id = old.request_id
        and new.commitment = old.commitment and new.previous_hash = old.previous_hash and new.hash = old.hash
    )) execute function audit_refuse('audit entries', 'changed');
create trigger audit_head_no_delete before delete on audit_head
    for each row execute function audit_refuse('audit heads', 'deleted');

-- Rows without a beneficiary are visible to every scope (migrate::enforce_row_security); the provider's log,
-- and its head are not for beneficiaries.
create policy provider_only on audit_entry as restrictive for all
    using (beneficiary_id is not null or current_setting('socle.scope', true) = '*');
create policy provider_only on audit_head as restrictive for all
    using (beneficiary_id is not null or current_setting('socle.scope', true) = '*');
