-- The kit's tables. Neutral SQL: the same text runs on SQLite and PostgreSQL.
-- Instants are milliseconds since 1970. docs/storage.md says what each table means and how long its rows live.

create table connect_attempts (
  id text primary key,
  kind text not null check (kind in ('sign_in', 'link_tenant', 'link_user')),
  secret_hash text not null,
  tenant_id text,
  user_id text,
  session_id text,
  target text,
  audit_id text not null,
  started_at bigint not null,
  expires_at bigint not null,
  question text,
  consumed_at bigint,
  landing text,
  check (kind = 'sign_in' or (tenant_id is not null and user_id is not null and session_id is not null)),
  check (landing is null or (consumed_at is not null and user_id is not null))
);

create index connect_attempts_expiring on connect_attempts (expires_at);
create index connect_attempts_of_tenant on connect_attempts (tenant_id) where consumed_at is null;

create table connect_tenant_links (
  id text primary key,
  tenant_id text not null,
  issuer text not null,
  organization_id text not null,
  organization_name text not null,
  state text not null check (state in ('pending', 'active', 'ended')),
  admin_user_id text not null,
  admin_name text not null,
  subject text,
  account_name text,
  audit_id text not null,
  pending_at bigint not null,
  active_at bigint,
  ended_at bigint,
  ended_by text check (ended_by in ('product', 'hub')),
  ended_reason text,
  module_url text check (module_url in ('here', 'elsewhere', 'none')),
  checked_at bigint not null,
  tries integer not null,
  next_try_at bigint not null,
  check ((subject is null) = (account_name is null)),
  check (state <> 'active' or active_at is not null),
  check ((state = 'ended') = (ended_at is not null)),
  check ((ended_at is null) = (ended_by is null)),
  check ((ended_at is null) = (ended_reason is null))
);

-- PRODUCT_ONE_PER_TENANT and PRODUCT_ONE_PER_ORG: a held row has its tenant and its organization to itself.
create unique index connect_tenant_links_one_per_tenant
  on connect_tenant_links (tenant_id) where state in ('pending', 'active');
create unique index connect_tenant_links_one_per_organization
  on connect_tenant_links (issuer, organization_id) where state in ('pending', 'active');

create table connect_owed_ends (
  link_id text primary key,
  tenant_id text not null,
  organization_name text not null,
  audit_id text not null,
  owed_at bigint not null,
  acknowledged_at bigint,
  tries integer not null,
  next_try_at bigint not null
);

create index connect_owed_ends_due on connect_owed_ends (next_try_at) where acknowledged_at is null;
create index connect_owed_ends_of_tenant on connect_owed_ends (tenant_id) where acknowledged_at is null;

create table connect_user_links (
  id text primary key,
  tenant_id text not null,
  user_id text not null,
  issuer text not null,
  organization_id text not null,
  organization_name text not null,
  subject text not null,
  account_name text not null,
  state text not null check (state in ('active', 'suspended')),
  link_id text,
  linked_at bigint not null,
  last_used_at bigint,
  check ((state = 'active') = (link_id is not null))
);

-- USER_ONE_PER_MEMBER and USER_NEVER_OVERWRITTEN, suspended rows included.
create unique index connect_user_links_one_per_user on connect_user_links (tenant_id, user_id);
create unique index connect_user_links_one_per_member
  on connect_user_links (tenant_id, issuer, organization_id, subject);
create index connect_user_links_of_user on connect_user_links (user_id);
create index connect_user_links_of_link on connect_user_links (link_id);

create table connect_product_sessions (
  id text primary key,
  tenant_id text not null,
  user_id text not null,
  link_id text not null,
  issuer text not null,
  organization_id text not null,
  subject text not null,
  sid text,
  member_epoch bigint not null,
  started_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  apps text,
  apps_at bigint
);

create index connect_product_sessions_of_user on connect_product_sessions (user_id);
create index connect_product_sessions_of_tenant on connect_product_sessions (tenant_id);
create index connect_product_sessions_of_member on connect_product_sessions (issuer, organization_id, subject);
create index connect_product_sessions_expiring on connect_product_sessions (expires_at);

create table connect_link_reports (
  link_id text not null,
  subject text not null,
  version bigint not null,
  state text not null check (state in ('linked', 'unlinked')),
  delivered_version bigint not null,
  tries integer not null,
  next_try_at bigint not null,
  primary key (link_id, subject)
);

create index connect_link_reports_due on connect_link_reports (next_try_at) where delivered_version < version;

create table connect_hub_cursor (
  issuer text primary key,
  position bigint not null,
  pulled_at bigint not null
);

create table connect_member_epochs (
  issuer text not null,
  organization_id text not null,
  subject text not null,
  epoch bigint not null,
  primary key (issuer, organization_id, subject)
);

create table connect_notices (
  id text primary key,
  notice text not null,
  at bigint not null
);

create index connect_notices_by_age on connect_notices (at);

create table connect_link_policies (
  tenant_id text primary key,
  policy text not null
);

create table connect_audit (
  id text primary key,
  audit_id text not null,
  at bigint not null,
  action text not null,
  tenant_id text,
  user_id text,
  link_id text,
  details text not null
);

create index connect_audit_of_tenant on connect_audit (tenant_id, at);
create index connect_audit_by_act on connect_audit (audit_id);
