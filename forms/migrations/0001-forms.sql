-- Browsers in which a person has logged in. The id comes of the key in the browser's cookie, which stands nowhere here.
create table forms_browsers (
  id text not null primary key,
  person text not null,
  place text not null,
  expires_at bigint not null
);

create index forms_browsers_by_expiry on forms_browsers (expires_at);
create index forms_browsers_of_person on forms_browsers (person, expires_at);

-- Forms that came too late for their session, sealed under that key.
create table forms_kept (
  id text not null primary key,
  browser text not null references forms_browsers (id) on delete cascade,
  sealed text not null,
  kept_at bigint not null,
  expires_at bigint not null
);

create index forms_kept_of_browser on forms_kept (browser, kept_at);
create index forms_kept_by_expiry on forms_kept (expires_at);
