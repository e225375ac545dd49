import { useT } from "#app/i18n/use-t";
import { usePage } from "./page-context";

/** What the page lists, as a file with the same filter: CSV and XLSX. */
export function FileLinks() {
  const { path, search } = usePage();
  const t = useT("common");
  const query = new URLSearchParams(search);
  query.delete("page");
  const rest = query.size > 0 ? `?${query}` : "";
  return (
    <p className="file-links small">
      <span className="soft">{t("asFile")}</span>
      {(["csv", "xlsx"] as const).map((format) => (
        <a key={format} href={`${path}.${format}${rest}`} download>
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  );
}
