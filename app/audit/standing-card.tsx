import { useFormat, useT } from "#app/i18n/use-t";
import { Card, Tag, TagRow } from "#app/ui/surfaces";
import type { auditStanding } from "./queries.server";
import { useVerdictWords } from "./words";

/** Whether the chain fits its last anchor, and what the last walk through all of it said. */
export function StandingCard({
  standing: { rows, anchor, checked },
  link,
}: {
  standing: Awaited<ReturnType<typeof auditStanding>>;
  link?: boolean;
}) {
  const t = useT("audit");
  const format = useFormat();
  const verdictWords = useVerdictWords();
  const fits = anchor?.state === "fits";
  return (
    <Card
      title={t("status.title")}
      tone={anchor && !fits ? "danger" : "plain"}
      action={link && <a href="/audit/verification">{t("status.check")}</a>}
    >
      <TagRow>
        <Tag>{t("status.rows", { count: rows })}</Tag>
        <Tag tone={fits ? "calm" : anchor ? "danger" : "warn"}>
          {anchor ? t(`status.${anchor.state}`) : t("status.notAnchored")}
        </Tag>
      </TagRow>
      {anchor && (
        <p className="small soft">
          {t("status.anchored", { when: format.dateTime(anchor.at), position: format.number(anchor.position) })}
        </p>
      )}
      <p className="small soft">
        {checked
          ? t("status.checked", {
              when: format.dateTime(checked.at),
              rows: checked.rows ?? 0,
              verdict: verdictWords(checked.verdict),
            })
          : t("status.neverChecked")}
      </p>
    </Card>
  );
}
