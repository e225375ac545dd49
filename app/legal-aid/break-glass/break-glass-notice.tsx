import { useFormat, useT } from "#app/i18n/use-t";
import { Notice } from "#app/ui/surfaces";
import type { OpenedByBreakGlass } from "./queries.server";

/** Says loud, on the page of the request or case, that somebody looked by break-glass, or may right now. */
export function BreakGlassNotice({ opened }: { opened: readonly OpenedByBreakGlass[] }) {
  const t = useT("desk");
  const format = useFormat();
  if (opened.length === 0) return null;
  return (
    <Notice tone={opened.some(({ running }) => running) ? "danger" : "warn"} title={t("request.brokenTitle")}>
      {opened.map(({ id, askedByName, decidedByName, decidedAt, endsAt, running }) => (
        <p key={id}>
          {t(running ? "request.brokenOpen" : "request.brokenOver", {
            who: askedByName,
            second: decidedByName ?? "",
            when: format.dateTime(decidedAt),
            until: running ? format.time(endsAt) : format.dateTime(endsAt),
          })}
        </p>
      ))}
    </Notice>
  );
}
