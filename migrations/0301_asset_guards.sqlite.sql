-- What both sides saw and signed never changes.
create trigger asset_handover_no_update before update on asset_handover
begin
    select raise(abort, 'asset_handover is frozen');
end;
create trigger asset_handover_no_delete before delete on asset_handover
begin
    select raise(abort, 'asset_handover is frozen');
end;
