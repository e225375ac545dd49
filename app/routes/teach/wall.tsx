import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { useLocale, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { courseTitle } from "#app/training/presence/event-words";
import { sittingForRoster } from "#app/training/presence/queries.server";
import { Wall } from "#app/training/presence/wall";
import { stepAt, stepLength, wallCode } from "#app/training/presence/wall-codes.server";
import { PageScript } from "#app/ui/page-context";

export const handle = pageHandle<typeof loader>({
  title: (t, { sitting }) => t("teach.wall.title", { course: courseTitle(sitting, t.locale) }),
  shell: "bare",
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sitting = await sittingForRoster(context, parseId(args.params.id));
  const code = wallCode(sitting.id, stepAt(context.now));
  const leftMs = stepLength - (context.now.getTime() % stepLength);
  return { sitting, code, leftMs, origin: new URL(args.request.url).origin };
}

export default function WallPage() {
  const { sitting, code, leftMs, origin } = useLoaderData<typeof loader>();
  const t = useT("teach");
  const locale = useLocale();
  const here = `${paths.teach}/sittings/${sitting.id}`;
  return (
    <main className="wall-page" id="content">
      <header>
        <a href={here}>{t("wall.back")}</a>
        <h1>{courseTitle(sitting, locale)}</h1>
      </header>
      <Wall code={code} leftMs={leftMs} address={`${origin}${paths.here}`} />
      <PageScript name="wall" />
    </main>
  );
}
