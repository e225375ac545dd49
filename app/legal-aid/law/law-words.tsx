import { useT } from "#app/i18n/use-t";
import { Tag } from "#app/ui/surfaces";
import { lawStatuses, limitUnits } from "#db/vocabulary";

/** How sure a row is; a word that nobody knows stands as it is kept. */
export function LawStatusTag({ status }: { status: string }) {
  const words = useT("words");
  const known = lawStatuses.find((word) => word === status);
  if (!known) return status;
  return <Tag tone={known === "verified" ? "calm" : "warn"}>{words(`lawStatus.${known}`)}</Tag>;
}

/** "15 days", "2 days before", or a dash where the law gives no number. */
export function ruleLength(
  row: { length: number | null; unit: string | null; direction: string },
  t: ReturnType<typeof useT<"admin">>,
): string {
  const unit = limitUnits.find((known) => known === row.unit);
  if (row.length === null || !unit) return "–";
  const words = t(`law.${unit}`, { count: row.length });
  return row.direction === "before" ? t("law.before", { length: words }) : words;
}
