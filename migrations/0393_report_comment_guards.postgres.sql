-- Nothing is said about a report once it is published, by any path.
create trigger report_comment_frozen_insert before insert on report_comment for each row execute function refuse_of_published_report();
