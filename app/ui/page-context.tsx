import { createContext, useContext } from "react";

/** What the kit knows about the page it draws; the entries provide it. */
export interface Page {
  path: string;
  /** The query with its question mark, or empty. */
  search: string;
  /** The nonce of the content security policy; empty in the browser. */
  nonce: string;
}

const PageContext = createContext<Page>({ path: "/", search: "", nonce: "" });

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
