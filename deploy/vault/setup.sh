#!/bin/sh
# What Vault or OpenBao needs once, for a broker in Kubernetes. Run by somebody who may, with VAULT_ADDR and VAULT_TOKEN (or
# BAO_ADDR and BAO_TOKEN) set; can be run again.
#
#   ./setup.sh              uses the vault command
#   VAULT=bao ./setup.sh    uses OpenBao's
set -eu
cd "$(dirname "$0")"
vault=${VAULT:-vault}
namespace=${BROKER_NAMESPACE:-token-broker}
account=${BROKER_SERVICE_ACCOUNT:-token-broker}
audience=${BROKER_VAULT_AUDIENCE:-vault}

enabled() { "$vault" "$1" list -format=json | grep -q "\"$2/\""; }

# Transit, and a derived key: every installation's data key is bound to that installation. It is not exportable, and has a new
# version every week; rewrap and trim follow docs/operations.md.
enabled secrets transit || "$vault" secrets enable transit
"$vault" read transit/keys/token-broker >/dev/null 2>&1 ||
  "$vault" write -f transit/keys/token-broker type=aes256-gcm96 derived=true
"$vault" write transit/keys/token-broker/config auto_rotate_period=168h

"$vault" policy write token-broker token-broker.hcl

# The broker shows a projected service account token that was made for Vault alone: the audience is checked.
enabled auth kubernetes || "$vault" auth enable kubernetes
if [ -n "${KUBERNETES_HOST:-}" ]; then
  "$vault" write auth/kubernetes/config kubernetes_host="$KUBERNETES_HOST"
fi
"$vault" write auth/kubernetes/role/token-broker \
  bound_service_account_names="$account" \
  bound_service_account_namespaces="$namespace" \
  audience="$audience" \
  token_policies=token-broker token_ttl=30m token_max_ttl=24h token_no_default_policy=true
