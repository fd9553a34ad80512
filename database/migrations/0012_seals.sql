-- Seals: rows of the journals are hashed into Merkle batches, batches are chained, and the chain is signed. What makes
-- an edit visible lies outside the database (checkpoints); these tables say where it is.

-- The transaction that wrote a row orders the rows for sealing: a transaction that is still open cannot add to what is
-- below the oldest open one. Ids and instants are no such order, since a long transaction commits what is old by them.
alter table record add column written_in bigint not null default 0;
alter table record alter column written_in set default (pg_current_xact_id()::text::bigint);
create index record_by_writing on record (written_in, id);
comment on column record.written_in is 'Transaction that wrote it, which is the order of sealing; 0 before there were seals.';

alter table decision add column written_in bigint not null default 0;
alter table decision alter column written_in set default (pg_current_xact_id()::text::bigint);
create index decision_by_writing on decision (written_in, id);
comment on column decision.written_in is 'Transaction that wrote it, which is the order of sealing; 0 before there were seals.';

create table seal_batch (
  number     bigint primary key,
  journal    text not null,
  form       integer not null,
  row_count  integer not null,
  upto       bigint not null,
  last_order bigint not null,
  last_id    uuid not null,
  root       bytea not null,
  previous   bytea not null,
  head       bytea not null,
  row_ids    uuid[] not null,
  leaves     bytea not null,
  sealed_at  timestamptz not null,
  constraint seal_batch_holds_rows check (row_count > 0 and cardinality(row_ids) = row_count and length(leaves) = row_count * 32),
  constraint seal_batch_hashes_whole check (length(root) = 32 and length(previous) = 32 and length(head) = 32)
);
create index seal_batch_by_journal on seal_batch (journal, number);
comment on table seal_batch is 'Rows of one journal that were sealed together (封存批次): the Merkle tree over their hashes, chained to the batch before.';
comment on column seal_batch.number is 'Place in the chain, from 1, without gaps over all journals.';
comment on column seal_batch.journal is 'Table that the rows lie in: record, decision, audit_event.';
comment on column seal_batch.form is 'Which columns make the bytes that are hashed; a form is never changed, a new one follows.';
comment on column seal_batch.row_count is 'How many rows.';
comment on column seal_batch.upto is 'All rows of the journal written by transactions below this one are sealed with this run.';
comment on column seal_batch.last_order is 'Transaction of its last row.';
comment on column seal_batch.last_id is 'Id of its last row.';
comment on column seal_batch.root is 'Merkle root of the rows, as in RFC 6962.';
comment on column seal_batch.previous is 'Head of the batch before; zeros before the first.';
comment on column seal_batch.head is 'SHA-256 of what this row says, the head before included: what a checkpoint signs.';
comment on column seal_batch.row_ids is 'Ids of the rows in their order.';
comment on column seal_batch.leaves is 'Hash of each row in the same order, 32 bytes each: they tell which row was changed.';
comment on column seal_batch.sealed_at is 'When it was sealed.';

create table seal_checkpoint (
  number      bigint primary key,
  made_at     timestamptz not null,
  batch       bigint not null,
  head        bytea not null,
  body        text not null,
  suite       text not null,
  key_id      text not null,
  signature   bytea not null,
  constraint seal_checkpoint_head_whole check (length(head) = 32)
);
comment on table seal_checkpoint is 'Signed statements of how far the chain of batches reached (检查点); the copies outside the database are what counts.';
comment on column seal_checkpoint.number is 'Place among the checkpoints, from 1.';
comment on column seal_checkpoint.made_at is 'When it was signed.';
comment on column seal_checkpoint.batch is 'Last batch that it covers.';
comment on column seal_checkpoint.head is 'Head of that batch.';
comment on column seal_checkpoint.body is 'The text that was signed.';
comment on column seal_checkpoint.suite is 'How it was signed: international (Ed25519) or sm (SM2).';
comment on column seal_checkpoint.key_id is 'Key that signed it.';
comment on column seal_checkpoint.signature is 'The signature.';

comment on table setting is 'Settings of this installation: world (which demo world is loaded, and its day), judged, seals (how far sealing got).';

create function only_appended_to() returns trigger language plpgsql as $$
begin
  raise exception '% is only appended to', tg_table_name using errcode = 'restrict_violation', constraint = tg_table_name || '_only_appended_to';
end $$;
comment on function only_appended_to() is 'Refuses to change, remove or empty what is a journal.';

create trigger seal_batch_only_appended_to before update or delete or truncate on seal_batch
  for each statement execute function only_appended_to();
create trigger seal_checkpoint_only_appended_to before update or delete or truncate on seal_checkpoint
  for each statement execute function only_appended_to();
