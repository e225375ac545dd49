import { createContext, useContext } from "react";
import type { Area } from "#app/i18n/messages";

/** What the kit knows about the page it draws; the entries provide it. */
export interface Page {
  path: string;
  /** The query with its question mark, or empty. */
  search: string;
  /** The nonce of the content security policy; empty in the browser. */
  nonce: string;
  /** What a person can read out when something went wrong; empty in the browser. */
  reference: string;
  /** The messages of some areas, for the browser; only the server can say them. */
  messagesOf?: (areas: readonly Area[]) => string;
}

const PageContext = createContext<Page>({ path: "/", search: "", nonce: "", reference: "" });

export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  return useContext(PageContext);
}

/** The present address with some query values changed; `null` takes one out. */
export function useHere(): (changes: Record<string, string | null>) => string {
  const { path, search } = usePage();
  return (changes) => {
    const query = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString();
    return text ? `${path}?${text}` : path;
  };
}

/** A small script of a page that is not hydrated: `<PageScript name="roster" />` loads /scripts/roster.js. */
export function PageScript({ name }: { name: string }) {
  const { nonce } = usePage();
  return <script type="module" src={`/scripts/${name}.js`} nonce={nonce} suppressHydrationWarning />;
}

/** The messages that a hydrated page needs, as data for the entry in the browser. */
export function MessagesForScripts({ areas }: { areas: readonly Area[] }) {
  const { messagesOf } = usePage();
  const json = messagesOf ? messagesOf(areas) : document.querySelector<HTMLMetaElement>("#messages")?.content;
  return <meta name="messages" id="messages" content={json} />;
}
