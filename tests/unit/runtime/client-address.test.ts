import { expect, test } from "vitest";
import { clientAddress, proxyList } from "#app/http/client-address";

const none = proxyList([]);
const proxies = proxyList(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);

test.each([
  ["nobody's word is taken without a proxy", "203.0.113.5", "198.51.100.1", none, "203.0.113.5"],
  ["a stranger's word neither", "203.0.113.5", "198.51.100.1", proxies, "203.0.113.5"],
  ["the proxy's word is", "127.0.0.1", "198.51.100.1", proxies, "198.51.100.1"],
  ["also over IPv6-mapped sockets", "::ffff:127.0.0.1", "198.51.100.1", proxies, "198.51.100.1"],
  ["what the client wrote in front is not", "10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9", proxies, "198.51.100.1"],
  ["IPv6 clients", "fd00::1", "2001:db8::7", proxies, "2001:db8::7"],
  ["rubbish ends the search", "127.0.0.1", "198.51.100.1, <script>", proxies, "127.0.0.1"],
  ["no header", "127.0.0.1", undefined, proxies, "127.0.0.1"],
  ["only proxies", "127.0.0.1", "10.0.0.1", proxies, "127.0.0.1"],
])("%s", (_, remote, header, list, expected) => {
  expect(clientAddress(remote, header, list)).toBe(expected);
});
