-- A log-in may begin with a passkey, which is both factors by itself. Log-ins under way begin anew.
drop table ceremonies;
create table ceremonies (
  uid text primary key,
  account text not null,
  -- When the password was right; null for a log-in by passkey alone.
  identified_at bigint,
  proven_at bigint,
  second_factor text check (second_factor in ('otp', 'recovery', 'passkey', 'synced_passkey')),
  -- The person said that the account of the passkey is the one they mean; asked where something is linked.
  confirmed_at bigint,
  organization text,
  recovery_codes_sealed text,
  refused_code text,
  refused_reference text,
  expires_at bigint not null,
  check ((proven_at is null) = (second_factor is null)),
  check (identified_at is not null or second_factor in ('passkey', 'synced_passkey')),
  check ((refused_code is null) = (refused_reference is null))
);
create index ceremonies_expiry on ceremonies (expires_at);

-- What a passkey has to sign, for one log-in or one enrolment; each once.
create table passkey_challenges (
  owner text primary key,
  challenge text not null,
  expires_at bigint not null
);
create index passkey_challenges_expiry on passkey_challenges (expires_at);

-- From where, and with what, a session was last used.
alter table sessions add column user_agent text;
alter table sessions add column address text;
