import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { usePage } from "./page-context";
import { DemoBanner, LanguageLink, NoticeRegion, type ShellProps, SkipLink } from "./shell-parts";
import { Wordmark } from "./wordmark";

interface PublicShellProps extends ShellProps {
  children: ReactNode;
  nav: readonly { label: string; href: string }[];
  footer: readonly { label: string; href: string }[];
}

/** The frame of the pages that everybody sees. */
export function PublicShell({ children, nav, footer, demo, notice, person, signInHref, homeHref }: PublicShellProps) {
  const t = useT("common");
  const { path } = usePage();
  return (
    <>
      <SkipLink />
      {demo && <DemoBanner />}
      <header className="top">
        <div className="frame top-row">
          <Wordmark />
          <nav aria-label={t("mainNavigation")} className="top-nav">
            <ul>
              {nav.map((item) => (
                <li key={item.href}>
                  <a href={item.href} aria-current={path.startsWith(item.href) ? "true" : undefined}>
                    {item.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="top-end">
            <LanguageLink />
            {person ? (
              <a className="button button-quiet button-small" href={homeHref}>
                {t("myPage")}
              </a>
            ) : (
              <a className="button button-quiet button-small" href={signInHref}>
                {t("signIn")}
              </a>
            )}
          </div>
        </div>
      </header>
      <main id="content" className="frame page">
        <NoticeRegion notice={notice} />
        {children}
      </main>
      <footer className="foot">
        <nav className="frame" aria-label={t("footerNavigation")}>
          <ul>
            {footer.map((item) => (
              <li key={item.href}>
                <a href={item.href}>{item.label}</a>
              </li>
            ))}
          </ul>
        </nav>
      </footer>
    </>
  );
}
