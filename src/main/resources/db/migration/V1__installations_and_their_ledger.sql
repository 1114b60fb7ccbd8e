-- One row for each app on each shop. Columns are written by name, never a row as a whole.
create table installation (
  id uuid primary key,
  app varchar(64) not null,
  domain varchar(80) not null,
  shop_id bigint,
  state varchar(32) not null default 'active',
  state_since timestamptz not null default now(),
  state_reason varchar(64),
  grant_kind varchar(32) not null default 'expiring',
  scopes text not null default '',
  version bigint not null default 0,
  -- null: erased; the tombstone keeps identity, version and fence
  data_key_id uuid,
  wrapped_data_key bytea,
  current_pair_id uuid,
  access_token_expires_at timestamptz,
  granted_seconds integer,
  renew_at timestamptz,
  refresh_token_expires_at timestamptz,
  keep_alive_at timestamptz,
  -- the lease
  fence bigint not null default 0,
  lease_owner varchar(64),
  lease_until timestamptz,
  attempt_id uuid,
  attempt_kind varchar(16),
  attempt_started_at timestamptz,
  claims_since_record integer not null default 0,
  acquisition_unsettled boolean not null default false,
  -- when to act next
  next_due_at timestamptz,
  must_renew boolean not null default false,
  not_before timestamptz,
  renewed_at timestamptz,
  last_forced_at timestamptz,
  last_asked_at timestamptz,
  -- how it goes
  failing_since timestamptz,
  last_failure varchar(32),
  suspicion varchar(64),
  suspicion_since timestamptz,
  last_refreshed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (app, domain),
  unique (app, shop_id)
);
create index installation_due on installation (app, next_due_at) where state in ('active', 'suspended');

-- The ledger: every pair ever received. Never fenced, never refused; a row goes when a descendant has been used, or at
-- its own end.
create table token_pair (
  installation_id uuid not null,
  pair_id uuid not null,
  data_key_id uuid not null,
  parent_pair_id uuid,
  attempt_id uuid not null,
  brought_by varchar(16) not null,
  grant_kind varchar(32) not null,
  access_token_sealed bytea not null,
  refresh_token_sealed bytea,
  access_token_expires_at timestamptz,
  granted_seconds integer,
  renew_at timestamptz,
  refresh_token_expires_at timestamptz,
  keep_alive_at timestamptz,
  scopes text not null,
  secret_version varchar(16),
  received_at timestamptz not null default now(),
  -- showings of its refresh token to Shopify
  sends integer not null default 0,
  first_sent_at timestamptz,
  refused_at timestamptz,
  refused_by uuid,
  primary key (installation_id, pair_id)
);

-- Append-only. Fingerprints are keyed: they name a token without telling it.
create table event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  installation_id uuid not null,
  data_key_id uuid,
  app varchar(64) not null,
  domain varchar(80) not null,
  type varchar(32) not null,
  version bigint not null,
  actor varchar(128) not null,
  detail varchar(64),
  pair_id uuid,
  access_fingerprint varchar(16),
  refresh_fingerprint varchar(16)
);
create index event_of_installation on event (installation_id, id);
create index event_of_refresh_token on event (refresh_fingerprint) where refresh_fingerprint is not null;
create index event_of_access_token on event (access_fingerprint) where access_fingerprint is not null;
-- a retried commit tells of its pair once
create unique index event_of_pair on event (installation_id, pair_id) where pair_id is not null;

-- State changes that every replica must act on within a second; polled.
create table revocation (
  seq bigint generated always as identity primary key,
  at timestamptz not null default now(),
  app varchar(64) not null,
  domain varchar(80) not null
);
create index revocation_at on revocation (at);

-- An app whose credentials Shopify refuses: no renewals but one canary a minute, fleet-wide.
create table app_breaker (
  app varchar(64) primary key,
  secret_version varchar(64) not null,
  opened_at timestamptz not null default now(),
  next_canary_at timestamptz not null
);

-- Who was served what, per hour.
create table caller_usage (
  installation_id uuid not null,
  caller varchar(64) not null,
  hour timestamptz not null,
  reads bigint not null,
  primary key (installation_id, caller, hour)
);
create index caller_usage_hour on caller_usage (hour);

-- Keys that all replicas share, wrapped.
create table fleet_key (
  purpose varchar(32) primary key,
  wrapped bytea not null
);
