-- A fund line of several kinds of money at once: principal, interest and cover of loans.

alter table fund_line drop constraint fund_line_nature_known;
alter table fund_line add constraint fund_line_nature_known
  check (nature in ('grant', 'loan', 'interest', 'guarantee', 'insurance', 'mixed', 'other'));
comment on column fund_line.nature is 'grant, loan, interest, guarantee, insurance, mixed (several of them) or other.';
