import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { inLanguage, paths } from "#app/paths";
import { ContactLines } from "#app/protection/contact-lines";
import { noticeFacts } from "#app/protection/privacy-contact-queries.server";
import { retentionList } from "#app/protection/retention-queries.server";
import { RetentionTable } from "#app/protection/retention-table";
import { PageHeader } from "#app/ui/page-header";
import { Prose, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "privacy.notice.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  return { facts: await noticeFacts(context, localeOf(args.request)), rules: await retentionList(context) };
}

const helped = ["help1", "help2", "help3", "help4", "help5"] as const;
const seers = ["desk", "lawyer", "dpo", "others", "log"] as const;
const rights = ["right1", "right2", "right3", "right4", "right5", "right6"] as const;

/** What is kept, why, how long and who sees it; the periods come from the rows that the night works with. */
export default function Privacy() {
  const { facts, rules } = useLoaderData<typeof loader>();
  const t = useT("privacy");
  const words = useT("words");
  return (
    <>
      <PageHeader title={t("notice.title")} lead={t("notice.lead")} />
      <Prose>
        <h2>{t("notice.whoTitle")}</h2>
        <p>{t("notice.who", { organisation: facts.organisation })}</p>
        {facts.contact ? (
          <>
            <p>{t("notice.contact")}</p>
            <ContactLines contact={facts.contact} />
          </>
        ) : (
          <p>{t("notice.contactNone")}</p>
        )}
        <h2>{t("notice.helpTitle")}</h2>
        <ul>
          {helped.map((line) => (
            <li key={line}>{t(`notice.${line}`)}</li>
          ))}
        </ul>
        <h3>{t("notice.seesTitle")}</h3>
        <ul>
          {seers.map((line) => (
            <li key={line}>{t(`notice.sees.${line}`)}</li>
          ))}
        </ul>
        <h2>{t("notice.trainTitle")}</h2>
        <p>{t("notice.train")}</p>
        <h2>{t("notice.lawyerTitle")}</h2>
        <p>{t("notice.lawyer")}</p>
        <h2>{t("notice.accountTitle")}</h2>
        <p>{t("notice.account")}</p>
        <h2 id="keep">{t("notice.keepTitle")}</h2>
        <p>{t("notice.keepLead")}</p>
      </Prose>
      <RetentionTable caption={t("notice.keepTitle")} rows={rules} />
      <Prose>
        <p>{t("notice.backups")}</p>
        <h2>{t("notice.cookieTitle")}</h2>
        <p>{t("notice.cookie")}</p>
        <h2>{t("notice.rightsTitle")}</h2>
        <ul>
          {rights.map((line) => (
            <li key={line}>{t(`notice.${line}`)}</li>
          ))}
        </ul>
        <ul>
          <li>
            <a href={inLanguage(paths.helpStatus, t.locale)}>{t("notice.howReceipt")}</a>
          </li>
          <li>
            <a href={paths.ownData}>{t("notice.howAccount")}</a>
          </li>
          <li>{t("notice.howElse")}</li>
        </ul>
        <p>{t("notice.refused")}</p>
        <h2>{t("notice.lawTitle")}</h2>
        {facts.law && (
          <p>
            {t("notice.law", { law: facts.law.name })}{" "}
            {!facts.law.verified && <Tag tone="warn">{words("retentionStatus.unverified")}</Tag>}
          </p>
        )}
        <p>{t("notice.lawStatus")}</p>
      </Prose>
    </>
  );
}
