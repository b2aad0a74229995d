-- How long a sign-in session serves for the organization, in all and without a request; milliseconds. Null: as the
-- configuration says.
alter table organizations add column session_total bigint check (session_total > 0);
alter table organizations add column session_idle bigint check (session_idle > 0);
