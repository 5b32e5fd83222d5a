-- What was written and what was decided about it never changes.
create trigger article_version_no_update before update on article_version for each row execute function refuse_change();
create trigger article_version_no_delete before delete on article_version for each row execute function refuse_change();
create trigger article_review_no_update before update on article_review for each row execute function refuse_change();
create trigger article_review_no_delete before delete on article_review for each row execute function refuse_change();
