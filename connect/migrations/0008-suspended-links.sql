-- Since when the hub has not known an active link; null while it does.

alter table connect_tenant_links add column suspended_at bigint check (suspended_at is null or active_at is not null);

create index connect_tenant_links_suspended
  on connect_tenant_links (checked_at) where state = 'active' and suspended_at is not null;
