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
  for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    expect(policy).toContain(part);
  expect(policy).not.toContain("unsafe-eval");
  expect(policy.match(/script-src[^;]*/)?.[0]).toBe("script-src 'nonce-n' 'strict-dynamic'");
});
