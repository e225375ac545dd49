import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { securityHeaders } from "#app/http/headers.server";

/** The headers of one answer. */
function headersOf(origin: string): Record<string, unknown> {
  const request = new IncomingMessage(new Socket());
  const response = Object.assign(new ServerResponse(request), { locals: { nonce: "n" } });
  const handler = securityHeaders({ origin: () => origin, quickExitUrl: "https://a.example/", development: false });
  handler(request as never, response as never, () => {});
  return response.getHeaders();
}

test("behind TLS browsers are told to stay there, subdomains too; without it they are not", () => {
  const told = headersOf("https://pune.example.al")["strict-transport-security"];
  expect(told).toBe("max-age=31536000; includeSubDomains");
  expect(headersOf("http://localhost:3000")["strict-transport-security"]).toBeUndefined();
});

test("nothing is loaded, embedded or rebased that is not named", () => {
  const policy = String(headersOf("https://pune.example.al")["content-security-policy"]);
  expect(policy.split(";")).toEqual([
    "default-src 'none'",
    "script-src 'nonce-n' 'strict-dynamic'",
    "style-src 'self' 'nonce-n'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self' https://a.example",
    "frame-ancestors 'none'",
    "report-uri /csp-reports",
    "report-to csp",
  ]);
});

test("every other header says the strictest word that our own pages can live with", () => {
  const { "content-security-policy": _, ...others } = headersOf("https://pune.example.al");
  expect(others).toEqual({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "permissions-policy":
      "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=(), browsing-topics=()",
    "referrer-policy": "same-origin",
    "reporting-endpoints": 'csp="https://pune.example.al/csp-reports"',
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-download-options": "noopen",
    "x-frame-options": "DENY",
    "x-permitted-cross-domain-policies": "none",
    "x-xss-protection": "0",
  });
});
