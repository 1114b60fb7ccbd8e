-- Renewals that an operator has stopped: of the whole fleet where neither is named, of an app, or of one installation.
create table renewal_pause (
  app varchar(64),
  installation_id uuid,
  paused_at timestamptz not null default now(),
  actor varchar(128) not null
);
create unique index renewal_pause_of on renewal_pause (coalesce(app, ''), coalesce(installation_id::text, ''));

-- Callers that an operator has stopped, by their name in the configuration.
create table stopped_caller (
  name text primary key,
  stopped_at timestamptz not null default now(),
  actor varchar(128) not null
);

-- The chain of the audit record: each hash covers its row and the hash of the place before.
create table event_seal (
  place bigint primary key,
  event_id bigint not null unique,
  hash varchar(64) not null
);
