import { hash, verify } from "@node-rs/argon2";
import { env } from "#app/env.server";
import { hashingShare } from "./rules";

// Algorithm 2 is Argon2id; the enum itself is declared const and cannot be read from here.
const options = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 };
let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password or receipt secret: Argon2id, 64 MiB, 3 passes. Throws the 503 where too many wait. */
export function hashSecret(secret: string): Promise<string> {
  return queued(() => hash(secret, options));
}

/** True where the secret fits; a missing hash costs the same time and never fits. */
export function secretFits(stored: string | null | undefined, secret: string): Promise<boolean> {
  return queued(async () => {
    // Made at the first look whoever it is about: the first unknown address takes no longer than the first known one.
    const nobodys = await nobodysHash();
    const fits = await verify(stored ?? nobodys, secret);
    return fits && Boolean(stored);
  });
}

let nobody: Promise<string> | undefined;
function nobodysHash(): Promise<string> {
  nobody ??= hash("nobody has this password", options);
  return nobody;
}

/** The few that run at once leave the other pages their processor. */
async function queued<T>(work: () => Promise<T>): Promise<T> {
  const share = hashingShare(env().webProcesses);
  if (running >= share.atOnce) {
    if (waiting.length >= share.waiting) throw new Response(null, { status: 503, headers: { "Retry-After": "10" } });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}
