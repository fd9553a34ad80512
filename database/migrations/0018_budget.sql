-- What an account has used of what it may do in an hour or a day.

create table budget (
  account_id   uuid not null references account,
  kind         text not null,
  period_start timestamptz not null,
  used         bigint not null,
  primary key (account_id, kind, period_start),
  constraint budget_kind_known check (kind in ('exportedRows', 'unmaskings', 'searches', 'subjectsRead')),
  constraint budget_used_not_negative check (used >= 0)
);
comment on table budget is 'What an account has used of what it may do in an hour or a day; kept for 35 days.';
comment on column budget.account_id is 'Whose.';
comment on column budget.kind is 'exportedRows, unmaskings, searches, subjectsRead.';
comment on column budget.period_start is 'Beginning of the hour or the day.';
comment on column budget.used is 'How much of it is used.';

-- Requests count against their own account only.
grant select, insert, update, delete on budget to lika_app;
alter table budget enable row level security;
create policy own_account on budget to lika_app using (account_id = (select scope_account()))
  with check (account_id = (select scope_account()));
