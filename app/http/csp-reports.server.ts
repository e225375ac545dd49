import express, { type RequestHandler } from "express";
import { logger } from "#app/operations/logger.server";
import { describeReports } from "./csp-reports";

const LARGEST_BYTES = 16_384;
const A_MINUTE = 60;

/**
 * Takes what browsers say about our policy into the log: which directive, what kind of source, which kind of page.
 * No address, no sample, nothing of the visitor. 60 a minute, 16 KiB each; always 204, so that nobody learns anything.
 */
export function cspReports(ownOrigin: () => string, patternOf: (path: string) => string): RequestHandler[] {
  let minute = 0;
  let taken = 0;
  const types = ["application/csp-report", "application/reports+json", "application/json"];
  const read = express.json({ type: types, limit: LARGEST_BYTES });
  return [
    (request, response, next) => {
      const now = Math.floor(Date.now() / 60_000);
      if (now !== minute) [minute, taken] = [now, 0];
      taken += 1;
      if (request.method !== "POST" || taken > A_MINUTE) return void response.status(204).end();
      read(request, response, (failure?: unknown) => (failure ? response.status(204).end() : next()));
    },
    (request, response) => {
      for (const report of describeReports(request.body, ownOrigin(), patternOf))
        logger().warn({ requestId: response.locals.requestId, ...report }, "content security policy");
      response.status(204).end();
    },
  ];
}
