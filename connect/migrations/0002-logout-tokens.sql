-- A logout token ends sessions once (OpenID Connect Back-Channel Logout 1.0). Instants are milliseconds since 1970.

create table connect_logout_tokens (
  issuer text not null,
  jti text not null,
  expires_at bigint not null,
  primary key (issuer, jti)
);

create index connect_logout_tokens_expiring on connect_logout_tokens (expires_at);
create index connect_product_sessions_of_sid on connect_product_sessions (issuer, sid) where sid is not null;
