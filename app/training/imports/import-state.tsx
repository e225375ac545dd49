import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { ActionForm, Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { ProgressBar } from "#app/ui/progress";
import { Notice, Tag, TagRow } from "#app/ui/surfaces";
import type { StopReason, Verdict } from "./rules";

const order = [
  "new_person",
  "known_person",
  "admitted_now",
  "already_enrolled",
  "waiting",
  "duplicate",
  "continued",
  "skipped",
] as const;

interface ImportStateProps {
  event: { id: string; seats: number };
  list: {
    id: string;
    state: string;
    rowCount: number;
    doneRows: number;
    stoppedAs: StopReason | null;
    counts: Partial<Record<Verdict, number>>;
    lacking: { mails: number; phones: number };
    committedAt: Date | null;
    undoneAt: Date | null;
  };
}

/** What a list will do or has done, and what can be done with it. */
export function ImportState({ list, event }: ImportStateProps) {
  const t = useT("manage");
  const format = useFormat();
  const own = `${paths.event(event.id)}/imports/${list.id}`;
  const { counts, lacking } = list;
  const { mails, phones } = lacking;
  const brought =
    (counts.new_person ?? 0) +
    (counts.known_person ?? 0) +
    (counts.admitted_now ?? 0) +
    (counts.already_enrolled ?? 0) +
    (counts.waiting ?? 0);
  return (
    <>
      <TagRow>
        {order
          .filter((verdict) => counts[verdict])
          .map((verdict) => (
            <Tag key={verdict} tone={verdict === "waiting" || verdict === "skipped" ? "warn" : "plain"}>
              {t(`import.counts.${verdict}`, { count: counts[verdict] ?? 0 })}
            </Tag>
          ))}
      </TagRow>
      {list.state === "previewed" && (
        <>
          {list.stoppedAs && <Notice tone="warn">{t(`import.stopped.${list.stoppedAs}`)}</Notice>}
          <p>{t("import.previewLead")}</p>
          {(counts.waiting ?? 0) > 0 && (
            <Notice tone="warn">
              <p>{t("import.full", { count: counts.waiting ?? 0, seats: event.seats })}</p>
              <p>
                <a href={`${paths.event(event.id)}/edit`}>{t("import.addSeats")}</a>
              </p>
            </Notice>
          )}
          <Form id="confirmation" action={`${own}/confirmation`}>
            {mails + phones > 0 && (
              <CheckField
                name="fill"
                label={t("import.fill", { mails, phones })}
                hint={<a href={`${own}?rows=contact`}>{t("import.fillWho")}</a>}
              />
            )}
            <Button>{t("import.commit", { count: brought })}</Button>
          </Form>
          <ActionForm action={`${own}/dismissal`} tone="plain">
            {t("import.discard")}
          </ActionForm>
          <p className="soft small">{t("import.noMail")}</p>
        </>
      )}
      {list.state === "committing" && <Committing list={list} own={own} />}
      {list.state === "committed" && (
        <>
          <p>{list.committedAt && t("import.committedLead", { date: format.dateTime(list.committedAt) })}</p>
          <ActionForm action={`${own}/reversal`} tone="quiet">
            {t("import.undo")}
          </ActionForm>
          <p className="soft small">{t("import.undoHint")}</p>
        </>
      )}
      {list.state === "undone" && list.undoneAt && (
        <p>{t("import.undoneLead", { date: format.dateTime(list.undoneAt) })}</p>
      )}
    </>
  );
}

function Committing({ list, own }: Pick<ImportStateProps, "list"> & { own: string }) {
  const t = useT("manage");
  const values = { done: list.doneRows, all: list.rowCount };
  return (
    <Notice tone="calm" live>
      <meta httpEquiv="refresh" content="2" />
      <ProgressBar share={list.doneRows / Math.max(1, list.rowCount)} label={t("import.committing", values)} />
      <p className="small soft">
        {t("import.committingHint")} <a href={own}>{t("import.look")}</a>
      </p>
    </Notice>
  );
}
