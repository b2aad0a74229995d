create table tenants (
  id text not null primary key,
  company text not null unique,
  name text not null,
  -- May the tenant use the hub? Invited is 'on'.
  feature text not null check (feature in ('on', 'no_new_links', 'off')),
  invitation_requested_at bigint
);

create table people (
  id text not null primary key,
  tenant_id text not null references tenants (id),
  username text not null,
  name text not null,
  role text not null check (role in ('admin', 'technician')),
  password text not null,
  active integer not null check (active in (0, 1)),
  unique (tenant_id, username)
);

create table sessions (
  id text not null primary key,
  secret_hash text not null,
  tenant_id text not null references tenants (id),
  person_id text not null references people (id),
  -- The kit's row that the session lives and dies with; null for a session of the local log-in.
  product_session_id text,
  expires_at bigint not null
);

create index sessions_of_person on sessions (person_id);

create table devices (
  id text not null primary key,
  tenant_id text not null references tenants (id),
  name text not null,
  system text not null,
  state text not null check (state in ('online', 'offline', 'attention')),
  seen_at bigint not null
);

create index devices_of_tenant on devices (tenant_id);
