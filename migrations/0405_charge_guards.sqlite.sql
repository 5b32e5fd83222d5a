-- What was counted, objected, answered and corrected never changes.
create trigger unit_count_no_update before update on unit_count
begin
    select raise(abort, 'unit_count is frozen');
end;
create trigger unit_count_no_delete before delete on unit_count
begin
    select raise(abort, 'unit_count is frozen');
end;
create trigger charge_objection_frozen_update before update on charge_objection when old.answer is not null
    or new.invoice_id <> old.invoice_id or new.kind <> old.kind or new.period <> old.period or new.source <> old.source
    or new.reason <> old.reason or new.by_name <> old.by_name or new.at <> old.at
begin
    select raise(abort, 'charge_objection is frozen');
end;
create trigger charge_objection_no_delete before delete on charge_objection
begin
    select raise(abort, 'charge_objection is frozen');
end;
create trigger credit_reduction_no_update before update on credit_reduction
begin
    select raise(abort, 'credit_reduction is frozen');
end;
create trigger credit_reduction_no_delete before delete on credit_reduction when exists (select 1 from invoice i where i.beneficiary_id = old.beneficiary_id and i.id = old.credit_note_id and i.state = 'issued')
begin
    select raise(abort, 'credit_reduction is frozen');
end;
