-- Entries of the audit log are only inserted. The one change allowed erases the personal part, which shows.
create trigger audit_entry_no_delete before delete on audit_entry
begin
    select raise(abort, 'audit entries are never deleted');
end;

create trigger audit_entry_no_update before update on audit_entry
when not (
    old.salt is not null and new.salt is null and new.actor_name = '' and new.detail = '{}'
    and new.chain = old.chain and new.sequence = old.sequence and new.beneficiary_id is old.beneficiary_id
    and new.at = old.at and new.actor_id is old.actor_id and new.action = old.action
    and new.object_kind = old.object_kind and new.object_id = old.object_id and new.request_id = old.request_id
    and new.commitment = old.commitment and new.previous_hash = old.previous_hash and new.hash = old.hash
)
begin
    select raise(abort, 'audit entries are never changed');
end;

create trigger audit_head_no_delete before delete on audit_head
begin
    select raise(abort, 'audit heads are never deleted');
end;
