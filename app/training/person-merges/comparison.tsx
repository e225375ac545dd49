import { useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { SubNav } from "#app/ui/page-header";
import { Tag, TagRow } from "#app/ui/surfaces";
import type { DuplicateSign } from "./rules";

/** What speaks for one person, and what speaks against it, in two colours. */
export function SignTags({ signs }: { signs: readonly DuplicateSign[] }) {
  const t = useT("manage");
  return (
    <TagRow>
      {signs.map((sign) => (
        <Tag key={sign} tone={sign.startsWith("other_") ? "warn" : "calm"}>
          {t(`duplicates.sign.${sign}`)}
        </Tag>
      ))}
    </TagRow>
  );
}

/** Likely pairs, pairs that were kept apart, records that were made one. */
export function DuplicateNav({ current }: { current: "likely" | "apart" | "merged" }) {
  const t = useT("manage");
  return (
    <SubNav
      items={[
        { label: t("duplicates.likely"), href: paths.duplicates, current: current === "likely" },
        { label: t("duplicates.keptApart"), href: `${paths.duplicates}?show=apart`, current: current === "apart" },
        { label: t("duplicates.merged"), href: paths.merges, current: current === "merged" },
      ]}
    />
  );
}
