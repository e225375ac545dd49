import { beforeAll, describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { keepAnswer } from "#app/legal-aid/drafts/keep-answer.server";
import { helpCookie } from "#app/legal-aid/receipts/help-session.server";
import { type LimitedAction, limitAttempts } from "#app/protection/rate-limit.server";
import routes from "#app/routes";
import { setDatabase } from "#db/client.server";
import { buildAccount, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { networkOn } from "#tests/support/network";
import { routeArgs } from "#tests/support/signed-in";

type Handler = (args: unknown) => unknown;
const modules = import.meta.glob<{ loader?: Handler; action?: Handler }>("/app/routes/**/*.{ts,tsx}");
const made = await testDatabase();
const { app, owner } = made;

/** One way to a counted action: a page or, with a form, a button. */
interface Door {
  path: string;
  query?: string;
  params?: Record<string, string>;
  form?: Record<string, string>;
  as?: { id: string; roles: readonly ("coordinator" | "professional")[] };
  cookie?: string;
}

const email = "arta@example.al";
const password = "kali i bardhë vrapon";
const response = JSON.stringify({
  id: "abc",
  rawId: "abc",
  type: "public-key",
  response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" },
});
const HERE = "10.1.2.3";
let staff: { id: string; roles: ["coordinator"] };
let another: { id: string; roles: ["coordinator"] };
let requests: string[];
let slug: string;
let draft: string;

beforeAll(async () => {
  setDatabase(app);
  const coordinator = async () => {
    const { id } = await buildAccount(owner, { roles: ["coordinator"], password });
    return { id, roles: ["coordinator"] as ["coordinator"] };
  };
  staff = await coordinator();
  another = await coordinator();
  const desk = await buildMember(owner, "coordinator");
  const network = networkOn(made);
  requests = [await network.request(desk.actor), await network.request(desk.actor)];
  slug = (await buildEvent(owner)).slug;
  const kept = await keepAnswer(contextFor({ kind: "anyone" }, new Date(), app), null, { process: true });
  draft = (await helpCookie("draft", kept.ok ? kept.token : "")).split(";")[0] ?? "";
});

const signIn: Door = { path: "sign-in", form: { email, password: "gabim" } };
const link: Door = { path: "account/link", form: { email } };
const documents = (id = "") => ({ path: "desk/requests/:id/documents", params: { id }, form: {}, as: staff });
const elsewhere = "another address";
type Row = () => { key: string; shut: Door[]; open: Door | typeof elsewhere };

/**
 * Every counted action: its doors, the key that is counted under, and a door that stays open when that key is used up
 * (the same from elsewhere, where none is named). A new action does not compile without its row.
 */
const doors: Record<LimitedAction, Row> = {
  sign_in_account: () => ({
    key: email,
    shut: [signIn],
    open: { ...signIn, form: { email: "b@example.al", password } },
  }),
  sign_in_account_address: () => ({ key: `${email} ${HERE}`, shut: [signIn], open: elsewhere }),
  sign_in_address: () => ({
    key: HERE,
    shut: [signIn, { path: "sign-in/passkey", form: { response } }],
    open: elsewhere,
  }),
  second_factor: (): ReturnType<Row> => ({
    key: staff.id,
    shut: [
      { path: "account/second-factor", form: { code: "123456" }, as: staff },
      { path: "account/second-factor/passkey", form: { response }, as: staff },
      { path: "account/confirm", form: { code: "123456" }, as: staff },
      { path: "account/authenticator", form: { code: "123456" }, as: staff },
    ],
    open: { path: "account/second-factor", form: { code: "123456" }, as: another },
  }),
  passkey_address: () => ({
    key: HERE,
    shut: [
      { path: "sign-in/passkey-options", form: {} },
      { path: "account/second-factor/passkey-options", form: {}, as: staff },
      { path: "account/passkeys/options", form: {}, as: staff },
    ],
    open: elsewhere,
  }),
  own_password: (): ReturnType<Row> => ({
    key: staff.id,
    shut: [
      { path: "account/email", form: { email: "new@example.al", password }, as: staff },
      { path: "account/closing", form: { password }, as: staff },
      { path: "account/data.zip", form: { password }, as: staff },
    ],
    open: { path: "account/closing", form: { password: "gabim" }, as: another },
  }),
  own_data: () => ({
    key: staff.id,
    shut: [{ path: "account/data.zip", form: { password }, as: staff }],
    open: { path: "account/data.zip", form: { password }, as: another },
  }),
  account_link_account: () => ({ key: email, shut: [link], open: { ...link, form: { email: "b@example.al" } } }),
  account_link_address: () => ({ key: HERE, shut: [link], open: elsewhere }),
  claim_address: () => ({
    key: HERE,
    shut: [{ path: "account/claim", form: { code: "ABCD", email, password } }],
    open: elsewhere,
  }),
  here_address: () => ({ key: HERE, shut: [{ path: "here", query: "?code=ACDEFG" }], open: elsewhere }),
  draft_address: () => ({
    key: HERE,
    shut: [{ path: "help/request/:question", params: { question: "now" }, form: { safeNow: "yes" } }],
    open: elsewhere,
  }),
  request_address: () => ({
    key: HERE,
    shut: [{ path: "help/request/check", form: {}, cookie: draft }],
    open: elsewhere,
  }),
  sign_up_address: () => ({
    key: HERE,
    shut: [{ path: "trainings/:slug", params: { slug }, form: {} }],
    open: elsewhere,
  }),
  join_address: () => ({ key: HERE, shut: [{ path: "network/join", form: {} }], open: elsewhere }),
  document_request: () => ({ key: requests[0] ?? "", shut: [documents(requests[0])], open: documents(requests[1]) }),
  calendar_address: () => ({
    key: HERE,
    shut: [{ path: "calendar/:token.ics", params: { token: "x" } }],
    open: elsewhere,
  }),
  verify_address: () => ({
    key: HERE,
    shut: [
      { path: "verify/:code", params: { code: "ABCDEFGH" } },
      { path: "verify/:code.json", params: { code: "ABCDEFGH" } },
    ],
    open: elsewhere,
  }),
};

/** Whether a door is shut by the counter. What is asked for all the time is counted ten at once: it is tried ten times. */
async function isShut(door: Door, clientAddress = HERE): Promise<boolean> {
  const file = routes.find(({ path }) => path === door.path)?.file;
  const { loader, action } = (await modules[`/app/${file}`]?.()) ?? {};
  const handler = door.form ? action : loader;
  if (!handler) throw new Error(`no such door: ${door.path}`);
  for (let turn = 0; turn < (door.form ? 1 : 10); turn++) {
    const args = await routeArgs(`/${door.path}${door.query ?? ""}`, {
      clientAddress,
      ...(door.params && { params: door.params }),
      ...(door.form && { form: door.form }),
      ...(door.as && { account: door.as }),
    });
    if (door.cookie) args.request.headers.set("Cookie", door.cookie);
    const answer = await Promise.resolve()
      .then(() => handler(args))
      .catch((thrown: unknown) => thrown);
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response && answer.status === 429) return true;
  }
  return false;
}

describe("who has tried too often", () => {
  it.each(Object.keys(doors) as LimitedAction[])(
    "is kept out by the counter of %s, and nobody else is",
    async (action) => {
      await owner.execute("delete from rate_limits");
      const { key, shut, open } = doors[action]();
      const used = await limitAttempts(action, key, 100_000).catch((refusal: unknown) => refusal);
      expect((used as Response).status).toBe(429);
      for (const door of shut) expect(await isShut(door), door.path).toBe(true);
      const [first] = shut;
      if (open === elsewhere && first) expect(await isShut(first, "10.9.9.9"), "from elsewhere").toBe(false);
      else expect(await isShut(open as Door), "somebody else").toBe(false);
    },
  );
});
