export interface PolicyReport {
  directive: string;
  /** What was kept out: `inline`, `eval`, `own`, or the scheme of something foreign. */
  blocked: string;
  /** The page by its kind, such as `/desk/requests/:`. */
  page: string;
}

const MOST = 10;

/** What a log may hold of a browser's reports, in either of their two shapes; what is none is left out. */
export function describeReports(body: unknown, ownOrigin: string, patternOf: (path: string) => string): PolicyReport[] {
  const given = Array.isArray(body) ? body.map((each) => part(each, "body")) : [part(body, "csp-report")];
  return given.slice(0, MOST).flatMap((report) => {
    if (!report) return [];
    const directive = text(report, "effectiveDirective", "effective-directive", "violated-directive");
    const document = text(report, "documentURL", "document-uri");
    if (!/^[a-z-]{3,40}$/.test(directive) || !URL.canParse(document)) return [];
    const page = new URL(document);
    if (page.origin !== ownOrigin) return [];
    return [
      {
        directive,
        blocked: kindOf(text(report, "blockedURL", "blocked-uri"), ownOrigin),
        page: patternOf(page.pathname),
      },
    ];
  });
}

function kindOf(blocked: string, ownOrigin: string): string {
  if (/^(inline|eval|wasm-eval|trusted-types-policy|trusted-types-sink)$/.test(blocked)) return blocked;
  if (!URL.canParse(blocked)) return /^[a-z-]{2,20}$/.test(blocked) ? blocked : "unknown";
  const { origin, protocol } = new URL(blocked);
  return origin === ownOrigin ? "own" : protocol.replace(":", "");
}

function part(value: unknown, name: string): Record<string, unknown> | null {
  const found = value && typeof value === "object" ? (value as Record<string, unknown>)[name] : null;
  return found && typeof found === "object" ? (found as Record<string, unknown>) : null;
}

function text(report: Record<string, unknown>, ...names: string[]): string {
  const found = names.map((name) => report[name]).find((value) => typeof value === "string");
  return typeof found === "string" ? found.slice(0, 2000) : "";
}
