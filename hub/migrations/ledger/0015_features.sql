-- What a product announced beside version 1 of the wire, and what it said of an event: who may still get in.

alter table hub_feeds add column features text not null default '';

alter table hub_events add column awaits_access integer not null default 0 check (awaits_access in (0, 1));
alter table hub_events add column remaining_access text;
