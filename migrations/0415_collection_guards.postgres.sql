-- What is recorded about a receivable never changes; a deposit changes until it is refused or abandoned.
create trigger revenue_order_no_update before update on revenue_order for each row execute function refuse_change();
create trigger revenue_order_no_delete before delete on revenue_order for each row execute function refuse_change();
create trigger payment_no_update before update on payment for each row execute function refuse_change();
create trigger payment_no_delete before delete on payment for each row execute function refuse_change();
create trigger payment_reminder_no_update before update on payment_reminder for each row execute function refuse_change();
create trigger payment_reminder_no_delete before delete on payment_reminder for each row execute function refuse_change();
create trigger export_mapping_no_update before update on export_mapping for each row execute function refuse_change();
create trigger export_mapping_no_delete before delete on export_mapping for each row execute function refuse_change();
create trigger portal_deposit_frozen_update before update on portal_deposit for each row when (old.state in ('refused', 'abandoned') or new.digest <> old.digest or new.invoice_id <> old.invoice_id) execute function refuse_change();
create trigger portal_deposit_no_delete before delete on portal_deposit for each row execute function refuse_change();
