-- SQLite has no logins: whoever can open the file reads all of it, so that there are no reporting views to grant.
select 1;
