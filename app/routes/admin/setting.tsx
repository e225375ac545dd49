import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { changeSetting } from "#app/operations/change-setting.server";
import { SettingChanges } from "#app/operations/setting-changes";
import { SettingFieldset, useSettingLabels } from "#app/operations/setting-field";
import { settingForm } from "#app/operations/setting-forms";
import { settingRefusal, settingValue, shownFields } from "#app/operations/setting-rules";
import { useSettingWords } from "#app/operations/setting-words";
import { settingForAdministrator } from "#app/operations/settings-queries.server";
import type { PageHandle } from "#app/page-handle";
import { ActionForm, Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "admin.settings.changeTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { setting: await settingForAdministrator(context, args.params.key ?? "") };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const { key } = await settingForAdministrator(context, args.params.key ?? "");
  const form = await readForm(args.request, settingForm(key));
  if (!form.ok) return invalid(form.state);
  const { reason, ...fields } = form.value;
  const refusal = settingRefusal(key, fields);
  if (refusal) return refused(form.typed, refusal.reason, refusal.field);
  const changed = await changeSetting(context, { key, value: settingValue(key, fields), reason });
  if (!changed.ok) return refused(form.typed, changed.reason);
  return redirectTo(`/admin/settings/${key}`, { notice: "setting_changed" });
}

/** One setting: its fields with unit and bounds, the default beside it, and who changed it before. */
export default function SettingPage() {
  const { setting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  const words = useSettingWords();
  const labels = useSettingLabels(setting.key);
  const path = `/admin/settings/${setting.key}`;
  return (
    <>
      <PageHeader
        title={t(`setting.${setting.key}`)}
        lead={t(`settingAbout.${setting.key}`)}
        crumbs={[{ label: t("settings.title"), href: "/admin/settings" }]}
      />
      <MainAndAside
        aside={
          <Card title={t("settings.usual")} tone="sunken">
            {words(setting.key, setting.usual).map((line) => (
              <p key={line}>{line}</p>
            ))}
            {setting.isUsual ? (
              <p className="soft small">{t("settings.isUsual")}</p>
            ) : (
              <ActionForm action={`${path}/default`}>{t("settings.reset")}</ActionForm>
            )}
          </Card>
        }
      >
        <Form
          state={answer && "form" in answer ? answer.form : undefined}
          defaults={shownFields(setting.key, setting.value)}
          labels={labels}
        >
          <SettingFieldset setting={setting.key} />
          <TextArea
            name="reason"
            label={t("settings.reason")}
            hint={t("settings.reasonHint")}
            rows={3}
            maxLength={300}
          />
          <Button>{t("settings.save")}</Button>
        </Form>
        <SettingChanges setting={setting.key} changes={setting.changes} />
      </MainAndAside>
    </>
  );
}
