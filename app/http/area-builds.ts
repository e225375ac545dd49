import type { ServerBuild } from "@remix-run/node";

/**
 * Cuts a build down to the pages of one area, the first part of an address. Remix compares an address with every
 * route three times a request, compiling its pattern anew: with 160 routes that costs more than the page itself.
 */
export function areaBuilds(build: ServerBuild): (path: string) => ServerBuild {
  const areas = new Map<string, Set<string>>();
  const everywhere = new Set<string>();
  for (const route of Object.values(build.routes)) {
    if (!route) continue;
    const area = topPath(build, route.id);
    if (area === undefined || /^[:*]/.test(area)) everywhere.add(route.id);
    else areas.set(area, (areas.get(area) ?? new Set()).add(route.id));
  }
  const made = new Map<string, ServerBuild>();
  const only = (ids: Set<string>) => cutDown(build, new Set([...everywhere, ...ids]));
  for (const [area, ids] of areas) made.set(area, only(ids));
  const nothing = only(new Set());
  return (path) => made.get(areaOf(path)) ?? nothing;
}

/** The first part of the address of a route or of the one above it; "" for the first page, undefined for the root. */
function topPath(build: ServerBuild, id: string): string | undefined {
  let route = build.routes[id];
  if (route?.parentId === undefined) return undefined;
  for (
    let above = build.routes[route.parentId];
    above?.parentId !== undefined;
    above = build.routes[above.parentId ?? ""]
  )
    route = above;
  return (route.path ?? "").split("/")[0]?.toLowerCase() ?? "";
}

function areaOf(path: string): string {
  const first = path.split("/")[1] ?? "";
  const area = decoded(first)
    .toLowerCase()
    .replace(/\.data$/, "");
  return area === "_root" ? "" : area;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function cutDown(build: ServerBuild, ids: Set<string>): ServerBuild {
  const some = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
  return {
    ...build,
    routes: some(build.routes),
    assets: { ...build.assets, routes: some(build.assets.routes) },
  };
}
