import { BlockList, isIP } from "node:net";

export type Proxies = { has(address: string): boolean };

/** The proxies whose word about the client is taken: addresses and networks (`10.0.0.0/8`). */
export function proxyList(addresses: readonly string[]): Proxies {
  const list = new BlockList();
  for (const address of addresses) {
    const [ip = "", bits] = address.split("/");
    const family = isIP(ip) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(ip, family);
    else list.addSubnet(ip, Number(bits), family);
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") };
}

/** The client's address: the connection's, or, behind a configured proxy, the last one in its header that is no proxy. */
export function clientAddress(remote: string | undefined, header: string | undefined, proxies: Proxies): string {
  const peer = plain(remote ?? "");
  if (!proxies.has(peer)) return peer || "unknown";
  const hops = (header ?? "").split(",").map((hop) => plain(hop.trim()));
  for (const hop of hops.reverse()) {
    if (isIP(hop) === 0) return peer;
    if (!proxies.has(hop)) return hop;
  }
  return peer;
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
