import type { ReactNode } from "react";
import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextArea } from "#app/ui/text-fields";

/** One move of a request that asks for a reason and nothing else: its words say which. */
export function ReasonPage({
  move,
  request,
  state,
  children,
}: {
  move: "closing" | "reopening";
  request: { id: string; code: string };
  state: FormState | undefined;
  children?: ReactNode;
}) {
  const t = useT("desk");
  const { id, code } = request;
  return (
    <>
      <PageHeader
        title={t(`${move}.title`, { code })}
        lead={t(`${move}.lead`)}
        crumbs={[{ label: t("request.title", { code }), href: paths.aidRequest(id) }]}
      />
      {children}
      <Form state={state}>
        <TextArea name="reason" label={t(`${move}.reason`)} hint={t(`${move}.hint`)} rows={3} maxLength={300} />
        <Button>{t(`${move}.button`)}</Button>
      </Form>
    </>
  );
}
