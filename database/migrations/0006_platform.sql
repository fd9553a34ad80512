-- What the platform keeps for itself.

create table account (
  id          uuid primary key,
  name        text not null unique,
  display_name text not null,
  role        text not null,
  region_code text collate "C" not null,
  demo        boolean not null default false,
  created_at  timestamptz not null default now()
);
comment on table account is 'Who uses Lika. In a demo world the accounts are marked demo and need no password.';
comment on column account.id is 'Author of records and decisions.';
comment on column account.name is 'Name to sign in with.';
comment on column account.display_name is 'Name as shown.';
comment on column account.role is 'Role, which carries the permissions.';
comment on column account.region_code is 'Region the account may see and act in.';
comment on column account.demo is 'True only in a demo world.';
comment on column account.created_at is 'When it was made.';

create table setting (
  key   text primary key,
  value jsonb not null
);
comment on table setting is 'Settings of this installation: world (which demo world is loaded, and its day).';
comment on column setting.key is 'Name.';
comment on column setting.value is 'Value.';

create table job_progress (
  id         uuid primary key,
  kind       text not null,
  state      text not null default 'waiting',
  done       bigint not null default 0,
  total      bigint,
  message    jsonb,
  result     jsonb,
  error      jsonb,
  cancel_requested boolean not null default false,
  made_by    uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint job_progress_state_known check (state in ('waiting', 'running', 'done', 'failed', 'cancelled'))
);
comment on table job_progress is 'Progress of long work, so that leaving the page loses nothing.';
comment on column job_progress.id is 'The piece of work.';
comment on column job_progress.kind is 'What it does: import.check, verdicts.judge…';
comment on column job_progress.state is 'waiting, running, done, failed or cancelled.';
comment on column job_progress.done is 'Units done.';
comment on column job_progress.total is 'Units in all, once known.';
comment on column job_progress.message is 'What it is doing, zh and en.';
comment on column job_progress.result is 'What came out.';
comment on column job_progress.error is 'Why it failed: code and message.';
comment on column job_progress.cancel_requested is 'Someone asked to stop it.';
comment on column job_progress.made_by is 'Account that started it.';
comment on column job_progress.created_at is 'When it was started.';
comment on column job_progress.updated_at is 'When it last moved.';
