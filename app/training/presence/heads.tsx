import { useFormat, useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/surfaces";
import type { headsOf } from "./wall-queries.server";

type Heads = Awaited<ReturnType<typeof headsOf>>;

/** Heads counted in the room beside those who stand as present: a relayed photo of the code shows. */
export function HeadCount({ heads, action }: { heads: Heads; action: string }) {
  const t = useT("teach");
  return (
    <details className="no-print" open={heads.last !== null}>
      <summary>{t("heads.title")}</summary>
      <p className="small">{t("heads.text", { present: heads.present, byCode: heads.byCode })}</p>
      <form method="post" action={action} className="door-code">
        <label>
          <span>{t("heads.field")}</span>
          <input className="control" name="counted" inputMode="numeric" required maxLength={6} autoComplete="off" />
        </label>
        <Button tone="quiet">{t("heads.save")}</Button>
      </form>
      <Comparison heads={heads} />
    </details>
  );
}

function Comparison({ heads: { last, present } }: { heads: Heads }) {
  const t = useT("teach");
  const format = useFormat();
  if (!last) return null;
  const more = present - last.counted;
  const values = {
    name: `${last.givenName} ${last.familyName}`,
    counted: last.counted,
    time: format.time(last.countedAt),
  };
  return (
    <Notice tone={more === 0 ? "calm" : "warn"}>
      <p>
        {t("heads.last", values)}{" "}
        {more === 0 ? t("heads.same") : t(more > 0 ? "heads.more" : "heads.fewer", { count: Math.abs(more) })}
      </p>
    </Notice>
  );
}
