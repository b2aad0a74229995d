-- The links that the hub spoke of longest ago are asked about first, a few at a time.
create index connect_tenant_links_checked_at on connect_tenant_links (checked_at) where state = 'active';
