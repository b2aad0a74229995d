-- What a directory outside the hub presents to read an organization's people, to shut them out and to let them in again.
create table provisioning_tokens (
  id text primary key,
  organization text not null references organizations (id),
  name text not null,
  token_hash text not null unique,
  created_at bigint not null,
  created_by text not null,
  last_used_at bigint,
  ended_at bigint
);
create index provisioning_tokens_of_organization on provisioning_tokens (organization);
