import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { env } from "#app/env.server";

const halfYear = 182 * 24 * 3_600_000;

/** /.well-known/security.txt (RFC 9116): whom to tell about a weakness. */
export function loader(args: LoaderFunctionArgs) {
  const { now } = anyone(args);
  const address = /<([^>]+)>/.exec(env().mailFrom)?.[1] ?? env().mailFrom;
  const lines = [
    `Contact: ${env().securityContact ?? `mailto:${address}`}`,
    `Expires: ${new Date(now.getTime() + halfYear).toISOString()}`,
    "Preferred-Languages: sq, en",
    `Canonical: ${env().address}/.well-known/security.txt`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
