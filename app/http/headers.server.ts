import type { RequestHandler, Response } from "express";
import helmet from "helmet";

/** Where browsers tell what the policy kept them from; `csp-reports.server.ts` answers. */
export const reportAddress = "/csp-reports";

export interface HeaderOptions {
  /** Our own address, `https://…` or `http://localhost:PORT`. */
  origin: () => string;
  quickExitUrl: string;
  /** Vite's development server puts styles into the page and talks over a web socket. */
  development: boolean;
}

/** The headers that every answer carries: pages, files, downloads, errors. Needs `res.locals.nonce`. */
export function securityHeaders({ origin, quickExitUrl, development }: HeaderOptions): RequestHandler {
  const nonce = (_: unknown, response: unknown) => `'nonce-${(response as Response).locals.nonce}'`;
  const fixed = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": [nonce, "'strict-dynamic'"],
        "style-src": development ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": development ? ["'self'", "ws://localhost:*"] : ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        // The quick exit is a form without JavaScript, and its answer leads away from here.
        "form-action": ["'self'", new URL(quickExitUrl).origin],
        "frame-ancestors": ["'none'"],
        "report-uri": [reportAddress],
        "report-to": ["csp"],
      },
    },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    // `no-referrer` would turn our own form posts into `Origin: null`.
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
  });
  return (request, response, next) => {
    response.setHeader(
      "Permissions-Policy",
      "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=(), browsing-topics=()",
    );
    response.setHeader("Reporting-Endpoints", `csp="${origin()}${reportAddress}"`);
    if (origin().startsWith("https:"))
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    fixed(request, response, next);
  };
}
