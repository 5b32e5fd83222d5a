-- A closed month never changes, nor what was said of it; a correction is a new version beside it.
create trigger indicator_closing_no_update before update on indicator_closing for each row execute function refuse_change();
create trigger indicator_closing_no_delete before delete on indicator_closing for each row execute function refuse_change();
create trigger indicator_value_no_update before update on indicator_value for each row execute function refuse_change();
create trigger indicator_value_no_delete before delete on indicator_value for each row execute function refuse_change();
create trigger indicator_comment_no_update before update on indicator_comment for each row execute function refuse_change();
create trigger indicator_comment_no_delete before delete on indicator_comment for each row execute function refuse_change();
create trigger target_proposal_no_delete before delete on target_proposal for each row execute function refuse_change();
