import { existsSync } from "node:fs";
import type { RequestListener, Server } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { env } from "#app/env.server";
import { createApp, listen, type ServerOptions, shutDown } from "#app/server";
import { watchDatabase } from "./database-watch.server";

export interface Running {
  /** As browsers see it. */
  address: string;
  port: number;
  wantedPort: number;
  /** From here on requests are answered; until then they hear that it is starting. */
  open(): void;
  stop(): Promise<void>;
}

export interface ServeOptions extends Pick<ServerOptions, "metrics" | "countsOfAll"> {
  root: string;
  development: boolean;
}

/** Takes the port and makes the application; `open` lets requests in. Uses the environment of this process. */
export async function serve({ root, development, ...counting }: ServeOptions): Promise<Running> {
  const settings = env();
  const wantedPort = settings.port ?? 3000;
  const { server, port } = await listen(settings.host, wantedPort, settings.demo ? 50 : 0);
  const address = settings.origin ?? `http://localhost:${port}`;
  const vite = development ? await viteMiddleware(server) : undefined;
  const clientFolder = join(root, "build/client");
  const watch = watchDatabase(() => env().databaseUrl ?? "");
  const options: ServerOptions = {
    ...settings,
    ...counting,
    origin: () => address,
    watch,
    build: vite ? vite.build : await productionBuild(root),
    ...(vite ? { development: vite.middlewares } : existsSync(clientFolder) && { clientFolder }),
  };
  const app = await createApp(options);
  const starting: RequestListener = (request, response) => {
    response.writeHead(request.url === "/healthz" ? 200 : 503, {
      "Retry-After": "5",
      "Content-Type": "text/plain; charset=utf-8",
    });
    response.end("Përkrah is starting.\n");
  };
  server.on("request", starting);
  return {
    address,
    port,
    wantedPort,
    open() {
      server.off("request", starting);
      server.on("request", app);
    },
    async stop() {
      await shutDown(server);
      await watch.stop();
      await vite?.close();
    },
  };
}

async function productionBuild(root: string): Promise<ServerBuild> {
  return (await import(pathToFileURL(join(root, "build/server/index.js")).href)) as ServerBuild;
}

async function viteMiddleware(server: Server) {
  const { createServer } = await import("vite");
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server } } });
  return {
    middlewares: vite.middlewares,
    build: async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as unknown as ServerBuild,
    close: () => vite.close(),
  };
}
