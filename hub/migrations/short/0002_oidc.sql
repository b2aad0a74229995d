create table oidc_short_artifacts (
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
create index oidc_short_artifacts_grant on oidc_short_artifacts (grant_id) where grant_id is not null;
create index oidc_short_artifacts_uid on oidc_short_artifacts (uid) where uid is not null;
