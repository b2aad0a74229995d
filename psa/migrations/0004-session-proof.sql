-- When the person of a session last proved that it is them: by the PSA password, or by both factors at the hub.
-- Null where nothing says so; acts that want a recent proof ask for one then.
alter table sessions add column proven_at bigint;
