-- What of one's long work one has looked at: of the account, whatever browser it looks from.
alter table job_progress add column seen_at timestamptz;
comment on column job_progress.seen_at is 'When whoever started it looked at what came of it; empty as long as nobody has.';
