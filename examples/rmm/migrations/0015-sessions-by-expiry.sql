-- Those that have ended are looked for every hour.
create index sessions_by_expiry on sessions (expires_at);
