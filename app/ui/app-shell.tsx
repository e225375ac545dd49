import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { usePage } from "./page-context";
import { DemoBanner, LanguageLink, NoticeRegion, type ShellProps, SkipLink } from "./shell-parts";
import { Wordmark } from "./wordmark";

export interface NavItem {
  label: string;
  href: string;
  count?: number;
}

export interface NavGroup {
  label: string;
  items: readonly NavItem[];
}

interface AppShellProps extends ShellProps {
  children: ReactNode;
  groups: readonly NavGroup[];
}

/** The frame of the working pages: navigation at the side, or behind a button on a phone. */
export function AppShell({ children, groups, demo, notice, person, signOutHref, homeHref }: AppShellProps) {
  const t = useT("common");
  return (
    <>
      <SkipLink />
      {demo && <DemoBanner />}
      <div className="app">
        <header className="app-top">
          <Wordmark href={homeHref} />
          <details className="app-menu">
            <summary className="button button-quiet button-small">
              <Menu size={18} /> {t("menu")}
            </summary>
            <Navigation groups={groups} label={t("menu")} />
            <Person person={person} signOutHref={signOutHref} />
          </details>
        </header>
        <header className="app-side">
          <Wordmark href={homeHref} />
          <Navigation groups={groups} label={t("mainNavigation")} />
          <Person person={person} signOutHref={signOutHref} />
        </header>
        <main id="content" className="app-main page">
          <NoticeRegion notice={notice} />
          {children}
        </main>
      </div>
    </>
  );
}

function Navigation({ groups, label }: { groups: readonly NavGroup[]; label: string }) {
  const { path } = usePage();
  const current = groups
    .flatMap((group) => group.items)
    .filter((item) => path === item.href || path.startsWith(`${item.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav aria-label={label} className="side-nav">
      {groups.map((group) => (
        <div key={group.label}>
          <p className="side-title">{group.label}</p>
          <ul>
            {group.items.map((item) => (
              <li key={item.href}>
                <a href={item.href} aria-current={item.href === current?.href ? "page" : undefined}>
                  {item.label}
                  {item.count !== undefined && item.count > 0 && <span className="side-count">{item.count}</span>}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Person({ person, signOutHref }: { person: { name: string } | null; signOutHref: string }) {
  const t = useT("common");
  return (
    <div className="side-person">
      <LanguageLink />
      {person && (
        <>
          <p className="small soft">{t("signedInAs", { name: person.name })}</p>
          <form method="post" action={signOutHref}>
            <button type="submit" className="button button-quiet button-small">
              {t("signOut")}
            </button>
          </form>
        </>
      )}
    </div>
  );
}
