import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { openingForm } from "#app/legal-aid/aid-requests/forms";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { IdentityList } from "#app/legal-aid/aid-requests/request-cards";
import { storyForDesk } from "#app/legal-aid/aid-requests/request-queries.server";
import { deskReasons, deskSight } from "#app/legal-aid/aid-requests/rules";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.story.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code, state } = await requestHead(context, parseId(args.params.id));
  return { id, code, sight: deskSight(state) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const id = parseId(args.params.id);
  const form = await readForm(args.request, openingForm);
  if (!form.ok) return invalid(form.state);
  return data({ form: undefined, opened: await storyForDesk(context, id, form.value.reason) });
}

/** What opens only with a reason, shown in the answer to giving it. */
export default function Story() {
  const t = useT();
  const { id, code, sight } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const opened = answer && "opened" in answer ? answer.opened : null;
  return (
    <>
      <PageHeader
        title={t("desk.story.title", { code })}
        lead={opened ? undefined : t("desk.story.lead")}
        crumbs={[{ label: t("desk.request.title", { code }), href: paths.aidRequest(id) }]}
      />
      {sight === "closed" && <Notice>{t("desk.story.closed")}</Notice>}
      {sight !== "closed" && !opened && (
        <Form state={answer?.form}>
          <ChoiceField
            name="reason"
            label={t("desk.story.reason")}
            choices={deskReasons.map((value) => ({ value, label: t(`words.openingReason.${value}`) }))}
          />
          <Button>{t("desk.story.open")}</Button>
        </Form>
      )}
      {opened && (
        <>
          <Card title={t("desk.request.identity")}>
            <IdentityList identity={opened.identity} />
          </Card>
          {opened.file ? (
            <>
              <Card title={t("desk.story.story")}>
                {opened.file.story ? (
                  <p className="whitespace-pre-line">{opened.file.story}</p>
                ) : (
                  <p className="soft">{t("desk.story.nothing")}</p>
                )}
              </Card>
              <Card title={t("desk.story.whereabouts")} tone="warn">
                {opened.file.whereabouts ? (
                  <p className="whitespace-pre-line">{opened.file.whereabouts}</p>
                ) : (
                  <p className="soft">{t("desk.story.nothing")}</p>
                )}
                <DefinitionList
                  items={[
                    { term: t("desk.story.phraseTo"), value: opened.file.phraseToPerson },
                    { term: t("desk.story.phraseFrom"), value: opened.file.phraseFromPerson },
                  ]}
                />
              </Card>
            </>
          ) : (
            <Notice>{t("desk.story.assigned")}</Notice>
          )}
          <p className="soft">{t("desk.story.leave")}</p>
        </>
      )}
    </>
  );
}
