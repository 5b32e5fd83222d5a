-- What a confirmed deletion may take away (R9.12), and what nobody changes in it. Two persons of the provider, in this order; a deletion that is
-- over, or was given up, never changes.
create function refuse_delete_but_destruction() returns trigger language plpgsql as $$
begin
    if exists (select 1 from destruction_opening o where o.beneficiary_id = old.beneficiary_id) then
        return old;
    end if;
    raise exception '% is frozen', tg_table_name;
end;
$$;
drop trigger application_specification_no_delete on application_specification;
create trigger application_specification_no_delete before delete on application_specification for each row execute function refuse_delete_but_destruction();
drop trigger asset_handover_no_delete on asset_handover;
create trigger asset_handover_no_delete before delete on asset_handover for each row execute function refuse_delete_but_destruction();
drop trigger environment_exception_no_delete on environment_exception;
create trigger environment_exception_no_delete before delete on environment_exception for each row execute function refuse_delete_but_destruction();
drop trigger flow_check_no_delete on flow_check;
create trigger flow_check_no_delete before delete on flow_check for each row execute function refuse_delete_but_destruction();
drop trigger improvement_no_delete on improvement;
create trigger improvement_no_delete before delete on improvement for each row execute function refuse_delete_but_destruction();
drop trigger risk_no_delete on risk;
create trigger risk_no_delete before delete on risk for each row execute function refuse_delete_but_destruction();
drop trigger risk_version_no_delete on risk_version;
create trigger risk_version_no_delete before delete on risk_version for each row execute function refuse_delete_but_destruction();
create trigger destruction_asked before insert on destruction for each row
    when (not (new.state = 'asked' and new.confirmed_by_id is null and new.confirmed_at is null)) execute function refuse_change();
create trigger destruction_frozen_update before update on destruction for each row when (not (
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
)) execute function refuse_change();
create trigger destruction_no_delete before delete on destruction for each row execute function refuse_change();
create function destruction_confirmed() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from destruction d where d.beneficiary_id = new.beneficiary_id and d.id = new.destruction_id
        and d.state = 'running' and d.confirmed_by_id <> d.asked_by_id
    ) then
        return new;
    end if;
    raise exception 'destruction_opening needs a confirmed destruction';
end;
$$;
create trigger destruction_opening_insert before insert on destruction_opening for each row execute function destruction_confirmed();
create trigger destruction_opening_no_update before update on destruction_opening for each row execute function refuse_change();
create trigger destruction_count_frozen_update before update on destruction_count for each row
    when (new.deleted < old.deleted or new.name <> old.name) execute function refuse_change();
create trigger destruction_count_no_delete before delete on destruction_count for each row execute function refuse_change();
create trigger destruction_file_no_delete before delete on destruction_file for each row execute function refuse_change();
