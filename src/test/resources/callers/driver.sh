set -eu
tokens() { sh shopify-token.sh "$@" 2>&1 || true; }
crowd() {
  for asker in $(seq 64); do
    "$@" &
  done
  wait
}
ask() { tokens token "$1"; }
later() {
  awk -v "seconds=$2" '{ for (i = 3; i <= 6; i++) if (i != 5) $i -= seconds; print }' \
    "$XDG_RUNTIME_DIR/shopify-tokens-$(id -u)/$1" >aged
  mv aged "$XDG_RUNTIME_DIR/shopify-tokens-$(id -u)/$1"
}
call_shopify() {
  url=$(printf %s "$SHOPIFY_URL" | sed "s/{shop}/$1/")/admin/api/2026-10/graphql.json
  curl --silent --noproxy '*' --output /dev/null --write-out '%{http_code}\n' \
    --header "X-Shopify-Access-Token: $2" --data '{"query":"{ shop { id } }"}' "$url"
}
call_twice() {
  set -- $(tokens token "$REFUSED")
  status=$(call_shopify "$REFUSED" "$1")
  if [ "$status" = 401 ]; then
    set -- $(tokens refused "$REFUSED" "$2")
    status=$(call_shopify "$REFUSED" "$1")
  fi
  echo "$status"
}

{ crowd ask "$CROWD"; ask "$CROWD"; } >answers
echo "crowd $(wc -l <answers) $(sort -u answers | wc -l)"
echo "refused $(crowd call_twice | grep -c '^200$')"
{ crowd ask "$BUSY"; crowd ask "$BUSY"; } >answers
echo "busy $(wc -l <answers) $(grep -c ': 503-shopify-unavailable;' answers)"
ask "$PERMANENT" >answers
ask "$PERMANENT" >answers
echo "permanent $(grep -q '^shp' answers && echo true)"
token=$(ask "$OUTAGE")
later "$OUTAGE" 2400
echo "outage $(crowd ask "$OUTAGE" | grep -c "^$token\$")"
later "$OUTAGE" 1260
echo "ended $(crowd ask "$OUTAGE" | grep -c ': 503-keys-unavailable;')"
