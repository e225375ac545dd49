import type { ReactNode } from "react";
import { acceptedEndings } from "#app/files/file-types";
import type { FormState } from "#app/forms/form-state";
import { useFormat, useT } from "#app/i18n/use-t";
import { ActionForm, Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { Card, Notice, Tag } from "#app/ui/surfaces";
import { FileField } from "#app/ui/text-fields";
import { documentKinds } from "#db/vocabulary";
import type { ListedDocument } from "./queries.server";

const tones = { quarantined: "warn", unscanned: "warn", clean: "calm", infected: "danger" } as const;

interface DocumentListProps {
  documents: readonly (ListedDocument & { name?: string })[];
  /** Where the papers live, such as /lawyer/cases/:id/documents. */
  base: string;
  empty: string;
  /** How a clean one is opened, where whoever looks may. */
  open?: (document: ListedDocument) => ReactNode;
  /** Without kind and origin: for the person, who sees her own only. */
  plain?: boolean;
  /** Ends the addresses of the buttons, where no cookie keeps the language. */
  query?: string;
}

/** Papers, the latest first: what each is, whether it can be opened, and the way to take an own one back. */
export function DocumentList({ documents, base, empty, open, plain, query = "" }: DocumentListProps) {
  const t = useT();
  const format = useFormat();
  if (documents.length === 0) return <p className="soft">{empty}</p>;
  return (
    <RowList
      items={documents.map((one) => {
        const what = t(`words.fileType.${one.type}`);
        const kind = t(`words.documentKind.${one.kind}`);
        const facts = [
          one.name !== undefined && kind,
          (one.name !== undefined || !plain) && what,
          format.bytes(one.bytes),
          format.dateTime(one.addedAt),
          !plain && t(`words.documentOrigin.${one.origin}`),
        ];
        return {
          key: one.id,
          title: one.name ?? (plain ? what : kind),
          about: (
            <>
              {facts.filter(Boolean).join(" · ")}
              {one.undoUntil && (
                <span className="block">{t("documents.withdrawn", { time: format.time(one.undoUntil) })}</span>
              )}
              {one.state === "infected" && (
                <span className="block">{t("documents.infected", { finding: one.finding ?? "" })}</span>
              )}
            </>
          ),
          end: (
            <span className="tag-row items-center">
              {!one.undoUntil && <Tag tone={tones[one.state]}>{t(`words.documentState.${one.state}`)}</Tag>}
              {one.state === "clean" && !one.undoUntil && open?.(one)}
              {one.own && (
                <ActionForm
                  action={`${base}/${one.id}/${one.undoUntil ? "return" : "withdrawal"}${query}`}
                  tone="plain"
                  small
                >
                  {t(one.undoUntil ? "documents.putBack" : "documents.takeBack")}
                </ActionForm>
              )}
            </span>
          ),
        };
      })}
    />
  );
}

/** The form with the file; the person is not asked what it is. */
export function DocumentForm({ state, withKind }: { state: FormState | undefined; withKind?: boolean }) {
  const t = useT();
  return (
    <Form state={state} upload autoComplete="off">
      {withKind && (
        <SelectField
          name="kind"
          label={t("documents.kind")}
          width="medium"
          choices={documentKinds.map((kind) => ({ value: kind, label: t(`words.documentKind.${kind}`) }))}
        />
      )}
      <FileField name="file" label={t("documents.file")} hint={t("documents.fileHint")} accept={acceptedEndings} />
      <Button wide={!withKind}>{t("documents.button")}</Button>
    </Form>
  );
}

/** Says plainly what a missing scanner means. */
export function ScannerNotice({ scanner }: { scanner: boolean }) {
  const t = useT("documents");
  if (scanner) return null;
  return (
    <Notice tone="warn" title={t("noScannerTitle")}>
      <p>{t("noScanner")}</p>
    </Notice>
  );
}

export function DocumentCard({ children }: { children: ReactNode }) {
  return <Card title={useT("documents")("add")}>{children}</Card>;
}
