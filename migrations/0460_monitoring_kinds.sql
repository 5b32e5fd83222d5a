-- Sources also speak as Centreon does, are a Prometheus that is asked, or the probes of this program. The column is made
-- again with its longer list: a condition of a column cannot be changed on both engines.
alter table monitoring_source add column speaks text not null default 'generic' check (speaks in
    ('alertmanager', 'icinga2', 'zabbix', 'centreon', 'generic', 'prometheus', 'probe'));
update monitoring_source set speaks = kind;
alter table monitoring_source drop column kind;
alter table monitoring_source rename column speaks to kind;
