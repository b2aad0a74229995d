-- Instants are milliseconds since 1970. Rows of people are never deleted, so that no id is used twice.

create table tenants (
  id text primary key,
  -- What people type as "Company"; it may change, the id never does.
  company text not null unique,
  name text not null,
  last_ticket_number bigint not null default 0,
  created_at bigint not null
);

create table invitations (
  tenant_id text primary key references tenants (id),
  invited_at bigint not null,
  withdrawn_at bigint,
  withdrawn_links text check (withdrawn_links in ('kept', 'ended')),
  check ((withdrawn_at is null) = (withdrawn_links is null))
);

create table clients (
  id text primary key,
  tenant_id text not null references tenants (id),
  name text not null,
  created_at bigint not null,
  unique (tenant_id, name)
);

create table users (
  id text primary key,
  tenant_id text not null references tenants (id),
  class text not null check (class in ('employee', 'contact')),
  name text not null,
  email text not null,
  username text,
  role text check (role in ('admin', 'technician')),
  client_id text references clients (id),
  created_at bigint not null,
  deactivated_at bigint,
  deactivated_by text,
  deleted_at bigint,
  deleted_by text,
  check (class <> 'employee' or (username is not null and role is not null and client_id is null)),
  check (class <> 'contact' or (username is null and role is null and client_id is not null)),
  check ((deactivated_at is null) = (deactivated_by is null)),
  check ((deleted_at is null) = (deleted_by is null))
);

create unique index users_by_username on users (tenant_id, username) where class = 'employee' and deleted_at is null;
create unique index users_by_contact_email on users (tenant_id, email) where class = 'contact' and deleted_at is null;

create table invitation_requests (
  tenant_id text primary key references tenants (id),
  requested_by text not null references users (id),
  requested_at bigint not null
);

create table passwords (
  user_id text primary key references users (id),
  hash text not null,
  set_at bigint not null
);

create table password_resets (
  token_hash text primary key,
  user_id text not null references users (id),
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);

create index password_resets_by_user on password_resets (user_id);

-- A bucket is the digest of what is limited; the rows of one window are counted up and then begin anew.
create table tries (
  bucket text primary key,
  count bigint not null,
  since bigint not null
);

create table sessions (
  id text primary key,
  secret_hash text not null,
  tenant_id text not null references tenants (id),
  user_id text not null references users (id),
  -- The row of connect that the session lives and dies with; null for a local log-in.
  product_session_id text,
  begun_at bigint not null,
  used_at bigint not null
);

create index sessions_by_user on sessions (user_id);

create table tickets (
  id text primary key,
  tenant_id text not null references tenants (id),
  number bigint not null,
  client_id text references clients (id),
  subject text not null,
  opened_by text not null references users (id),
  opened_at bigint not null,
  changed_at bigint not null,
  closed_at bigint,
  closed_by text references users (id),
  unique (tenant_id, number),
  check ((closed_at is null) = (closed_by is null))
);

create index tickets_by_client on tickets (client_id);

create table replies (
  id text primary key,
  ticket_id text not null references tickets (id),
  written_by text not null references users (id),
  written_at bigint not null,
  body text not null
);

create index replies_by_ticket on replies (ticket_id);

create table mails (
  id text primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at bigint not null
);

create table audit_entries (
  id text primary key,
  tenant_id text not null references tenants (id),
  at bigint not null,
  -- A user's id, or "operator".
  actor text not null,
  act text not null,
  subject text not null
);

create index audit_entries_by_tenant on audit_entries (tenant_id, at);
