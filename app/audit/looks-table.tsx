import { useFormat, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { Tag, TagRow } from "#app/ui/surfaces";
import { useActionWords, useActorWords, useReasonWords } from "./words";

export interface Look {
  id: string;
  happenedAt: Date;
  actorKind: string;
  action: string;
  reason: string | null;
  /** Null where the viewer learns the role only. */
  name: string | null;
  /** The viewer's own look. */
  own: boolean;
}

/** Who opened what of a file, when and why; never what stood there. */
export function LooksTable({ looks, caption }: { looks: readonly Look[]; caption: string }) {
  const t = useT("audit");
  const format = useFormat();
  const actionWords = useActionWords();
  const actorWords = useActorWords();
  const reasonWords = useReasonWords();
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={looks}
      rowKey={(look) => look.id}
      rowTone={(look) => (look.actorKind === "dpo" ? "warn" : undefined)}
      empty={<p className="soft">{t("look.none")}</p>}
      columns={[
        {
          key: "when",
          header: t("when"),
          rowHeader: true,
          cell: (look) => <span className="whitespace-nowrap">{format.dateTime(look.happenedAt)}</span>,
        },
        {
          key: "who",
          header: t("who"),
          cell: (look) => (
            <>
              {look.own ? t("look.you") : (look.name ?? actorWords(look.actorKind))}
              {look.name && <span className="block small soft">{actorWords(look.actorKind)}</span>}
              {look.actorKind === "dpo" && (
                <TagRow>
                  <Tag tone="warn">{t("look.breakGlass")}</Tag>
                </TagRow>
              )}
            </>
          ),
        },
        { key: "what", header: t("actionHeader"), cell: (look) => actionWords(look.action) },
        { key: "why", header: t("reason"), cell: (look) => (look.reason ? reasonWords(look.reason) : "–") },
      ]}
    />
  );
}
