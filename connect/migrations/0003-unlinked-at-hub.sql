-- A person unlinks at the hub: only a link whose proof is older than that ends, so the proof's member epoch is kept with it.
-- 0 is older than everything: rows from before this migration end by whatever the hub says of them.

alter table connect_user_links add column member_epoch bigint not null default 0;
alter table connect_tenant_links add column member_epoch bigint not null default 0;
