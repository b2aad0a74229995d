create table oidc_artifacts (
  model text not null,
  id text not null,
  payload text not null,
  grant_id text,
  uid text,
  account text,
  expires_at bigint,
  consumed_at bigint,
  primary key (model, id)
);
create index oidc_artifacts_grant on oidc_artifacts (grant_id) where grant_id is not null;
create index oidc_artifacts_uid on oidc_artifacts (uid) where uid is not null;
create index oidc_artifacts_account on oidc_artifacts (account) where account is not null;

create table ended_sessions (
  uid text primary key,
  ended_at bigint not null
);
