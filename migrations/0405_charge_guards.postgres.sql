-- What was counted, objected, answered and corrected never changes.
create trigger unit_count_no_update before update on unit_count for each row execute function refuse_change();
create trigger unit_count_no_delete before delete on unit_count for each row execute function refuse_change();
create trigger charge_objection_frozen_update before update on charge_objection for each row when (old.answer is not null
    or new.invoice_id <> old.invoice_id or new.kind <> old.kind or new.period <> old.period or new.source <> old.source
    or new.reason <> old.reason or new.by_name <> old.by_name or new.at <> old.at)
    execute function refuse_change();
create trigger charge_objection_no_delete before delete on charge_objection for each row execute function refuse_change();
create trigger credit_reduction_no_update before update on credit_reduction for each row execute function refuse_change();
create function refuse_change_of_issued_reduction() returns trigger language plpgsql as $$
begin
    if exists (select 1 from invoice i where i.beneficiary_id = old.beneficiary_id and i.id = old.credit_note_id and i.state = 'issued') then
        raise exception '% is frozen', tg_table_name;
    end if;
    return old;
end
$$;
create trigger credit_reduction_no_delete before delete on credit_reduction for each row
    execute function refuse_change_of_issued_reduction();
