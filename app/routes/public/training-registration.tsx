import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { daysInWords, placeInWords } from "#app/training/events/event-words";
import { publicEvent } from "#app/training/events/queries.server";
import { LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "trainings.done.title" };

const doneStates = ["admitted", "waiting", "applied", "checked"] as const;

export async function loader(args: LoaderFunctionArgs) {
  const event = await publicEvent(anyone(args), localeOf(args.request), args.params.slug ?? "");
  const asked = new URL(args.request.url).searchParams.get("state");
  const state = doneStates.find((known) => known === asked) ?? "checked";
  return { event, state };
}

export default function TrainingRegistration() {
  const { event, state } = useLoaderData<typeof loader>();
  const t = useT("trainings");
  const format = useFormat();
  const next = {
    admitted: "done.nextAdmitted",
    waiting: "done.nextWaiting",
    applied: "done.nextApplied",
    checked: "done.nextApplied",
  } as const;
  return (
    <>
      <PageHeader title={t("done.title")} lead={t(`done.${state}`, { title: event.title })} />
      <Notice tone={state === "admitted" ? "calm" : "warn"}>
        <p>{[daysInWords(event, format), placeInWords(event, t("online"))].filter(Boolean).join(" · ")}</p>
      </Notice>
      <Card title={t("done.next")}>
        <p>{t(next[state])}</p>
        <p>{t("done.mail")}</p>
        <p className="soft small">{t("done.before")}</p>
      </Card>
      <p>
        <LinkButton href={paths.training(event.slug)} tone="quiet">
          {t("done.back")}
        </LinkButton>
      </p>
    </>
  );
}
