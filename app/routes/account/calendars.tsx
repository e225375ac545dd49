import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guards.server";
import { env } from "#app/env.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { calendarAddressForm } from "#app/training/calendar/forms";
import { makeCalendarAddress } from "#app/training/calendar/make-calendar-address.server";
import { ownCalendarAddresses } from "#app/training/calendar/queries.server";
import { ActionForm, Button, ButtonRow, LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";
import { calendarFeedKinds } from "#db/vocabulary";

export const handle: PageHandle = { title: "account.calendars.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  const addresses = await ownCalendarAddresses(context);
  const kinds = calendarFeedKinds.filter((kind) => kind === "own" || context.actor.roles.includes("trainer"));
  return {
    calendars: kinds.map((kind) => ({
      kind,
      since: addresses.find((address) => address.kind === kind)?.createdAt ?? null,
    })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  const form = await readForm(args.request, calendarAddressForm);
  if (!form.ok) return invalid(form.state);
  const { kind } = form.value;
  const made = await makeCalendarAddress(context, { kind });
  if (!made.ok) return redirectTo(paths.calendars, { notice: made.reason });
  return { kind, address: env().address + paths.calendar(made.token) };
}

export default function CalendarsPage() {
  const { calendars } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  return (
    <>
      <PageHeader
        title={t("calendars.title")}
        lead={t("calendars.lead")}
        crumbs={[{ label: t("home.title"), href: paths.account }]}
      />
      {answer && "address" in answer && <FreshAddress address={answer.address} />}
      {calendars.map((calendar) => (
        <CalendarCard key={calendar.kind} {...calendar} />
      ))}
      <p className="small soft">{t("calendars.private")}</p>
    </>
  );
}

/** The only time that somebody sees the address. */
function FreshAddress({ address }: { address: string }) {
  const t = useT("account");
  return (
    <Notice tone="calm" title={t("calendars.shownTitle")}>
      <p>
        <code className="break-all">{address}</code>
      </p>
      <p>{t("calendars.shownText")}</p>
      <LinkButton href={address.replace(/^https?:/, "webcal:")} tone="quiet">
        {t("calendars.open")}
      </LinkButton>
    </Notice>
  );
}

type Calendar = ReturnType<typeof useLoaderData<typeof loader>>["calendars"][number];

function CalendarCard({ kind, since }: Calendar) {
  const t = useT("account");
  const words = useT("words");
  const format = useFormat();
  return (
    <Card title={words(`calendarFeedKind.${kind}`)}>
      <p>{t(`calendars.${kind}Text`)}</p>
      <p className="soft">{since ? t("calendars.since", { date: format.date(since) }) : t("calendars.none")}</p>
      <ButtonRow>
        <form method="post">
          <input type="hidden" name="kind" value={kind} />
          <Button tone={since || kind !== "own" ? "quiet" : "primary"}>
            {t(since ? "calendars.renew" : "calendars.make")}
          </Button>
        </form>
        {since && (
          <ActionForm action={`${paths.calendars}/${kind}/end`} tone="plain">
            {t("calendars.end")}
          </ActionForm>
        )}
      </ButtonRow>
    </Card>
  );
}
