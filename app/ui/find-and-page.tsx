import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { useHere, usePage } from "./page-context";

/** Leads through the pages of a list by `?page=`; draws nothing where one page holds all. */
export function Paging({ page, pageSize, total }: { page: number; pageSize: number; total: number }) {
  const t = useT("common");
  const here = useHere();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  const from = (page - 1) * pageSize + 1;
  return (
    <nav className="paging" aria-label={t("paging")}>
      {page > 1 && (
        <a
          className="button button-quiet button-small"
          href={here({ page: page > 2 ? String(page - 1) : null })}
          rel="prev"
        >
          {t("previousPage")}
        </a>
      )}
      <span className="soft small">{t("rowsOf", { from, to: Math.min(total, page * pageSize), total })}</span>
      {page < pages && (
        <a className="button button-quiet button-small" href={here({ page: String(page + 1) })} rel="next">
          {t("nextPage")}
        </a>
      )}
    </nav>
  );
}

interface SearchBarProps {
  label: string;
  /** The name in the address; `q` unless said otherwise. */
  name?: string;
  /** More fields of the search, such as a SelectField. */
  children?: ReactNode;
  /** Values in the address that a search keeps. */
  keep?: readonly string[];
}

/** A search that works by address, so that it can be kept and sent. Inside, fields read the address. */
export function SearchBar({ label, name = "q", children, keep = [] }: SearchBarProps) {
  const t = useT("common");
  const { path, search } = usePage();
  const query = new URLSearchParams(search);
  const typed = query.get(name) ?? "";
  return (
    <search>
      <form method="get" action={path} className="search-bar">
        {keep.map(
          (kept) => query.has(kept) && <input key={kept} type="hidden" name={kept} value={query.get(kept) ?? ""} />,
        )}
        <div className="field search-field">
          <label className="field-label" htmlFor={`search-${name}`}>
            {label}
          </label>
          <input
            id={`search-${name}`}
            className="control"
            type="search"
            name={name}
            defaultValue={typed}
            autoComplete="off"
          />
        </div>
        {children}
        <button type="submit" className="button button-quiet">
          <Search size={18} />
          {t("search")}
        </button>
        {typed && (
          <a className="search-clear" href={path}>
            {t("searchClear")}
          </a>
        )}
      </form>
    </search>
  );
}
