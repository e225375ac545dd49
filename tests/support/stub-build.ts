import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import remixOptions from "../../remix.config.js";

/** The smallest application: says what reached it. For tests of the server in front. */
export function stubBuild(
  seen: (what: { method: string; url: string; body: string; context: unknown }) => void,
): ServerBuild {
  const told = async ({ request, context }: LoaderFunctionArgs | ActionFunctionArgs) => {
    const body = request.method === "GET" ? "" : await request.text();
    seen({ method: request.method, url: request.url, body, context });
    if (new URL(request.url).pathname === "/broken") throw new Error("phone=+355691234567");
    return new Response("reached", { headers: { "Content-Type": "text/plain" } });
  };
  const route = (id: string, path: string) => [
    id,
    { id, parentId: undefined, path, module: { loader: told, action: told } },
  ];
  return {
    mode: "production",
    basename: "/",
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    isSpaMode: false,
    future: { ...remixOptions.future },
    assets: { version: "1", url: "", entry: { module: "", imports: [] }, routes: {} },
    entry: {
      module: {
        default: (_request: Request, status: number) => new Response("page", { status }),
        handleError: () => {},
      },
    },
    routes: Object.fromEntries([route("everything", "*"), route("verify", "/verify/:code")]),
  } as unknown as ServerBuild;
}
