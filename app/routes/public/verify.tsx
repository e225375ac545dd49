import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { fieldError } from "#app/forms/form-state";
import { checkForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { verifyForm } from "#app/training/certificates/forms";
import { normalisedCode } from "#app/training/certificates/rules";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "verify.title" };

/** The typed code becomes the certificate's address, which can be kept and sent. */
export async function loader(args: LoaderFunctionArgs) {
  anyone(args);
  const query = new URL(args.request.url).searchParams;
  if (!query.has("code")) return { form: undefined };
  const form = checkForm(query, verifyForm);
  if (!form.ok) return data({ form: form.state }, { status: 400 });
  const code = normalisedCode(form.value.code);
  if (code) return redirectTo(paths.certificate(code));
  return data({ form: { values: form.typed, errors: { code: [fieldError("certificate_code")] } } }, { status: 400 });
}

export default function Verify() {
  const { form } = useLoaderData<typeof loader>();
  const t = useT("verify");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Form method="get" state={form}>
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          width="medium"
          spellCheck={false}
          maxLength={300}
        />
        <Button>{t("button")}</Button>
      </Form>
    </>
  );
}
