import { useFormat, useT } from "#app/i18n/use-t";
import { ActionForm } from "#app/ui/button";
import { Card, Tag } from "#app/ui/surfaces";

interface Comparison {
  checkedAt: Date;
  compared: number;
  enough: boolean;
}

/** When the names were last compared inside the network, with the button that does it again. */
export function ComparisonCard({ last, action }: { last: Comparison | null; action: string }) {
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  return (
    <Card title={t("matching.conflicts")}>
      {last ? (
        <p>
          {t("matching.compared", { when: format.dateTime(last.checkedAt), count: last.compared })}{" "}
          {!last.enough && <Tag tone="warn">{words("conflictBand.not_enough")}</Tag>}
        </p>
      ) : (
        <p className="soft">{t("matching.notCompared")}</p>
      )}
      <ActionForm action={action} small>
        {t("matching.compare")}
      </ActionForm>
    </Card>
  );
}
