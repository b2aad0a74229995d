-- Mails that offered an address a place: what counts against too many of them, also where places were withdrawn meanwhile.
create table invitation_mails (
  organization text not null references organizations (id),
  email_key text not null,
  at bigint not null
);
create index invitation_mails_to on invitation_mails (organization, email_key, at);
create index invitation_mails_by_age on invitation_mails (at);
