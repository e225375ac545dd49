interface RouteLike {
  path?: string | undefined;
}

/** Turns a path into what a log may hold: words of our own addresses stay, everything else becomes `:`. */
export function routePatterns(routes: Iterable<RouteLike>): (path: string) => string {
  const words = new Set<string>(["", "healthz", "readyz", "metrics"]);
  for (const route of routes)
    for (const segment of (route.path ?? "").split("/")) if (!/^[:*]/.test(segment)) words.add(segment);
  return (path) => {
    if (path.startsWith("/assets/")) return "/assets/:";
    return path
      .split("/")
      .map((segment) => (words.has(segment.replace(/\.data$/, "")) ? segment : ":"))
      .join("/");
  };
}
