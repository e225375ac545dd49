import { beginSignIn } from "#app/accounts/session.server";
import type { Role } from "#db/vocabulary";

export interface Answer {
  status: number;
  location: string;
  retryAfter: string | null;
  body: string;
  milliseconds: number;
}

/** A visitor without a browser: keeps its cookie, comes from an address of its own. */
export interface Caller {
  cookie: string;
  get(path: string): Promise<Answer>;
  post(path: string, fields?: Record<string, string> | FormData): Promise<Answer>;
}

let callers = 0;

/** Comes to an address, signed in (with the second factor) where an account is given. */
export async function caller(address: string, account?: { id: string; roles: readonly Role[] }): Promise<Caller> {
  callers += 1;
  const from = `10.${Math.floor(Math.random() * 250)}.${Math.floor(callers / 250)}.${callers % 250}`;
  const now = new Date();
  const signIn = account ? (await beginSignIn(account, "test", now, now)).split(";")[0] : "";
  const self: Caller = {
    cookie: signIn ?? "",
    get: (path) => ask(path, { method: "GET" }),
    post: (path, fields = {}) =>
      ask(path, { method: "POST", body: fields instanceof FormData ? fields : new URLSearchParams(fields) }),
  };
  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const began = performance.now();
    const answer = await fetch(`${address}${path}`, {
      ...init,
      redirect: "manual",
      headers: { origin: address, cookie: self.cookie, "x-forwarded-for": from },
    });
    const body = await answer.text();
    const set = answer.headers.getSetCookie().find((cookie) => !cookie.startsWith("notice="));
    if (set) self.cookie = set.split(";")[0] ?? "";
    const { status, headers } = answer;
    const milliseconds = performance.now() - began;
    const [location, retryAfter] = [headers.get("location") ?? "", headers.get("retry-after")];
    return { status, location, retryAfter, body, milliseconds };
  }
  return self;
}

/** A form with one paper, as the desk posts it. */
export function paperForm(content: Buffer): FormData {
  const form = new FormData();
  form.append("kind", "decision");
  form.append("file", new File([new Uint8Array(content)], "vendimi.pdf"));
  return form;
}

/** The answers of somebody who asks for help, question by question. */
export const helpAnswers: [string, Record<string, string>][] = [
  ["now", { safeNow: "yes" }],
  ["today", { danger: "no" }],
  ["contact", { channel: "phone" }],
  ["reach", { phone: "069 123 4567", who: "only_me", message: "none" }],
  ["region", { regionIso: "AL-11" }],
  ["matter", { matter: "children" }],
  ["words", { story: "Me fjalët e mia." }],
  ["names", { opponent: "Provë Provësi" }],
  ["you", { name: "Emër Mbiemër", birthYear: "1991" }],
  ["agree", { process: "yes", conflictCheck: "yes", shareWithLawyer: "yes" }],
];
