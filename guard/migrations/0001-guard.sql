-- Tries at secrets. A key is a digest: what somebody typed as a name stands in no row.
create table guard_tries (
  key text not null primary key,
  count integer not null,
  last_at bigint not null,
  blocked_until bigint not null
);

create index guard_tries_by_age on guard_tries (last_at);

-- Browsers with which somebody has logged in to an account: of the cookie only its digest.
create table guard_browsers (
  id_hash text not null,
  account text not null,
  user_agent text not null,
  first_seen_at bigint not null,
  last_seen_at bigint not null,
  primary key (id_hash, account)
);

create index guard_browsers_of_account on guard_browsers (account, last_seen_at);
