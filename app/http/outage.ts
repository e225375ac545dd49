import type { ServerBuild } from "@remix-run/node";

/**
 * What passes by itself, by the code of the failure: the database is away, full, waited for too long, or shutting down;
 * the disk is full. Everything else that fails is a mistake of ours.
 */
const passing = new Set([
  ...["CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT"],
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"],
  ...["08000", "08001", "08003", "08004", "08006", "25P03", "40001", "40P01", "53000", "53100", "53200", "53300"],
  ...["55P03", "57014", "57P01", "57P02", "57P03", "57P05", "58030"],
  ...["ENOSPC", "EDQUOT", "EFBIG", "EMFILE", "ENFILE"],
]);

/** Whether a failure is one of the surroundings and passes: the visitor hears 503, not that we made a mistake. */
export function isOutage(failure: unknown): boolean {
  for (let each = failure; each instanceof Error; each = each.cause) {
    const { code, syscall, address } = each as { code?: unknown; syscall?: string; address?: string };
    if (typeof code === "string" && passing.has(code)) return true;
    // The socket of a server that is down is no file.
    if (code === "ENOENT" && syscall === "connect" && address?.includes(".s.PGSQL.")) return true;
  }
  return false;
}

/** The build with every loader and action answering 503 and Retry-After where the surroundings fail. */
export function truthfulBuild(build: ServerBuild, note: (failure: unknown, route: string) => void): ServerBuild {
  const guarded = <A, R>(route: string, work: ((args: A) => R) | undefined) =>
    work &&
    (async (args: A) => {
      try {
        return await work(args);
      } catch (failure) {
        if (!isOutage(failure)) throw failure;
        note(failure, route);
        throw new Response(null, { status: 503, headers: { "Retry-After": RETRY_AFTER } });
      }
    });
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const { loader, action, ...rest } = route.module;
    const module = {
      ...rest,
      ...(loader && { loader: guarded(id, loader) }),
      ...(action && { action: guarded(id, action) }),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

/** Seconds after which a visitor may try again. */
export const RETRY_AFTER = "5";
