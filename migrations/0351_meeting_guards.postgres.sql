-- Minutes that both sides validated never change, nor what was decided and agreed in them; a correction is an erratum.
create function refuse_validated() returns trigger language plpgsql as $$
declare row_meeting text; row_beneficiary text;
begin
    if tg_op = 'DELETE' then row_meeting := old.meeting_id; row_beneficiary := old.beneficiary_id;
    else row_meeting := new.meeting_id; row_beneficiary := new.beneficiary_id; end if;
    if exists (select 1 from meeting m where m.beneficiary_id = row_beneficiary and m.id = row_meeting
        and m.minutes_state = 'validated') then
        raise exception '% of validated minutes is frozen', tg_table_name;
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
end $$;
create trigger agenda_item_frozen_update before update on agenda_item for each row execute function refuse_validated();
create trigger agenda_item_frozen_delete before delete on agenda_item for each row execute function refuse_validated();
create trigger meeting_participant_frozen_update before update on meeting_participant for each row execute function refuse_validated();
create trigger meeting_participant_frozen_delete before delete on meeting_participant for each row execute function refuse_validated();
create trigger minutes_comment_frozen_update before update on minutes_comment for each row execute function refuse_validated();
create trigger minutes_comment_frozen_delete before delete on minutes_comment for each row execute function refuse_validated();
create trigger minutes_validation_frozen_update before update on minutes_validation for each row execute function refuse_validated();
create trigger minutes_validation_frozen_delete before delete on minutes_validation for each row execute function refuse_validated();
create trigger minutes_erratum_no_update before update on minutes_erratum for each row execute function refuse_change();
create trigger minutes_erratum_no_delete before delete on minutes_erratum for each row execute function refuse_change();
create trigger meeting_frozen_update before update on meeting for each row when (old.minutes_state = 'validated') execute function refuse_change();
create trigger meeting_no_delete before delete on meeting for each row execute function refuse_change();
create trigger decision_no_delete before delete on decision for each row execute function refuse_change();
create trigger decision_frozen_update before update on decision for each row execute function refuse_validated();
