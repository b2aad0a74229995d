-- A sign-in is written down when it comes back, once. Those that began before this instant come to nothing: what the hub
-- had said until then is not known. One row, which every sign-in holds until its commit.
create table connect_sign_in_ends (
  id text not null primary key check (id = 'all'),
  ended_at bigint not null
);

insert into connect_sign_in_ends (id, ended_at) values ('all', 0);
