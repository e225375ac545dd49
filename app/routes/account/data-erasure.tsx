import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { askForOwnErasure } from "#app/accounts/ask-for-own-erasure.server";
import { requireAccount, requireStepUp } from "#app/accounts/guards.server";
import { ownErasureForm } from "#app/accounts/own-data-forms";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { ownHolds } from "#app/legal-aid/erasures/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, ButtonRow, LinkButton } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "privacy.own.eraseTitlePage" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  await requireStepUp(args);
  return { holds: await ownHolds(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  await requireStepUp(args);
  const form = await readForm(args.request, ownErasureForm);
  if (!form.ok) return invalid(form.state);
  const asked = await askForOwnErasure(context);
  if (!asked.ok) return refused(form.typed, asked.reason);
  return redirectTo(paths.ownData, { notice: "erasure_asked" });
}

/** Asking that the own account and name be erased. */
export default function OwnErasurePage() {
  const { holds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("own.eraseTitlePage")}
        lead={t("own.erase")}
        crumbs={[{ label: t("own.title"), href: paths.ownData }]}
      />
      {holds.length > 0 && (
        <Notice tone="warn">
          <p>{t("own.eraseHolds", { holds: format.list(holds.map((hold) => words(`erasureHold.${hold}`))) })}</p>
        </Notice>
      )}
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <CheckField name="sure" label={t("own.eraseSure")} />
        <ButtonRow>
          <Button tone="danger">{t("own.eraseButton")}</Button>
          <LinkButton href={paths.ownData} tone="quiet">
            {t("held.askStay")}
          </LinkButton>
        </ButtonRow>
      </Form>
    </>
  );
}
