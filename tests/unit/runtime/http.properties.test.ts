import fc from "fast-check";
import { expect } from "vitest";
import { bodyRefusal, formLimit, uploadLimit } from "#app/http/body-limits";
import { clientAddress, proxyList } from "#app/http/client-address";
import { describeReports } from "#app/http/csp-reports";
import { plainMessages, plainPage } from "#app/http/plain-page";
import { routePatterns } from "#app/http/route-pattern";
import { writeRefusal } from "#app/http/write-guard";
import { describeFailure } from "#app/operations/logger.server";
import routes from "#app/routes";
import { anyText, property } from "#tests/support/property";

const own = "https://perkrah.example";
const proxies = proxyList(["10.0.0.0/8", "127.0.0.1"]);
const proxy = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => `10.${parts.join(".")}`);
const client = fc.oneof(
  fc.tuple(fc.integer({ min: 11, max: 126 }), fc.nat(255), fc.nat(255)).map((parts) => `${parts.join(".")}.7`),
  fc.tuple(fc.nat(65535), fc.nat(65535)).map(([a, b]) => `2001:db8:${a.toString(16)}::${b.toString(16)}`),
);
const header = fc.array(fc.oneof(client, proxy, anyText(20)), { maxLength: 6 }).map((hops) => hops.join(", "));

property("an address said by anybody but a proxy is not believed", [client, header], (remote, said) => {
  expect(clientAddress(remote, said, proxies)).toBe(remote);
});

property(
  "what a client puts before the proxy's word changes nothing",
  [proxy, header, client],
  (peer, forged, real) => {
    expect(clientAddress(peer, `${forged}, ${real}`, proxies)).toBe(real);
  },
);

property("the client's address is an address, whatever the header holds", [proxy, header], (peer, said) => {
  expect(clientAddress(peer, said, proxies)).toMatch(/^[\da-f.:]+$/i);
});

const site = fc.constantFrom("same-origin", "none", "same-site", "cross-site", "", "x", undefined);
const origin = fc.oneof(
  fc.constantFrom(undefined, own, "null", `${own}:444`, "http://perkrah.example", `${own}.evil.example`, `${own}/`),
  fc.webUrl(),
  anyText(40),
);
const method = fc.constantFrom("POST", "PUT", "PATCH", "DELETE", "post", "LOCK", "X");

property("nothing writes but our own origin", [method, site, origin], (verb, fetchSite, from) => {
  const allowed = writeRefusal({ method: verb, fetchSite, origin: from }, own) === null;
  const known = from === own || (from === undefined && fetchSite === "same-origin");
  const near = fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none";
  expect(allowed).toBe(known && near);
});

const words = new Set(routes.flatMap(({ path = "" }) => path.split("/")).filter((part) => !/^[:*]/.test(part)));
const patternOf = routePatterns(routes);
property("a log holds no word of an address that is not ours", [fc.array(anyText(20), { maxLength: 5 })], (parts) => {
  const path = `/${parts.join("/")}`;
  const left = patternOf(path)
    .split("/")
    .filter((part) => part !== "" && part !== ":" && !words.has(part.replace(/\.data$/, "")));
  expect(left.filter((part) => !["healthz", "readyz", "metrics", "assets"].includes(part))).toEqual([]);
});

property(
  "a browser's report says which kind of page, and nothing that stood in its address",
  [fc.stringMatching(/^[a-z]{8,12}$/), fc.anything(), fc.boolean()],
  (mark, rest, list) => {
    const report = {
      "document-uri": `${own}/help/${mark}?q=${mark}#${mark}`,
      documentURL: `${own}/help/${mark}`,
      "violated-directive": "script-src",
      "blocked-uri": `https://${mark}.example/${mark}`,
      "script-sample": mark,
      rest,
    };
    const body = list ? [{ body: report }] : { "csp-report": report };
    expect(JSON.stringify(describeReports(body, own, patternOf))).not.toContain(mark);
  },
);

property("any body of a report is taken or left out, never failed at", [fc.anything()], (body) => {
  expect(describeReports(body, own, patternOf).length).toBeLessThanOrEqual(10);
});

property(
  "no body over its limit is read, and none without a length",
  [
    fc.constantFrom("/help/status", "/manage/events/1/import", "/lawyer/cases/1/documents"),
    fc.oneof(fc.nat(60_000_000).map(String), anyText(12), fc.constant(undefined)),
    fc.oneof(
      fc.constantFrom("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"),
      anyText(30),
    ),
  ],
  (path, contentLength, contentType) => {
    const refusal = bodyRefusal({ method: "POST", path, contentType, contentLength, transferEncoding: undefined });
    if (contentLength !== undefined && !/^\s*\d+\s*$/.test(contentLength) && Number(contentLength) !== 0)
      if (!(Number(contentLength) >= 0)) expect(refusal).not.toBeNull();
    if (Number(contentLength) > uploadLimit) expect(refusal).not.toBeNull();
    if (path === "/help/status" && Number(contentLength) > formLimit) expect(refusal).not.toBeNull();
  },
);

property("a plain page carries no markup of the reference", [anyText(60)], (reference) => {
  const page = plainPage(plainMessages.failure, reference);
  expect(page.match(/<(?!\/?(?:html|head|meta|title|body|main|section|h1|p|a|small|hr)\b|!doctype)/gi)).toBeNull();
});

property(
  "the description of a failure never says its message",
  // A mark that no place in the stack has.
  [fc.stringMatching(/^[a-zA-Z]{8,20}$/).map((letters) => `qx${letters}xq`), anyText(50)],
  (mark, more) => {
    const failure = new Error(
      `Failed query: insert ${mark} ${more}\nparams: ${mark}\n    at ${mark} (/x/app/${more}:1:1)`,
    );
    failure.cause = Object.assign(new Error(`Key (email)=(${mark})`), { code: "23505", detail: mark });
    expect(JSON.stringify(describeFailure(failure))).not.toContain(mark);
  },
);
