-- What both sides saw and signed never changes.
create trigger asset_handover_no_update before update on asset_handover for each row execute function refuse_change();
create trigger asset_handover_no_delete before delete on asset_handover for each row execute function refuse_change();
