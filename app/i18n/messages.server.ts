import enAccount from "./en/account.json";
import enAdmin from "./en/admin.json";
import enAudit from "./en/audit.json";
import enCertificates from "./en/certificates.json";
import enCommon from "./en/common.json";
import enDesk from "./en/desk.json";
import enDocuments from "./en/documents.json";
import enEnrolments from "./en/enrolments.json";
import enErrors from "./en/errors.json";
import enForms from "./en/forms.json";
import enHelp from "./en/help.json";
import enLawyer from "./en/lawyer.json";
import enLearn from "./en/learn.json";
import enMail from "./en/mail.json";
import enManage from "./en/manage.json";
import enNetwork from "./en/network.json";
import enNotices from "./en/notices.json";
import enOperations from "./en/operations.json";
import enPartner from "./en/partner.json";
import enPdf from "./en/pdf.json";
import enPrivacy from "./en/privacy.json";
import enPublic from "./en/public.json";
import enReports from "./en/reports.json";
import enTeach from "./en/teach.json";
import enTrainings from "./en/trainings.json";
import enVerify from "./en/verify.json";
import enWords from "./en/words.json";
import type { Locale } from "./locale";
import type { Messages } from "./messages";
import sqAccount from "./sq/account.json";
import sqAdmin from "./sq/admin.json";
import sqAudit from "./sq/audit.json";
import sqCertificates from "./sq/certificates.json";
import sqCommon from "./sq/common.json";
import sqDesk from "./sq/desk.json";
import sqDocuments from "./sq/documents.json";
import sqEnrolments from "./sq/enrolments.json";
import sqErrors from "./sq/errors.json";
import sqForms from "./sq/forms.json";
import sqHelp from "./sq/help.json";
import sqLawyer from "./sq/lawyer.json";
import sqLearn from "./sq/learn.json";
import sqMail from "./sq/mail.json";
import sqManage from "./sq/manage.json";
import sqNetwork from "./sq/network.json";
import sqNotices from "./sq/notices.json";
import sqOperations from "./sq/operations.json";
import sqPartner from "./sq/partner.json";
import sqPdf from "./sq/pdf.json";
import sqPrivacy from "./sq/privacy.json";
import sqPublic from "./sq/public.json";
import sqReports from "./sq/reports.json";
import sqTeach from "./sq/teach.json";
import sqTrainings from "./sq/trainings.json";
import sqVerify from "./sq/verify.json";
import sqWords from "./sq/words.json";

/** All messages of both languages; only the server holds them, a page gets the sentences it shows. */
export const messages: Record<Locale, Messages> = {
  sq: {
    common: sqCommon,
    words: sqWords,
    forms: sqForms,
    notices: sqNotices,
    public: sqPublic,
    trainings: sqTrainings,
    enrolments: sqEnrolments,
    help: sqHelp,
    account: sqAccount,
    learn: sqLearn,
    teach: sqTeach,
    manage: sqManage,
    desk: sqDesk,
    lawyer: sqLawyer,
    network: sqNetwork,
    partner: sqPartner,
    reports: sqReports,
    audit: sqAudit,
    admin: sqAdmin,
    privacy: sqPrivacy,
    mail: sqMail,
    certificates: sqCertificates,
    verify: sqVerify,
    pdf: sqPdf,
    errors: sqErrors,
    operations: sqOperations,
    documents: sqDocuments,
  },
  en: {
    common: enCommon,
    words: enWords,
    forms: enForms,
    notices: enNotices,
    public: enPublic,
    trainings: enTrainings,
    enrolments: enEnrolments,
    help: enHelp,
    account: enAccount,
    learn: enLearn,
    teach: enTeach,
    manage: enManage,
    desk: enDesk,
    lawyer: enLawyer,
    network: enNetwork,
    partner: enPartner,
    reports: enReports,
    audit: enAudit,
    admin: enAdmin,
    privacy: enPrivacy,
    mail: enMail,
    certificates: enCertificates,
    verify: enVerify,
    pdf: enPdf,
    errors: enErrors,
    operations: enOperations,
    documents: enDocuments,
  },
};
