-- What was written and what was decided about it never changes.
create trigger article_version_no_update before update on article_version
begin
    select raise(abort, 'article_version is frozen');
end;
create trigger article_version_no_delete before delete on article_version
begin
    select raise(abort, 'article_version is frozen');
end;
create trigger article_review_no_update before update on article_review
begin
    select raise(abort, 'article_review is frozen');
end;
create trigger article_review_no_delete before delete on article_review
begin
    select raise(abort, 'article_review is frozen');
end;
