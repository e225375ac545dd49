import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";

export interface Crumb {
  label: string;
  href: string;
}

interface PageHeaderProps {
  title: ReactNode;
  /** A sentence about the page. */
  lead?: ReactNode;
  /** The one primary action. */
  action?: ReactNode;
  crumbs?: readonly Crumb[];
  /** Tags beside the title. */
  tags?: ReactNode;
}

/** Where one is, what the page is, and the one thing to do there. */
export function PageHeader({ title, lead, action, crumbs, tags }: PageHeaderProps) {
  const t = useT("common");
  return (
    <header className="page-header">
      {crumbs && crumbs.length > 0 && (
        <nav aria-label={t("breadcrumbs")}>
          <ol className="crumbs">
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <a href={crumb.href}>{crumb.label}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="page-title-row">
        <div className="page-title">
          <h1>{title}</h1>
          {tags && <p className="tag-row">{tags}</p>}
          {lead && <p className="lead">{lead}</p>}
        </div>
        {action && <div className="page-action">{action}</div>}
      </div>
    </header>
  );
}

export interface SubNavItem {
  label: string;
  href: string;
  count?: ReactNode;
  current?: boolean;
}

/** The parts of one thing, such as an event's list, roster and certificates; a second one on a page has a label of its own. */
export function SubNav({ items, label }: { items: readonly SubNavItem[]; label?: string }) {
  const t = useT("common");
  return (
    <nav className="sub-nav" aria-label={label ?? t("pageNavigation")}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? "page" : undefined}>
              {item.label}
              {item.count !== undefined && <span className="sub-nav-count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
