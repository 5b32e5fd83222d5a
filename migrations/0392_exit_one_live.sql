-- A confirmed exit ends one agreement: the beneficiary may give notice of the next one.
drop index exit_notice_beneficiary_id_key;
create unique index exit_notice_beneficiary_id_key on exit_notice (beneficiary_id) where state = 'received';
