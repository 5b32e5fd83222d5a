-- Frozen rows: what was decided, approved or issued can no longer change, whatever program asks.
create trigger census_no_update before update on census when old.decision is not null
    or new.reference_date <> old.reference_date or new.agent_count <> old.agent_count or new.note <> old.note
begin
    select raise(abort, 'census is frozen');
end;
create trigger census_no_delete before delete on census
begin
    select raise(abort, 'census is frozen');
end;
create trigger index_value_no_update before update on index_value
begin
    select raise(abort, 'index_value is frozen');
end;
create trigger index_value_no_delete before delete on index_value
begin
    select raise(abort, 'index_value is frozen');
end;
create trigger price_revision_no_update before update on price_revision when old.state = 'approved'
begin
    select raise(abort, 'price_revision is frozen');
end;
create trigger price_revision_no_delete before delete on price_revision when old.state = 'approved'
begin
    select raise(abort, 'price_revision is frozen');
end;
create trigger invoice_no_update before update on invoice when old.state = 'issued'
begin
    select raise(abort, 'invoice is frozen');
end;
create trigger invoice_no_delete before delete on invoice when old.state = 'issued'
begin
    select raise(abort, 'invoice is frozen');
end;
create trigger invoice_file_no_update before update on invoice_file
begin
    select raise(abort, 'invoice_file is frozen');
end;
create trigger invoice_file_no_delete before delete on invoice_file
begin
    select raise(abort, 'invoice_file is frozen');
end;
create trigger invoice_event_no_update before update on invoice_event
begin
    select raise(abort, 'invoice_event is frozen');
end;
create trigger invoice_event_no_delete before delete on invoice_event
begin
    select raise(abort, 'invoice_event is frozen');
end;
create trigger invoice_revision_no_update before update on invoice_revision
begin
    select raise(abort, 'invoice_revision is frozen');
end;
create trigger invoice_revision_no_delete before delete on invoice_revision when exists (select 1 from invoice i where i.beneficiary_id = old.beneficiary_id and i.id = old.invoice_id and i.state = 'issued')
begin
    select raise(abort, 'invoice_revision is frozen');
end;
