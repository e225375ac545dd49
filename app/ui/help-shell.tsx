import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { PageScript } from "./page-context";
import { LanguageLink, SkipLink } from "./shell-parts";

interface HelpShellProps {
  children: ReactNode;
  /** The own address that ends the session and leads away. */
  exitHref: string;
  /** Where a script leads at once. */
  exitTo: string;
}

/** The frame for people who ask for help: a way out on top, nothing that names the place. */
export function HelpShell({ children, exitHref, exitTo }: HelpShellProps) {
  const t = useT("help");
  return (
    <>
      <SkipLink />
      <header className="exit-bar">
        <span className="exit-keys">{t("exitKeys")}</span>
        <LanguageLink />
        <form method="post" action={exitHref} className="exit-form">
          <button type="submit" className="exit-button" data-quick-exit={exitTo}>
            {t("exitNow")}
          </button>
        </form>
      </header>
      <main id="content" className="help page">
        {children}
      </main>
      <PageScript name="quick-exit" />
    </>
  );
}
