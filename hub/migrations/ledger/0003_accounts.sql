-- What a person chose, and what holds for their account alone.
-- language: BCP 47, null for the hub's own. linking_paused_until: after a second-factor reset nothing is linked for a while.
-- sessions_from, kept_session: hub sessions that were logged in before are over, but for the one that is kept.
-- second_factor_reset_at: null again once a new factor is there; until then no password is set by mail.
alter table accounts add column language text;
alter table accounts add column linking_paused_until bigint;
alter table accounts add column sessions_from bigint;
alter table accounts add column kept_session text;
alter table accounts add column second_factor_reset_at bigint;

-- Several apps per account, each with a name that its owner gave; null for the usual one.
drop index authenticators_one_confirmed;
alter table authenticators add column name text;
alter table authenticators add column last_used_at bigint;
create index authenticators_confirmed on authenticators (account) where confirmed_at is not null;

create table passkeys (
  id text primary key,
  account text not null references accounts (id),
  credential_id text not null unique,
  public_key text not null,
  counter bigint not null,
  transports text not null,
  synced smallint not null check (synced in (0, 1)),
  name text,
  created_at bigint not null,
  last_used_at bigint
);
create index passkeys_account on passkeys (account);

-- Hub sessions that an act in this ledger has ended, until those who can have done so.
create table session_ends (
  id text primary key,
  account text not null references accounts (id),
  kept_session text,
  at bigint not null,
  done_at bigint
);
create index session_ends_due on session_ends (at) where done_at is null;

-- Mailed links that set a password, or confirm an address. Only hashes of their tokens are here.
create table password_resets (
  token_hash text primary key,
  account text not null references accounts (id),
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);
create index password_resets_open on password_resets (account) where ended_at is null;

create table email_changes (
  token_hash text primary key,
  account text not null references accounts (id),
  email text not null,
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint
);
create index email_changes_open on email_changes (account) where ended_at is null;

-- Browsers from which an account was logged in to with both factors.
create table devices (
  id_hash text not null,
  account text not null references accounts (id),
  user_agent text not null,
  first_seen_at bigint not null,
  last_seen_at bigint not null,
  primary key (id_hash, account)
);
create index devices_account on devices (account);

-- The organization that a person last signed in to a module with.
create table organization_choices (
  account text not null references accounts (id),
  module text not null references modules (id),
  organization text not null references organizations (id),
  chosen_at bigint not null,
  primary key (account, module)
);

-- How the address of an invitation is compared: lower case.
alter table members add column email_key text not null default '';
update members set email_key = lower(email);
create index members_email on members (organization, email_key);

-- Whose account an act concerns, for that person's own list of security events.
alter table audit add column account text;
update audit set account = subject where subject like 'acc!_%' escape '!';
update audit set account = substr(actor, 9) where account is null and actor like 'account:%';
create index audit_by_account on audit (account, at);
