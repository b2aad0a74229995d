-- Tenants whose admins want local sessions of linked people to end when the hub ends theirs.

create table connect_local_session_ends (
  tenant_id text primary key,
  wanted_at bigint not null
);

create index connect_user_links_of_subject on connect_user_links (issuer, subject);
