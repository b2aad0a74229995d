-- Sessions of people at the hub. An ended one stays until it would have lapsed, so that a sign-in in flight cannot write
-- it back.
create table sessions (
  uid text primary key,
  id_hash text unique,
  account text,
  payload text not null,
  expires_at bigint not null,
  ended_at bigint
);
create index sessions_account on sessions (account) where ended_at is null;
create index sessions_expiry on sessions (expires_at);

-- What a session holds for each client, a row of its own so that sign-ins at several products at once do not overwrite
-- one another.
create table session_clients (
  session text not null references sessions (uid) on delete cascade,
  client text not null,
  payload text not null,
  primary key (session, client)
);

-- Everything else that the provider stores: codes, tokens, grants, pushed requests, interactions, used assertions.
create table artifacts (
  model text not null,
  id_hash text not null,
  payload text not null,
  grant_id text,
  expires_at bigint not null,
  consumed_at bigint,
  primary key (model, id_hash)
);
create index artifacts_grant on artifacts (grant_id) where grant_id is not null;
create index artifacts_expiry on artifacts (expires_at);

-- How far a log-in has come; one row per interaction whose password was right.
create table ceremonies (
  uid text primary key,
  account text not null,
  identified_at bigint not null,
  proven_at bigint,
  second_factor text check (second_factor in ('otp', 'recovery')),
  organization text,
  recovery_codes_sealed text,
  refused_code text,
  refused_reference text,
  expires_at bigint not null,
  check ((proven_at is null) = (second_factor is null)),
  check ((refused_code is null) = (refused_reference is null))
);
create index ceremonies_expiry on ceremonies (expires_at);
