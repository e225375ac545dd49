import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guards.server";
import { lastCorrection } from "#app/accounts/own-wishes-queries.server";
import { passwordDue } from "#app/accounts/rules";
import { env } from "#app/env.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { lastErasureOf } from "#app/legal-aid/erasures/queries.server";
import { refusalOf } from "#app/legal-aid/erasures/rules";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, LinkButton } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Stack } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "privacy.own.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  return {
    askPassword: passwordDue(context.signIn, env().demo),
    correction: await lastCorrection(context),
    erasure: await lastErasureOf(context, context.actor.personId),
  };
}

/** What somebody with an account can do about their own data. */
export default function OwnDataPage() {
  const { askPassword, correction, erasure } = useLoaderData<typeof loader>();
  const t = useT("privacy");
  const words = useT("words");
  const format = useFormat();
  const refusal = refusalOf(erasure?.state === "refused" ? erasure.reason : null);
  const day = (instant: Date | null | undefined) => (instant ? format.date(instant) : "");
  return (
    <>
      <PageHeader title={t("own.title")} lead={t("own.lead")} />
      <Stack>
        <Card title={t("own.takeTitle")}>
          <p>{t("own.take")}</p>
          {askPassword ? (
            <Form action={paths.ownDataArchive}>
              <TextField
                name="password"
                type="password"
                label={t("own.takePassword")}
                autoComplete="current-password"
                width="medium"
              />
              <Button>{t("own.takeButton")}</Button>
            </Form>
          ) : (
            <p>
              <LinkButton href={paths.ownDataArchive}>{t("own.takeButton")}</LinkButton>
            </p>
          )}
          <p className="small soft">{t("own.takeHint")}</p>
        </Card>
        <Card title={t("own.correctTitle")}>
          <p>{t("own.correct")}</p>
          {correction?.state === "asked" && <p>{t("own.correctAsked", { date: day(correction.askedAt) })}</p>}
          {correction?.state === "carried_out" && <p>{t("own.correctDone", { date: day(correction.decidedAt) })}</p>}
          {correction?.state === "refused" && (
            <p>{t("own.correctRefused", { date: day(correction.decidedAt), answer: correction.answer ?? "" })}</p>
          )}
          {correction?.state !== "asked" && (
            <p>
              <LinkButton href={`${paths.ownData}/correction`} tone="quiet">
                {t("own.correctLink")}
              </LinkButton>
            </p>
          )}
        </Card>
        <Card title={t("own.eraseTitle")}>
          <p>{t("own.erase")}</p>
          <p>
            {t("own.eraseClose")} <a href="/account/closing">{t("own.eraseCloseLink")}</a>.
          </p>
          {erasure?.state === "asked" && <p>{t("own.eraseAsked", { date: day(erasure.askedAt) })}</p>}
          {refusal && (
            <p>
              {t("own.eraseRefused", {
                date: day(erasure?.decidedAt),
                reason: words(`erasureRefusal.${refusal}`),
              })}
            </p>
          )}
          {erasure?.state !== "asked" && (
            <p>
              <LinkButton href={`${paths.ownData}/erasure`} tone="quiet">
                {t("own.eraseLink")}
              </LinkButton>
            </p>
          )}
        </Card>
      </Stack>
      <p>
        <a href={`${paths.privacy}#keep`}>{t("own.keepLink")}</a>
      </p>
    </>
  );
}
