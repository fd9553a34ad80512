-- Keys of the installation, each wrapped by the root key, which lies in a file outside the database.

create table data_key (
  id         integer generated always as identity primary key,
  suite      text not null,
  purpose    text not null,
  wrapped    bytea not null,
  public_key bytea,
  made_at    timestamptz not null default now(),
  retired_at timestamptz,
  constraint data_key_suite_known check (suite in ('international', 'sm'))
);
create unique index data_key_one_active_per_purpose on data_key (purpose) where retired_at is null;
comment on table data_key is 'Keys (密钥) that seal, look up and sign, wrapped by the root key of LIKA_HOME. Requests never read it.';
comment on column data_key.id is 'Stands in every ciphertext and signature that the key made.';
comment on column data_key.suite is 'international (AES-256-GCM, HMAC-SHA-256, Ed25519) or sm (SM4, HMAC-SM3, SM2).';
comment on column data_key.purpose is 'What it is for: fact, file, secret (seal), identity, token, lookup (hash), checkpoint (sign).';
comment on column data_key.wrapped is 'The key, encrypted by a key out of the root key.';
comment on column data_key.public_key is 'What verifies signatures of a signing key; empty otherwise.';
comment on column data_key.made_at is 'When it was made.';
comment on column data_key.retired_at is 'Since when another key of the purpose is used; it goes on opening what it sealed.';
