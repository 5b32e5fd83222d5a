-- The words of a joined file, so that it is found by them. Read after the file came in, by work in the background.
-- 'unread', then 'words', 'nothing' (a picture, an archive) or 'broken'. Times it was tried: what ends the program
-- that reads it is not read for ever.
alter table ticket_attachment add column reading text not null default 'unread';
alter table ticket_attachment add column reading_tries bigint not null default 0;
alter table ticket_attachment add column words text not null default '';
create index ticket_attachment_unread on ticket_attachment (at, id) where reading = 'unread';
