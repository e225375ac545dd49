import { PassThrough } from "node:stream";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream, renderToString } from "react-dom/server";
import type { Locale } from "#app/i18n/locale";
import { localeOf } from "#app/i18n/locale.server";
import type { Area } from "#app/i18n/messages";
import { messages } from "#app/i18n/messages.server";
import { translator } from "#app/i18n/translator.server";
import { TranslateProvider } from "#app/i18n/use-t";
import { logFailure } from "#app/operations/logger.server";
import { PageProvider } from "#app/ui/page-context";

const giveUpAfter = 10_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const locale = localeOf(request);
  const { nonce, requestId: reference } = context;
  const messagesOf = (areas: readonly Area[]) => someMessages(locale, areas);
  const page = (
    <PageProvider value={{ path: pathname, search, nonce, reference, messagesOf }}>
      <TranslateProvider value={translator(locale)}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </TranslateProvider>
    </PageProvider>
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Language", locale);
  headers.append("Vary", "Accept-Language, Cookie");
  const wait = retryAfter(remix);
  if (wait) headers.set("Retry-After", wait);
  const body = isHydrated(remix) ? await streamed(page) : `<!DOCTYPE html>${renderToString(page)}`;
  return new Response(body, { status, headers });
}

/** Notes what went wrong in a loader, an action or a page; what a visitor broke off is no failure. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (!request.signal.aborted) logFailure(error, { requestId: context.requestId });
}

/** How long to wait, where a loader or action refused for now (429, 503): Remix keeps no headers of thrown answers. */
function retryAfter({ staticHandlerContext }: EntryContext): string | undefined {
  const { actionHeaders, loaderHeaders, statusCode } = staticHandlerContext;
  if (statusCode !== 429 && statusCode !== 503) return undefined;
  const given = [...Object.values(actionHeaders), ...Object.values(loaderHeaders)];
  return given.map((headers) => headers.get("Retry-After")).find((value) => value !== null) ?? undefined;
}

/** Only pages that opt in carry Remix's data, and that part of the page comes as a stream. */
function isHydrated({ staticHandlerContext, routeModules }: EntryContext): boolean {
  return staticHandlerContext.matches.some(({ route }) => {
    const handle: unknown = routeModules[route.id]?.handle;
    return typeof handle === "object" && handle !== null && "scripts" in handle && Boolean(handle.scripts);
  });
}

function streamed(page: React.ReactElement): Promise<ReadableStream> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(page, {
      onAllReady() {
        const body = new PassThrough();
        resolve(createReadableStreamFromReadable(body));
        pipe(body);
      },
      onShellError: reject,
      onError: () => undefined,
    });
    setTimeout(abort, giveUpAfter).unref();
  });
}

/** What the browser needs of the messages. */
function someMessages(locale: Locale, areas: readonly Area[]): string {
  const chosen = new Set<Area>(["common", "forms", ...areas]);
  const entries = Object.entries(messages[locale]).filter(([area]) => chosen.has(area as Area));
  return JSON.stringify(Object.fromEntries(entries));
}
