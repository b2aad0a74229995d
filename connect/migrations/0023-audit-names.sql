-- Who did it, apart from whom it was done to: `user:` and a user's id, `operator`, `hub`, or `product`. Null in entries of
-- earlier versions.
alter table connect_audit add column actor text;

-- What people and organizations were called when an entry was written: the entry keeps a salted hash of each name as JSON,
-- and the name and its salt stand beside it, where they can be erased. Null for entries without names.
alter table connect_audit add column name_hashes text;

create table connect_audit_names (
  entry text not null,
  -- The part in the entry: actor, subject, account, organization.
  role text not null,
  -- The user whose name it is; null for an organization.
  person text,
  salt text not null,
  name text not null,
  primary key (entry, role)
);
create index connect_audit_names_of_person on connect_audit_names (person) where person is not null;
