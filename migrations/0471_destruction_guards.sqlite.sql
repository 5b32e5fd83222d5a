-- What a confirmed deletion may take away (R9.12), and what nobody changes in it. Two persons of the provider, in this order; a deletion that is
-- over, or was given up, never changes.
drop trigger application_specification_no_delete;
create trigger application_specification_no_delete before delete on application_specification
when not exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id)
begin
    select raise(abort, 'application_specification is frozen');
end;
drop trigger asset_handover_no_delete;
create trigger asset_handover_no_delete before delete on asset_handover
when not exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id)
begin
    select raise(abort, 'asset_handover is frozen');
end;
drop trigger environment_exception_no_delete;
create trigger environment_exception_no_delete before delete on environment_exception
when not exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id)
begin
    select raise(abort, 'environment_exception is frozen');
end;
drop trigger flow_check_no_delete;
create trigger flow_check_no_delete before delete on flow_check
when not exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id)
begin
    select raise(abort, 'flow_check is frozen');
end;
drop trigger improvement_no_delete;
create trigger improvement_no_delete before delete on improvement
when not exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id)
begin
    select raise(abort, 'improvement is frozen');
end;
drop trigger risk_no_delete;
create trigger risk_no_delete before delete on risk
when not exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id)
begin
    select raise(abort, 'risk is frozen');
end;
drop trigger risk_version_no_delete;
create trigger risk_version_no_delete before delete on risk_version
when not exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id)
begin
    select raise(abort, 'risk_version is frozen');
end;
create trigger destruction_asked before insert on destruction
when not (new.state = 'asked' and new.confirmed_by_id is null and new.confirmed_at is null)
begin
    select raise(abort, 'destruction begins with one person asking');
end;
create trigger destruction_frozen_update before update on destruction
when not (
    new.handover_id = old.handover_id and new.manifest = old.manifest and new.ended_on = old.ended_on and new.basis = old.basis and new.method = old.method
    and new.backups_until = old.backups_until and new.asked_by_id = old.asked_by_id and new.asked_by_name = old.asked_by_name and new.asked_at = old.asked_at
    and new.beneficiary_id = old.beneficiary_id and new.id = old.id and new.done >= old.done
    and (
        (old.state = 'asked' and new.state = 'withdrawn')
        or (old.state = 'asked' and new.state = 'running' and new.confirmed_by_id is not null
            and new.confirmed_by_id <> old.asked_by_id and new.confirmed_at is not null)
        or (
            old.state in ('running', 'files') and new.confirmed_by_id = old.confirmed_by_id
            and new.confirmed_by_name = old.confirmed_by_name and new.confirmed_at = old.confirmed_at
            and (new.state = old.state or (old.state = 'running' and new.state = 'files')
                or (old.state = 'files' and new.state = 'done' and new.certificate is not null and new.pdf_digest is not null))
        )
    )
)
begin
    select raise(abort, 'destruction is frozen');
end;
create trigger destruction_no_delete before delete on destruction
begin
    select raise(abort, 'destruction is frozen');
end;
create trigger destruction_opening_insert before insert on destruction_opening
when not exists (
    select 1 from destruction d where d.beneficiary_id = new.beneficiary_id and d.id = new.destruction_id
    and d.state = 'running' and d.confirmed_by_id <> d.asked_by_id
)
begin
    select raise(abort, 'destruction_opening needs a confirmed destruction');
end;
create trigger destruction_opening_no_update before update on destruction_opening
begin
    select raise(abort, 'destruction_opening is frozen');
end;
create trigger destruction_count_frozen_update before update on destruction_count
when new.deleted < old.deleted or new.name <> old.name
begin
    select raise(abort, 'destruction_count is frozen');
end;
create trigger destruction_count_no_delete before delete on destruction_count
begin
    select raise(abort, 'destruction_count is frozen');
end;
create trigger destruction_file_no_delete before delete on destruction_file
begin
    select raise(abort, 'destruction_file is frozen');
end;
