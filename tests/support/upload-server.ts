import { request as plainRequest } from "node:http";
import { connect } from "node:net";
import type { EntryContext, ServerBuild } from "@remix-run/node";
import routes from "#app/routes";
import { createApp, listen, shutDown } from "#app/server";
import remixOptions from "../../remix.config.js";

const modules = import.meta.glob<Record<string, unknown>>("../../app/routes/*/*.{ts,tsx}");

export interface UploadServer {
  address: string;
  /** A form as browsers post it: the whole body with its length. */
  post(path: string, cookie: string, type: string, body: Buffer): Promise<UploadAnswer>;
  /** What comes back for bytes that no browser would send; an empty answer where the line was only cut. */
  raw(bytes: Buffer | string): Promise<string>;
  stop(): Promise<void>;
}

export interface UploadAnswer {
  status: number;
  /** Keys of the sentences that the form comes back with, or the words of a plain page. */
  said: string;
}

/** The real server in front of the real actions of the addresses that take files; pages come back as what they would say. */
export async function startUploadServer(files: readonly string[]): Promise<UploadServer> {
  const chosen = routes.filter(({ file }) => files.includes(file));
  const built = await Promise.all(
    chosen.map(async ({ file, path }) => {
      const known = await modules[`../../app/${file}`]?.();
      const module = { loader: known?.loader, action: known?.action, default: () => null };
      return [file, { id: file, parentId: undefined, path: `/${path}`, module }];
    }),
  );
  const page = (_request: Request, status: number, headers: Headers, { staticHandlerContext: at }: EntryContext) => {
    headers.set("Content-Type", "application/json");
    return new Response(JSON.stringify(Object.values(at.actionData ?? {})[0] ?? null), { status, headers });
  };
  const build = {
    mode: "production",
    basename: "/",
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    isSpaMode: false,
    future: { ...remixOptions.future },
    assets: { version: "1", url: "", entry: { module: "", imports: [] }, routes: {} },
    entry: { module: { default: page, handleError: () => {} } },
    routes: Object.fromEntries(built),
  } as unknown as ServerBuild;
  const { server, port } = await listen("127.0.0.1", 0, 0);
  const address = `http://localhost:${port}`;
  const app = await createApp({
    build: async () => build,
    origin: () => address,
    demo: false,
    production: true,
    quickExitUrl: "https://weather.example/today",
    trustedProxies: [],
    proxyHeader: "x-forwarded-for",
    watch: { answers: () => true, onSilence: () => () => {} },
  });
  server.on("request", app);
  return {
    address,
    post: posting(port, address),
    raw: (bytes) => sent(port, bytes),
    stop: () => shutDown(server, 100),
  };
}

function posting(port: number, origin: string): UploadServer["post"] {
  return (path, cookie, type, body) =>
    new Promise((resolve, reject) => {
      const headers = {
        host: new URL(origin).host,
        origin,
        cookie,
        "sec-fetch-site": "same-origin",
        "content-type": type,
        "content-length": String(body.length),
      };
      let answered = false;
      const outgoing = plainRequest({ host: "127.0.0.1", port, method: "POST", path, headers }, (incoming) => {
        answered = true;
        let text = "";
        incoming.on("data", (part) => {
          text += part;
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, said: saidIn(text) }));
      });
      // Whoever still sends when the answer is there has its line cut.
      outgoing.on("error", (failure) => answered || reject(failure));
      outgoing.end(body);
    });
}

/** The keys of the refusal, or the text of a plain page. */
function saidIn(text: string): string {
  try {
    const { form } = JSON.parse(text) as { form?: { errors: Record<string, { key: string }[]> } };
    return Object.values(form?.errors ?? {})
      .flat()
      .map(({ key }) => key)
      .join(" ");
  } catch {
    return text
      .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, " ")
      .replace(/\s+/g, " ")
      .trim();
  }
}

function sent(port: number, bytes: Buffer | string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const cut = setTimeout(() => socket.end(), 1_500);
    socket.on("data", (part) => {
      answer += part;
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(cut);
      resolve(answer);
    });
  });
}
