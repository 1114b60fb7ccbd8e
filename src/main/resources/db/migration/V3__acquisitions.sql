-- How an installation came to its grant, and how sure it is that the grant lives.
alter table installation
  -- when Shopify last answered a renewal, or a question that an acquired token was shown with, with a yes
  add column confirmed_at timestamptz,
  -- when the request was sent that brought the present grant
  add column acquired_at timestamptz,
  -- the exchange of a legacy token was sent, with which client secret, and nobody knows yet with what effect
  add column migration_sent_at timestamptz,
  add column migration_secret_version varchar(16);
