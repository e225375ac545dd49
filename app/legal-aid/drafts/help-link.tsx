import type { ReactNode } from "react";
import { useLocale } from "#app/i18n/use-t";
import { inLanguage } from "#app/paths";
import { LinkButton } from "#app/ui/button";

/** Addresses with the language in them: no cookie keeps it on the pages of people who ask for help. */
export function useHelpHref(): (path: string) => string {
  const locale = useLocale();
  return (path) => inLanguage(path, locale);
}

/** The way out as a button of the page itself; works without script. */
export function LeaveButton({ children }: { children: ReactNode }) {
  return (
    <form method="post" action="/help/exit">
      <button type="submit" className="button">
        {children}
      </button>
    </form>
  );
}

export function HelpLink({ to, children, quiet = true }: { to: string; children: ReactNode; quiet?: boolean }) {
  const href = useHelpHref();
  return (
    <LinkButton href={href(to)} tone={quiet ? "quiet" : "primary"}>
      {children}
    </LinkButton>
  );
}
