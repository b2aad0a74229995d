-- What is looked for again and again without being asked: without these each look reads the whole table.
create index connect_tenant_links_pending on connect_tenant_links (next_try_at) where state = 'pending';
create index connect_product_sessions_seen on connect_product_sessions (seen_at);
create index connect_hub_sessions_expiring on connect_hub_sessions (expires_at);
create index connect_remaining_access_expiring on connect_remaining_access (expires_at);
