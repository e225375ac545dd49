import type { Area, MessageKey } from "#app/i18n/messages";
import type { Translate } from "#app/i18n/translator";

/** What a page says about itself: `export const handle: PageHandle = { title: "desk.requests.title" }`. */
export interface PageHandle<Data = unknown> {
  /** The title of the browser's tab: a message, or made of what the loader gave. */
  title?: MessageKey | ((t: Translate, data: Data) => string);
  /** Hydrates the page and sends it the messages of these areas. Without it a page carries no script of Remix. */
  scripts?: readonly Area[];
  /** The frame, where the address does not say it. */
  shell?: "public" | "app" | "help" | "bare";
}

/** A handle whose title function knows its loader: `pageHandle<typeof loader>({ title: (t, data) => … })`. */
export function pageHandle<Loader extends (...args: never[]) => unknown>(
  handle: PageHandle<LoaderData<Loader>>,
): PageHandle<never> {
  return handle;
}

type LoaderData<Loader extends (...args: never[]) => unknown> =
  Awaited<ReturnType<Loader>> extends infer Result ? (Result extends { data: infer Data } ? Data : Result) : never;
