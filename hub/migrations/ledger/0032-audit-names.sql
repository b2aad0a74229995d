-- What an entry's people and things were called when it was written: the entry, which is sealed, keeps a salted hash of each
-- name as JSON, and the name and its salt stand beside it, where they can be erased. Null for entries without names.
alter table audit add column name_hashes text;

create table audit_names (
  entry text not null,
  -- The part in the entry: actor, subject, person, company.
  role text not null,
  -- The account whose name it is; null for what is no person.
  person text,
  salt text not null,
  name text not null,
  -- By which a person's name is searched, in any case and composition; null for what is no person.
  name_key text,
  primary key (entry, role)
);
create index audit_names_of_person on audit_names (person) where person is not null;
create index audit_names_of_name on audit_names (name_key) where name_key is not null;
