-- Signing in: passwords, second factors, one-time codes, the single sign-on, and what was tried. Only the server's own
-- connection reads these tables; the role of requests is granted nothing on them.

alter table session
  add column pending text,
  add constraint session_pending_known check (pending in ('giveSecondFactor', 'addSecondFactor', 'changePassword')),
  add constraint session_pending_sees_nothing check (pending is null or regions = '{}'),
  add constraint session_password_alone_is_pending check (pending is not null or factors && array['demo', 'passkey', 'totp', 'oidc']);
comment on column session.pending is 'What is still asked for before it opens anything: giveSecondFactor, addSecondFactor, changePassword; empty when nothing is.';

alter table account add column enabled_at timestamptz;
comment on column account.enabled_at is 'When it was last enabled again; the days without use count from then.';

create table account_password (
  account_id uuid primary key references account,
  hash       text not null,
  set_at     timestamptz not null,
  constraint account_password_is_argon2id check (hash like '$argon2id$%')
);
comment on table account_password is 'Password of an account, hashed.';
comment on column account_password.account_id is 'Whose.';
comment on column account_password.hash is 'argon2id as a PHC string: it names its own cost and salt.';
comment on column account_password.set_at is 'When it was chosen; the profile mlps3 asks for another after 90 days.';

create table account_totp (
  id           uuid primary key,
  account_id   uuid not null references account,
  secret       bytea not null,
  label        text not null,
  last_step    bigint not null,
  added_at     timestamptz not null,
  last_used_at timestamptz
);
create index account_totp_by_account on account_totp (account_id);
comment on table account_totp is 'Authenticators (动态口令) of an account.';
comment on column account_totp.id is 'Names it where the secret must not be told.';
comment on column account_totp.account_id is 'Whose.';
comment on column account_totp.secret is 'The shared secret, sealed with a key outside the database.';
comment on column account_totp.label is 'What its owner calls it.';
comment on column account_totp.last_step is 'Half-minute of the last code that was taken: neither it nor an earlier one is taken again.';
comment on column account_totp.added_at is 'When it was added.';
comment on column account_totp.last_used_at is 'When a code of it was last taken.';

create table account_passkey (
  id            uuid primary key,
  account_id    uuid not null references account,
  credential_id text not null unique,
  public_key    bytea not null,
  counter       bigint not null,
  transports    text[] not null,
  label         text not null,
  added_at      timestamptz not null,
  last_used_at  timestamptz
);
create index account_passkey_by_account on account_passkey (account_id);
comment on table account_passkey is 'Passkeys (通行密钥) of an account: the public half.';
comment on column account_passkey.id is 'Names it on the page of the account.';
comment on column account_passkey.account_id is 'Whose.';
comment on column account_passkey.credential_id is 'Id that the authenticator gave it.';
comment on column account_passkey.public_key is 'Public key, as COSE.';
comment on column account_passkey.counter is 'How often it has signed; one that goes back was copied.';
comment on column account_passkey.transports is 'How browsers reach it.';
comment on column account_passkey.label is 'What its owner calls it.';
comment on column account_passkey.added_at is 'When it was added.';
comment on column account_passkey.last_used_at is 'When it was last used.';

create table account_link (
  id         uuid primary key,
  account_id uuid not null references account,
  issuer     text not null,
  subject    text not null,
  linked_at  timestamptz not null,
  constraint account_link_one_account_each unique (issuer, subject)
);
create index account_link_by_account on account_link (account_id);
comment on table account_link is 'Who an account is at the single sign-on (统一登录). Joined by its owner; none is made by itself.';
comment on column account_link.id is 'Names the link on the page of the account.';
comment on column account_link.account_id is 'Whose.';
comment on column account_link.issuer is 'The provider.';
comment on column account_link.subject is 'Who that is there.';
comment on column account_link.linked_at is 'When it was joined.';

create table one_time_code (
  code_hash   bytea primary key,
  account_id  uuid references account,
  role        text,
  region_code text collate "C",
  made_by     uuid references account,
  made_at     timestamptz not null,
  valid_until timestamptz not null,
  used_at     timestamptz,
  constraint one_time_code_is_for_one check ((account_id is null) = (role is not null) and (role is null) = (region_code is null))
);
create index one_time_code_by_account on one_time_code (account_id);
comment on table one_time_code is 'Codes (一次性代码) that open one account once: the first administrators, and invitations.';
comment on column one_time_code.code_hash is 'SHA-256 of the code.';
comment on column one_time_code.account_id is 'The account that is invited; empty for an administrator whose account the code makes.';
comment on column one_time_code.role is 'Role of that administrator.';
comment on column one_time_code.region_code is 'Region of that role.';
comment on column one_time_code.made_by is 'Account that invites; empty for the command line.';
comment on column one_time_code.made_at is 'When it was made.';
comment on column one_time_code.valid_until is 'It opens nothing after.';
comment on column one_time_code.used_at is 'When it was used; it opens nothing after.';

create table sign_in_challenge (
  id          uuid primary key,
  kind        text not null,
  account_id  uuid references account,
  data        jsonb not null,
  secret      bytea,
  valid_until timestamptz not null,
  constraint sign_in_challenge_kind_known check (kind in ('passkey', 'newPasskey', 'totp', 'oidc'))
);
create index sign_in_challenge_by_end on sign_in_challenge (valid_until);
comment on table sign_in_challenge is 'Questions that are open for some minutes: what a passkey signs, an authenticator that is being added, a way to the single sign-on. Answering takes one away.';
comment on column sign_in_challenge.id is 'Names it between question and answer.';
comment on column sign_in_challenge.kind is 'passkey, newPasskey, totp or oidc.';
comment on column sign_in_challenge.account_id is 'Who may answer; empty for anybody.';
comment on column sign_in_challenge.data is 'What the answer is checked against.';
comment on column sign_in_challenge.secret is 'What must not be read in the table, sealed with a key outside the database.';
comment on column sign_in_challenge.valid_until is 'It cannot be answered after.';

create table sign_in_tries (
  key        bytea primary key,
  of         text not null,
  failures   integer not null,
  last_at    timestamptz not null,
  wait_until timestamptz not null,
  constraint sign_in_tries_of_known check (of in ('account', 'address', 'device', 'factor'))
);
create index sign_in_tries_by_last on sign_in_tries (last_at);
comment on table sign_in_tries is 'Wrong tries to sign in, and until when the next one waits.';
comment on column sign_in_tries.key is 'Keyed hash of the name, address, browser or account that tried: names that are none are counted alike.';
comment on column sign_in_tries.of is 'account, address, device or factor.';
comment on column sign_in_tries.failures is 'How many since the last success.';
comment on column sign_in_tries.last_at is 'When the last was.';
comment on column sign_in_tries.wait_until is 'Nothing is tried before.';

create table known_device (
  token_hash   bytea not null,
  account_id   uuid not null references account,
  last_used_at timestamptz not null,
  primary key (token_hash, account_id)
);
comment on table known_device is 'Browsers from which an account was entered: the wrong tries of strangers do not make them wait.';
comment on column known_device.token_hash is 'SHA-256 of what the browser keeps.';
comment on column known_device.account_id is 'Account that was entered.';
comment on column known_device.last_used_at is 'When it was last entered; forgotten after 90 days.';
