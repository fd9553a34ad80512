-- What reading cases goes by: the order of the inbox, the ids that acts name, and the openings that a fold begins with.

drop index case_file_by_due;
create index case_file_by_due on case_file (coalesce(next_due, '9999-12-31'::date), region_code, id) where state = 'open';
create index decision_opening_case on decision (id) where kind = 'caseOpened';
