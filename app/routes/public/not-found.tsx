import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";

/** Every address that no page has. */
export function loader(args: LoaderFunctionArgs) {
  anyone(args);
  throw notFound();
}

export function action(args: LoaderFunctionArgs) {
  anyone(args);
  throw notFound();
}

export default function NotFound() {
  return null;
}
