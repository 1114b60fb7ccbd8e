import os
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from shopify_tokens import NoToken, ShopifyTokens

later = 0
threads = ThreadPoolExecutor(64)


class Tokens(ShopifyTokens):
    def now(self):
        return super().now() + later


tokens = Tokens()


def value(shop):
    try:
        return tokens.token(os.environ[shop]).value
    except NoToken as none:
        return f"{none.status} {none.code}"


def call_shopify(shop, token):
    url = os.environ["SHOPIFY_URL"].replace("{shop}", shop) + "/admin/api/2026-10/graphql.json"
    request = urllib.request.Request(url, b'{"query":"{ shop { id } }"}', {"X-Shopify-Access-Token": token})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def call_twice(_):
    shop = os.environ["REFUSED"]
    token = tokens.token(shop)
    status = call_shopify(shop, token.value)
    return call_shopify(shop, tokens.refused(shop, token.version).value) if status == 401 else status


def crowd(shop):
    return list(threads.map(value, [shop] * 64))


everybody = crowd("CROWD") + [value("CROWD")]
print("crowd", len(everybody), len(set(everybody)))
print("refused", list(threads.map(call_twice, range(64))).count(200))
busy = crowd("BUSY") + crowd("BUSY")
print("busy", len(busy), busy.count("503 shopify-unavailable"))
value("PERMANENT")
print("permanent", str(value("PERMANENT").startswith("shp")).lower())
token = value("OUTAGE")
later = 40 * 60
print("outage", crowd("OUTAGE").count(token))
later = 61 * 60
print("ended", crowd("OUTAGE").count("503 keys-unavailable"))
