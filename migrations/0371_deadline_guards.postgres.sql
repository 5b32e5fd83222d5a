-- A proof never changes: it is taken back once, with a reason, and another one is recorded.
create trigger deadline_proof_no_update before update on deadline_proof for each row when (old.withdrawn_at is not null
    or new.withdrawn_at is null or new.obligation <> old.obligation or new.due_on <> old.due_on or new.note <> old.note
    or new.valid_until is distinct from old.valid_until or new.file_digest is distinct from old.file_digest
    or new.file_name <> old.file_name or new.side <> old.side or new.recorded_by_name <> old.recorded_by_name
    or new.recorded_at <> old.recorded_at or new.beneficiary_id <> old.beneficiary_id or new.id <> old.id) execute function refuse_change();
create trigger deadline_proof_no_delete before delete on deadline_proof for each row execute function refuse_change();
