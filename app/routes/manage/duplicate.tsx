import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { SignTags } from "#app/training/person-merges/comparison";
import { mergeForm } from "#app/training/person-merges/forms";
import { MergeChoices } from "#app/training/person-merges/merge-choices";
import { mergePeople } from "#app/training/person-merges/merge-people.server";
import { recordsToCompare } from "#app/training/person-merges/queries.server";
import { RecordCard } from "#app/training/person-merges/record-card";
import { mergeRefusal } from "#app/training/person-merges/rules";
import { ActionForm, Button, ButtonRow, LinkButton } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Columns, Notice, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.duplicate.title" };

const pairOf = (params: LoaderFunctionArgs["params"]) => {
  return { keptId: parseId(params.keptId), mergedId: parseId(params.mergedId) };
};

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const pair = await recordsToCompare(context, localeOf(args.request), pairOf(args.params));
  return { ...pair, refusal: mergeRefusal(pair.kept, pair.merged) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const form = await readForm(args.request, mergeForm);
  if (!form.ok) return invalid(form.state);
  const { seen, ...choices } = form.value;
  const result = await mergePeople(context, { ...pairOf(args.params), seen, choices });
  if (!result.ok) return refused(form.typed, `merge_${result.reason}`);
  return redirectTo(paths.merges, { notice: "people_merged" });
}

export default function Duplicate() {
  const { kept, merged, signs, seen, apart, refusal } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const page = paths.duplicate(kept.id, merged.id);
  return (
    <>
      <PageHeader
        title={t("duplicate.title")}
        lead={t("duplicate.lead")}
        crumbs={[{ label: t("duplicates.title"), href: paths.duplicates }]}
        tags={<SignTags signs={signs} />}
      />
      <Stack>
        <Columns>
          <RecordCard title={t("duplicate.kept")} person={kept} />
          <RecordCard title={t("duplicate.merged")} person={merged} />
        </Columns>
        {refusal && <Notice tone="warn">{t(`duplicate.refusal.${refusal}`)}</Notice>}
        <Card title={t("duplicate.decide")}>
          {!refusal && (
            <Form state={answer && "form" in answer ? answer.form : undefined}>
              <input type="hidden" name="seen" value={seen} />
              <MergeChoices kept={kept} merged={merged} />
              <Button>{t("duplicate.merge")}</Button>
            </Form>
          )}
          <ButtonRow>
            <LinkButton href={paths.duplicate(merged.id, kept.id)} tone="quiet">
              {t("duplicate.swap")}
            </LinkButton>
            <ActionForm action={apart ? `${page}/distinction/end` : `${page}/distinction`}>
              {t(apart ? "duplicates.apartEnd" : "duplicates.apart")}
            </ActionForm>
          </ButtonRow>
        </Card>
      </Stack>
    </>
  );
}
