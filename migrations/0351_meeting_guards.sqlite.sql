-- Minutes that both sides validated never change, nor what was decided and agreed in them; a correction is an erratum.
create trigger agenda_item_frozen_update before update on agenda_item when exists (select 1 from meeting m where m.beneficiary_id = new.beneficiary_id and m.id = new.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'agenda_item of validated minutes is frozen');
end;
create trigger agenda_item_frozen_delete before delete on agenda_item when exists (select 1 from meeting m where m.beneficiary_id = old.beneficiary_id and m.id = old.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'agenda_item of validated minutes is frozen');
end;
create trigger meeting_participant_frozen_update before update on meeting_participant when exists (select 1 from meeting m where m.beneficiary_id = new.beneficiary_id and m.id = new.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'meeting_participant of validated minutes is frozen');
end;
create trigger meeting_participant_frozen_delete before delete on meeting_participant when exists (select 1 from meeting m where m.beneficiary_id = old.beneficiary_id and m.id = old.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'meeting_participant of validated minutes is frozen');
end;
create trigger minutes_comment_frozen_update before update on minutes_comment when exists (select 1 from meeting m where m.beneficiary_id = new.beneficiary_id and m.id = new.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'minutes_comment of validated minutes is frozen');
end;
create trigger minutes_comment_frozen_delete before delete on minutes_comment when exists (select 1 from meeting m where m.beneficiary_id = old.beneficiary_id and m.id = old.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'minutes_comment of validated minutes is frozen');
end;
create trigger minutes_validation_frozen_update before update on minutes_validation when exists (select 1 from meeting m where m.beneficiary_id = new.beneficiary_id and m.id = new.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'minutes_validation of validated minutes is frozen');
end;
create trigger minutes_validation_frozen_delete before delete on minutes_validation when exists (select 1 from meeting m where m.beneficiary_id = old.beneficiary_id and m.id = old.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'minutes_validation of validated minutes is frozen');
end;
create trigger minutes_erratum_no_update before update on minutes_erratum
begin
    select raise(abort, 'minutes_erratum is frozen');
end;
create trigger minutes_erratum_no_delete before delete on minutes_erratum
begin
    select raise(abort, 'minutes_erratum is frozen');
end;
create trigger meeting_frozen_update before update on meeting when old.minutes_state = 'validated'
begin
    select raise(abort, 'validated minutes are frozen');
end;
create trigger meeting_no_delete before delete on meeting
begin
    select raise(abort, 'meeting is frozen');
end;
create trigger decision_no_delete before delete on decision
begin
    select raise(abort, 'decision is frozen');
end;
create trigger decision_frozen_update before update on decision when exists (select 1 from meeting m where m.beneficiary_id = new.beneficiary_id and m.id = new.meeting_id and m.minutes_state = 'validated')
begin
    select raise(abort, 'decision of validated minutes is frozen');
end;
