-- Which key a data key is wrapped under, as the wrapped key itself says: Transit writes vault:v<version>:…, the key file's form
-- begins with a byte of 1. Derived here, so that no writer can say otherwise.
alter table installation
  add column wrapping_provider text generated always as (
    case when length(wrapped_data_key) = 0 then null
      when get_byte(wrapped_data_key, 0) = 1 then 'local'
      when encode(substring(wrapped_data_key from 1 for 20), 'escape') ~ '^vault:v[0-9]{1,9}:' then 'vault' end) stored,
  add column wrapping_version integer generated always as (
    case when length(wrapped_data_key) = 0 then null
      when get_byte(wrapped_data_key, 0) = 1 then 1
      else substring(encode(substring(wrapped_data_key from 1 for 20), 'escape') from '^vault:v([0-9]{1,9}):')::integer
      end) stored;
create index installation_wrapping on installation (wrapping_provider, wrapping_version, id) where data_key_id is not null;

-- Long runs: one row each. Whoever holds the lease works; the cursor says how far it came.
create table run (
  id uuid primary key,
  kind varchar(32) not null,
  app varchar(64),
  -- what it works towards, in the words of its kind
  target varchar(64) not null,
  state varchar(16) not null default 'running',
  dry_run boolean not null default false,
  per_second integer not null,
  total bigint not null default 0,
  done bigint not null default 0,
  -- the present pass over everything: what came of it, and how far it is
  done_in_pass bigint not null default 0,
  failed_in_pass bigint not null default 0,
  cursor uuid,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  lease_owner varchar(64),
  lease_until timestamptz
);
-- one at a time of each kind and app
create unique index run_under_way on run (kind, coalesce(app, '')) where state in ('running', 'paused');

-- Append-only: who started, resumed or paused a run, and how it ended.
create table run_event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  run_id uuid not null,
  type varchar(16) not null,
  actor varchar(128) not null
);
