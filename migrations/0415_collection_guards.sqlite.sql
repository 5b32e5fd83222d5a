-- What is recorded about a receivable never changes; a deposit changes until it is refused or abandoned.
create trigger revenue_order_no_update before update on revenue_order
begin
    select raise(abort, 'revenue_order is frozen');
end;
create trigger revenue_order_no_delete before delete on revenue_order
begin
    select raise(abort, 'revenue_order is frozen');
end;
create trigger payment_no_update before update on payment
begin
    select raise(abort, 'payment is frozen');
end;
create trigger payment_no_delete before delete on payment
begin
    select raise(abort, 'payment is frozen');
end;
create trigger payment_reminder_no_update before update on payment_reminder
begin
    select raise(abort, 'payment_reminder is frozen');
end;
create trigger payment_reminder_no_delete before delete on payment_reminder
begin
    select raise(abort, 'payment_reminder is frozen');
end;
create trigger export_mapping_no_update before update on export_mapping
begin
    select raise(abort, 'export_mapping is frozen');
end;
create trigger export_mapping_no_delete before delete on export_mapping
begin
    select raise(abort, 'export_mapping is frozen');
end;
create trigger portal_deposit_frozen_update before update on portal_deposit when old.state in ('refused', 'abandoned') or new.digest <> old.digest or new.invoice_id <> old.invoice_id
begin
    select raise(abort, 'portal_deposit is frozen');
end;
create trigger portal_deposit_no_delete before delete on portal_deposit
begin
    select raise(abort, 'portal_deposit is frozen');
end;
