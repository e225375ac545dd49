import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { BrokenGlassCards } from "#app/legal-aid/break-glass/broken-glass-cards";
import { lookForm, openableClasses } from "#app/legal-aid/break-glass/forms";
import { oneBreakGlass, openByBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, LinkButton } from "#app/ui/button";
import { ChecksField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("audit.glass.lookTitle", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const { id, code, mayLook, endsAt } = await oneBreakGlass(context, parseId(args.params.id));
  if (!mayLook || !endsAt) throw notFound();
  await requireStepUp(args);
  return { id, code, endsAt };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const id = parseId(args.params.id);
  await requireStepUp(args);
  const form = await readForm(args.request, lookForm);
  if (!form.ok) return invalid(form.state);
  const looked = await openByBreakGlass(context, { id, classes: form.value.classes });
  if (!looked.ok) return redirectTo(paths.breakGlass(id), { notice: looked.reason });
  return data({ form: undefined, opened: looked.opened, classes: form.value.classes });
}

/** What an approved break-glass opens, shown in the answer to saying what is needed. */
export default function BreakGlassFile() {
  const { id, code, endsAt } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT();
  const format = useFormat();
  const opened = answer && "opened" in answer ? answer : null;
  return (
    <>
      <PageHeader
        title={t("audit.glass.lookTitle", { code })}
        lead={opened ? undefined : t("audit.glass.lookLead")}
        crumbs={[{ label: t("audit.glass.one", { code }), href: paths.breakGlass(id) }]}
      />
      <Notice tone="danger">
        <p>{t("audit.glass.openUntil", { time: format.time(endsAt) })}</p>
      </Notice>
      {opened ? (
        <>
          <BrokenGlassCards opened={opened.opened} classes={opened.classes} base={paths.breakGlass(id)} />
          <LinkButton href={`${paths.breakGlass(id)}/file`} tone="quiet">
            {t("audit.glass.again")}
          </LinkButton>
        </>
      ) : (
        <Form state={answer?.form}>
          <ChecksField
            name="classes"
            label={t("audit.glass.lookWhat")}
            choices={openableClasses.map((value) => ({ value, label: t(`words.sealedClass.${value}`) }))}
          />
          <Button tone="danger">{t("audit.glass.lookButton")}</Button>
        </Form>
      )}
    </>
  );
}
