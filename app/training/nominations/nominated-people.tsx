import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { daysInWords, EnrolmentStateTag } from "#app/training/events/event-words";
import { ActionForm } from "#app/ui/button";
import { RowList } from "#app/ui/lists";
import type { EnrolmentState } from "#db/vocabulary";

interface NominatedPeopleProps {
  rows: readonly {
    id: string;
    state: EnrolmentState;
    givenName: string;
    familyName: string;
    profession: string | null;
    slug: string;
    title: string;
    startsOn: string | null;
    endsOn: string | null;
    begun: boolean;
  }[];
  /** Says of everybody to which event, where the page is not about one. */
  withEvent?: boolean;
}

/** Whom the own institution has put forward, what became of it, and the way to take it back. */
export function NominatedPeople({ rows, withEvent = false }: NominatedPeopleProps) {
  const t = useT("partner");
  const format = useFormat();
  return (
    <RowList
      items={rows.map((row) => {
        const name = `${row.givenName} ${row.familyName}`;
        const event = withEvent ? `${row.title}, ${daysInWords(row, format)}` : null;
        const open = !row.begun && row.state !== "cancelled" && row.state !== "declined";
        return {
          key: row.id,
          title: name,
          about: [row.profession, event].filter(Boolean).join(" · "),
          end: (
            <>
              <EnrolmentStateTag state={row.state} />
              {open && (
                <ActionForm
                  action={`${paths.nominations}/${row.id}/withdrawal`}
                  tone="plain"
                  small
                  label={t("nominations.withdrawLabel", { name })}
                >
                  {t("nominations.withdraw")}
                </ActionForm>
              )}
            </>
          ),
        };
      })}
    />
  );
}
