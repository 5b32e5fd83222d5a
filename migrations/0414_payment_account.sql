-- Account on which the accountant of the provider is paid: printed on invoices (BT-84, BT-86), mandatory at the public invoicing portal.
alter table organisation add column iban text;
alter table organisation add column bic text;
