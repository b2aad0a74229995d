create table organizations (
  id text primary key,
  name text not null,
  created_at bigint not null
);

create table accounts (
  id text primary key,
  username text not null,
  username_key text not null unique,
  name text not null,
  email text not null,
  email_verified_at bigint,
  created_at bigint not null
);

create table passwords (
  account text primary key references accounts (id),
  hash text not null,
  set_at bigint not null
);

create table authenticators (
  id text primary key,
  account text not null references accounts (id),
  secret_sealed text not null,
  ceremony text not null,
  created_at bigint not null,
  confirmed_at bigint,
  last_step integer not null
);
create unique index authenticators_one_confirmed on authenticators (account) where confirmed_at is not null;
create unique index authenticators_one_per_ceremony on authenticators (account, ceremony) where confirmed_at is null;

create table recovery_codes (
  account text not null references accounts (id),
  code_hash text not null,
  used_at bigint,
  primary key (account, code_hash)
);

create table members (
  id text primary key,
  organization text not null references organizations (id),
  account text references accounts (id),
  email text not null,
  role text not null check (role in ('master', 'member')),
  status text not null check (status in ('invited', 'active', 'inactive')),
  status_at bigint not null,
  status_by text not null,
  epoch integer not null check (epoch >= 1),
  unique (organization, account),
  check (status = 'invited' or account is not null)
);
create index members_account on members (account);

create table invitations (
  id text primary key,
  member text not null references members (id) on delete cascade,
  token_hash text not null unique,
  created_at bigint not null,
  created_by text not null,
  expires_at bigint not null,
  ended_at bigint
);
create unique index invitations_one_open on invitations (member) where ended_at is null;

create table modules (
  id text primary key,
  name text not null,
  position integer not null
);

create table deployments (
  id text primary key,
  module text not null references modules (id),
  region text not null check (region in ('us', 'uk', 'apac')),
  origin text,
  unique (module, region)
);

create table subscriptions (
  organization text not null references organizations (id),
  module text not null references modules (id),
  since bigint not null,
  primary key (organization, module)
);

create table organization_module_urls (
  organization text not null references organizations (id),
  module text not null references modules (id),
  deployment text not null references deployments (id),
  set_at bigint not null,
  set_by text not null,
  primary key (organization, module)
);

create table member_module_urls (
  member text not null references members (id) on delete cascade,
  module text not null references modules (id),
  deployment text not null references deployments (id),
  set_at bigint not null,
  primary key (member, module)
);

create table tenant_links (
  id text primary key,
  module text not null references modules (id),
  deployment text not null references deployments (id),
  state text not null check (state in ('approved', 'active', 'ended')),
  organization text references organizations (id),
  tenant text,
  tenant_name text,
  user_id text,
  user_name text,
  approved_by text references members (id),
  approved_at bigint,
  lapses_at bigint,
  links_user smallint not null check (links_user in (0, 1)),
  session_uid text,
  activated_at bigint,
  ended_at bigint,
  ended_by text,
  end_reason text check (end_reason in ('lapsed', 'superseded', 'approver_not_master', 'ended_by_product', 'severed')),
  audit_id text not null,
  -- A row without these is the tombstone of an id that its product ended before any master approved it.
  check (
    (organization is not null and tenant is not null and tenant_name is not null and user_id is not null
      and user_name is not null and approved_by is not null and approved_at is not null and lapses_at is not null)
    or (state = 'ended' and organization is null and tenant is null)
  ),
  check (state <> 'approved' or activated_at is null),
  check (state <> 'active' or activated_at is not null),
  check ((state = 'ended') = (ended_at is not null and ended_by is not null and end_reason is not null))
);
-- HUB_ONE_PER_ORG, HUB_ONE_PER_TENANT: whoever is approved or active holds its place on both sides.
create unique index tenant_links_one_per_organization on tenant_links (module, organization)
  where state in ('approved', 'active');
create unique index tenant_links_one_per_tenant on tenant_links (module, deployment, tenant)
  where state in ('approved', 'active');
create index tenant_links_sessions_to_end on tenant_links (state) where session_uid is not null;

create table hub_feeds (
  deployment text primary key references deployments (id),
  last integer not null,
  pruned_to integer not null,
  hinted_to integer not null
);

create table hub_events (
  deployment text not null references deployments (id),
  n integer not null,
  type text not null check (type in ('link_ended', 'member_epoch')),
  at bigint not null,
  audit_id text not null,
  payload text not null,
  primary key (deployment, n)
);

create table user_links (
  link text not null references tenant_links (id),
  sub text not null,
  revision bigint not null,
  state text not null check (state in ('linked', 'unlinked')),
  reported_at bigint not null,
  primary key (link, sub)
);

create table clients (
  id text primary key,
  name text not null,
  deployment text unique references deployments (id),
  organization text references organizations (id),
  metadata text not null,
  secret_hash text,
  created_at bigint not null
);

create table signing_keys (
  kid text primary key,
  alg text not null check (alg in ('ES256', 'RS256')),
  jwk_sealed text not null,
  created_at bigint not null,
  retired_at bigint
);
create unique index signing_keys_one_current on signing_keys (alg) where retired_at is null;

create table notices (
  id text primary key,
  kind text not null,
  recipient text not null,
  details_sealed text not null,
  created_at bigint not null,
  sent_at bigint
);
create index notices_unsent on notices (created_at) where sent_at is null;

create table audit (
  id text primary key,
  audit_id text not null,
  at bigint not null,
  organization text references organizations (id),
  actor text not null,
  action text not null,
  subject text not null,
  details text not null
);
create index audit_by_id on audit (audit_id);
create index audit_by_organization on audit (organization, at);
