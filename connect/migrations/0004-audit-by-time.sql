-- For hosts that seal or ship what is new.
create index connect_audit_by_time on connect_audit (at);
