# All that a broker asks of Vault or OpenBao, and nothing more. The names are the defaults of broker.vault.transit.mount
# and broker.vault.transit.key; change them here where they are changed there.

# a new data key for a new installation
path "transit/datakey/plaintext/token-broker" {
  capabilities = ["update"]
}

# data keys of cold installations, and the canary
path "transit/decrypt/token-broker" {
  capabilities = ["update"]
}

# POST /v1/operations/rewrap
path "transit/rewrap/token-broker" {
  capabilities = ["update"]
}

# POST /v1/operations/rekey, to take over data keys from a key file; may be left out otherwise
path "transit/encrypt/token-broker" {
  capabilities = ["update"]
}

# the broker's own token; a token file that others renew needs the first alone
path "auth/token/lookup-self" {
  capabilities = ["read"]
}
path "auth/token/renew-self" {
  capabilities = ["update"]
}

# broker.apps.<app>.client-secret-vault=secret/token-broker/<app>#<field>; may be left out otherwise
path "secret/data/token-broker/*" {
  capabilities = ["read"]
}
