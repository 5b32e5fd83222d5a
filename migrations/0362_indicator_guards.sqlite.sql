-- A closed month never changes, nor what was said of it; a correction is a new version beside it.
create trigger indicator_closing_no_update before update on indicator_closing
begin
    select raise(abort, 'indicator_closing is frozen');
end;
create trigger indicator_closing_no_delete before delete on indicator_closing
begin
    select raise(abort, 'indicator_closing is frozen');
end;
create trigger indicator_value_no_update before update on indicator_value
begin
    select raise(abort, 'indicator_value is frozen');
end;
create trigger indicator_value_no_delete before delete on indicator_value
begin
    select raise(abort, 'indicator_value is frozen');
end;
create trigger indicator_comment_no_update before update on indicator_comment
begin
    select raise(abort, 'indicator_comment is frozen');
end;
create trigger indicator_comment_no_delete before delete on indicator_comment
begin
    select raise(abort, 'indicator_comment is frozen');
end;
create trigger target_proposal_no_delete before delete on target_proposal
begin
    select raise(abort, 'target_proposal is frozen');
end;
