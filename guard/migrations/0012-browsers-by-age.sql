-- Those of long ago are looked for every hour.
create index guard_browsers_by_age on guard_browsers (last_seen_at);
