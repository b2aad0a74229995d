-- Hashes were written as SALT.HASH in base64url. They are the package's `guard` from now on, which writes the encoded form
-- with its parameters; those are the same.
update people
set password = '$argon2id$v=19$m=19456,t=2,p=1$' || replace(replace(replace(password, '.', '$'), '-', '+'), '_', '/')
where password not like '$%';
