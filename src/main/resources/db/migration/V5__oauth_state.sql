-- An install that a browser began: what its state stands for, until it ends. Neither the state nor the browser's cookie is
-- here, but their SHA-256.
create table oauth_state (
  state_hash bytea primary key,
  browser_hash bytea not null,
  app varchar(64) not null,
  domain varchar(80) not null,
  expires_at timestamptz not null default now() + interval '10 minutes',
  -- the one callback that may spend the code
  taken_by uuid,
  -- what came of it; a second callback is told the same
  outcome varchar(32)
);
create index oauth_state_expires_at on oauth_state (expires_at);
