import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone, currentAccount, requireAccount } from "#app/accounts/guards.server";
import { fieldError } from "#app/forms/form-state";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { addressOf } from "#app/protection/rate-limit.server";
import { claimPresence } from "#app/training/presence/claim-presence.server";
import { courseTitle } from "#app/training/presence/event-words";
import { claimOf, exchangeCode, withoutClaim } from "#app/training/presence/exchange-code.server";
import { claimedSitting, ownSeat } from "#app/training/presence/wall-queries.server";
import { ActionForm, Button, LinkButton } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "teach.here.title", shell: "public" };

/** The code of the wall becomes a claim at the first touch, and leaves the address. */
export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const code = new URL(args.request.url).searchParams.get("code")?.slice(0, 40);
  if (code === undefined) {
    const claim = await claimOf(args.request, context.now);
    const sitting = claim && (await claimedSitting(context, claim.sittingId));
    return { sitting, signedIn: (await currentAccount(args)) !== null, form: undefined };
  }
  const cookie = await exchangeCode(context, code, addressOf(args.context));
  if (cookie) return redirectTo(paths.here, { headers: { "Set-Cookie": cookie } });
  const form = { values: { code }, errors: { code: [fieldError("wall_code")] } };
  return data({ sitting: null, signedIn: false, form }, { status: 400 });
}

/** Whoever is signed in is here. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  const claim = await claimOf(args.request, context.now);
  if (!claim) return redirectTo(paths.here, { notice: "claim_over" });
  const result = await claimPresence(context, claim, (tx, eventId) => ownSeat({ ...context, db: tx.db }, eventId));
  const headers = { "Set-Cookie": await withoutClaim() };
  if (!result.ok) return redirectTo(paths.learn, { notice: `here_${result.reason}`, headers });
  return redirectTo(paths.learn, { notice: `here_${result.outcome}`, headers });
}

export default function Here() {
  const { sitting, signedIn, form } = useLoaderData<typeof loader>();
  const t = useT("teach");
  const locale = useLocale();
  const format = useFormat();
  if (!sitting)
    return (
      <>
        <PageHeader title={t("here.title")} lead={t("here.lead")} />
        <Form method="get" state={form}>
          <TextField name="code" label={t("here.code")} hint={t("here.codeHint")} width="short" spellCheck={false} />
          <Button>{t("here.give")}</Button>
        </Form>
      </>
    );
  return (
    <>
      <PageHeader title={t("here.title")} lead={courseTitle(sitting, locale)} />
      <Card
        title={`${t("presence.session", { position: sitting.position })} · ${format.span(sitting.startsAt, sitting.endsAt)}`}
      >
        <p>{t(signedIn ? "here.ready" : "here.signInFirst")}</p>
        {!signedIn && <p className="small soft">{t("here.byLink")}</p>}
        {signedIn ? (
          <ActionForm tone="primary" action={paths.here}>
            {t("here.confirm")}
          </ActionForm>
        ) : (
          <LinkButton href={`${paths.signIn}?to=${encodeURIComponent(paths.here)}`}>{t("here.signIn")}</LinkButton>
        )}
      </Card>
    </>
  );
}
