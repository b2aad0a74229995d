-- What is looked for again and again without being asked: without these each look reads the whole table, on every node.
create index tenant_links_due on tenant_links (state, lapses_at);
create index session_ends_done on session_ends (done_at) where done_at is not null;
create index product_sessions_ended on product_sessions (ended_at) where ended_at is not null;
create index hub_sessions_seen on hub_sessions (seen_at);
create index logout_deliveries_answered on logout_deliveries (answered_at) where answered_at is not null;
create index logout_deliveries_failed on logout_deliveries (failed_at) where failed_at is not null;
create index password_resets_expiry on password_resets (expires_at);
create index email_changes_expiry on email_changes (expires_at);
create index hub_events_unacknowledged on hub_events (at) where acknowledged_at is null;
create index devices_seen on devices (last_seen_at);
create index product_sessions_of_hub_session on product_sessions (hub_session);
