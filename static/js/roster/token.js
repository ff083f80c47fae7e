/** A token of 256 bits, made here: the server is sent its SHA-256 and its first eight characters alone. No DOM. */

/** Return {token, prefix, digest}: what to type into a sender, and what the server keeps. */
export async function makeToken() {
  if (!globalThis.crypto?.subtle) throw new Error("A token can be made on a page over https alone: open this one there.");
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const token = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
  return { token, prefix: token.slice(0, 8), digest: [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

/** Return what to type into each sender, for the address of this installation. */
export function setups(origin) {
  const at = (name) => `${origin}/api/positions/${name}`;
  return {
    traccar: [
      "<entry key='forward.enable'>true</entry>", "<entry key='forward.type'>json</entry>",
      `<entry key='forward.url'>${at("traccar/")}</entry>`, "<entry key='forward.header'>Authorization: Token …</entry>",
    ].join("\n"),
    owntracks: at("owntracks/"), osmand: at("osmand/"), own: `POST ${at("")}`,
  };
}
