import pino from "pino";
import { env } from "#app/env.server";

let made: pino.Logger | undefined;

/** The log of this process: JSON lines on standard output, without anything personal. */
export function logger(): pino.Logger {
  made ??= make();
  return made;
}

function make(): pino.Logger {
  const { logLevel, logFile } = env();
  const file = pino.destination({
    dest: logFile ?? 1,
    append: true,
    mkdir: true,
    mode: 0o600,
    sync: true,
    // What cannot be written (a full disk) is kept until this much, then left out.
    maxLength: 1_000_000,
  });
  // Without somebody who hears it, a line that cannot be written would end the process.
  file.on("error", () => {});
  return pino({ level: logLevel, base: null, formatters: { level: (label) => ({ level: label }) } }, file);
}

/**
 * Notes a failure by name, own code and place. Never its message: Drizzle's carry bound values, PostgreSQL's key values.
 */
export function logFailure(failure: unknown, where: { requestId?: string; route?: string; job?: string } = {}): void {
  logger().error({ ...where, ...describeFailure(failure) }, "failure");
}

export function describeFailure(thrown: unknown): { name: string; code?: string; at?: string[]; cause?: object } {
  const failure = asError(thrown);
  if (!failure) return { name: typeof thrown };
  const { code } = failure as { code?: unknown };
  // The stack begins with the message, whose lines may look like places.
  const at = (failure.stack ?? "")
    .replace(failure.message, "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/.*\/((?:app|db|emails|build|node_modules)\/)/, "($1"));
  return {
    name: failure.name,
    ...((typeof code === "string" || typeof code === "number") &&
      /^[\w.-]{1,60}$/.test(String(code)) && { code: String(code) }),
    at,
    ...(failure.cause instanceof Error && { cause: describeFailure(failure.cause) }),
  };
}

/** pg-boss tells of failures as plain objects that hold what the error held. */
function asError(thrown: unknown): Error | null {
  if (thrown instanceof Error) return thrown;
  const copied = typeof thrown === "object" && thrown !== null && "stack" in thrown && "message" in thrown;
  return copied && typeof thrown.message === "string" ? Object.assign(new Error(), thrown) : null;
}
