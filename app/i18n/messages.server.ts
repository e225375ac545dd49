import type { Locale } from "./locale";
import type { Messages } from "./messages";
import sqCommon from "./sq/common.json";
import sqWords from "./sq/words.json";
import sqForms from "./sq/forms.json";
import sqNotices from "./sq/notices.json";
import sqPublic from "./sq/public.json";
import sqHelp from "./sq/help.json";
import sqAccount from "./sq/account.json";
import sqLearn from "./sq/learn.json";
import sqTeach from "./sq/teach.json";
import sqManage from "./sq/manage.json";
import sqDesk from "./sq/desk.json";
import sqLawyer from "./sq/lawyer.json";
import sqPartner from "./sq/partner.json";
import sqReports from "./sq/reports.json";
import sqAudit from "./sq/audit.json";
import sqAdmin from "./sq/admin.json";
import sqMail from "./sq/mail.json";
import sqPdf from "./sq/pdf.json";
import sqErrors from "./sq/errors.json";
import sqOperations from "./sq/operations.json";
import enCommon from "./en/common.json";
import enWords from "./en/words.json";
import enForms from "./en/forms.json";
import enNotices from "./en/notices.json";
import enPublic from "./en/public.json";
import enHelp from "./en/help.json";
import enAccount from "./en/account.json";
import enLearn from "./en/learn.json";
import enTeach from "./en/teach.json";
import enManage from "./en/manage.json";
import enDesk from "./en/desk.json";
import enLawyer from "./en/lawyer.json";
import enPartner from "./en/partner.json";
import enReports from "./en/reports.json";
import enAudit from "./en/audit.json";
import enAdmin from "./en/admin.json";
import enMail from "./en/mail.json";
import enPdf from "./en/pdf.json";
import enErrors from "./en/errors.json";
import enOperations from "./en/operations.json";

/** All messages of both languages; only the server holds them, a page gets the sentences it shows. */
export const messages: Record<Locale, Messages> = {
  sq: {
    common: sqCommon,
    words: sqWords,
    forms: sqForms,
    notices: sqNotices,
    public: sqPublic,
    help: sqHelp,
    account: sqAccount,
    learn: sqLearn,
    teach: sqTeach,
    manage: sqManage,
    desk: sqDesk,
    lawyer: sqLawyer,
    partner: sqPartner,
    reports: sqReports,
    audit: sqAudit,
    admin: sqAdmin,
    mail: sqMail,
    pdf: sqPdf,
    errors: sqErrors,
    operations: sqOperations,
  },
  en: {
    common: enCommon,
    words: enWords,
    forms: enForms,
    notices: enNotices,
    public: enPublic,
    help: enHelp,
    account: enAccount,
    learn: enLearn,
    teach: enTeach,
    manage: enManage,
    desk: enDesk,
    lawyer: enLawyer,
    partner: enPartner,
    reports: enReports,
    audit: enAudit,
    admin: enAdmin,
    mail: enMail,
    pdf: enPdf,
    errors: enErrors,
    operations: enOperations,
  },
};
