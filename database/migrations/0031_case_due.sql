-- Lists of cases go by what is due next, and an act names cases by their ids alone.

alter table case_file add column next_due date;
comment on column case_file.next_due is 'The nearest last day of the case and of the steps where it stands.';
create index case_file_by_id on case_file (id);
create index case_file_by_due on case_file (next_due, region_code, id) where state = 'open';
create index notice_by_id on notice (id);
