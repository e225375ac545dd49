import { useT } from "#app/i18n/use-t";

/** The name with two strokes side by side. */
export function Wordmark({ href = "/" }: { href?: string }) {
  const t = useT("common");
  return (
    <a className="wordmark" href={href}>
      <svg width="15" height="20" viewBox="0 0 15 20" aria-hidden="true">
        <path className="stroke-accent" d="M4.6 2 2.4 18" />
        <path className="stroke-calm" d="M12.6 2 10.4 18" />
      </svg>
      {t("brand")}
    </a>
  );
}
