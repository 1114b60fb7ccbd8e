import { NoToken, ShopifyTokens } from "./shopify-tokens.mjs";

let later = 0;
const tokens = new (class extends ShopifyTokens {
  now() {
    return super.now() + later;
  }
})();

const crowd = (asker) => Promise.all(Array.from({ length: 64 }, asker));
const count = (answers, expected) => answers.filter((answer) => answer === expected).length;

async function value(shop) {
  try {
    return (await tokens.token(process.env[shop])).value;
  } catch (none) {
    if (!(none instanceof NoToken)) throw none;
    return `${none.status} ${none.code}`;
  }
}

async function callShopify(shop, token) {
  const url = process.env.SHOPIFY_URL.replace("{shop}", shop) + "/admin/api/2026-10/graphql.json";
  const headers = { "X-Shopify-Access-Token": token };
  const answer = await fetch(url, { method: "POST", headers, body: '{"query":"{ shop { id } }"}' });
  await answer.arrayBuffer();
  return answer.status;
}

async function callTwice() {
  const shop = process.env.REFUSED;
  const token = await tokens.token(shop);
  const status = await callShopify(shop, token.value);
  return status === 401 ? callShopify(shop, (await tokens.refused(shop, token.version)).value) : status;
}

const all = [...(await crowd(() => value("CROWD"))), await value("CROWD")];
console.log("crowd", all.length, new Set(all).size);
console.log("refused", count(await crowd(callTwice), 200));
const busy = [...(await crowd(() => value("BUSY"))), ...(await crowd(() => value("BUSY")))];
console.log("busy", busy.length, count(busy, "503 shopify-unavailable"));
await value("PERMANENT");
console.log("permanent", (await value("PERMANENT")).startsWith("shp"));
const token = await value("OUTAGE");
later = 40 * 60;
console.log("outage", count(await crowd(() => value("OUTAGE")), token));
later = 61 * 60;
console.log("ended", count(await crowd(() => value("OUTAGE")), "503 keys-unavailable"));
process.exit(0);
