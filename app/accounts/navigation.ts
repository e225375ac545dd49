import type { KeyOf } from "#app/i18n/messages";
import type { Role } from "#db/vocabulary";

type Label = Extract<KeyOf<"common">, `nav.${string}`>;

export interface NavigationGroup {
  label: Label;
  items: readonly { label: Label; href: string }[];
}

const groups: (NavigationGroup & { roles: readonly Role[] })[] = [
  {
    roles: ["coordinator"],
    label: "nav.desk",
    items: [
      { label: "nav.deskRequests", href: "/desk" },
      { label: "nav.deskOffers", href: "/desk/offers" },
      { label: "nav.deskCases", href: "/desk/cases" },
      { label: "nav.deskDeadlines", href: "/desk/deadlines" },
      { label: "nav.deskLawyers", href: "/desk/lawyers" },
      { label: "nav.deskCoverage", href: "/desk/coverage" },
      { label: "nav.deskErasures", href: "/desk/erasures" },
    ],
  },
  {
    roles: ["training_manager"],
    label: "nav.manage",
    items: [
      { label: "nav.manageEvents", href: "/manage" },
      { label: "nav.manageCourses", href: "/manage/courses" },
      { label: "nav.managePeople", href: "/manage/people" },
      { label: "nav.manageLibrary", href: "/manage/library" },
    ],
  },
  {
    roles: ["lawyer"],
    label: "nav.lawyer",
    items: [
      { label: "nav.lawyerOffers", href: "/lawyer" },
      { label: "nav.lawyerCases", href: "/lawyer/cases" },
      { label: "nav.lawyerHours", href: "/lawyer/hours" },
      { label: "nav.lawyerProfile", href: "/lawyer/profile" },
    ],
  },
  { roles: ["trainer"], label: "nav.teach", items: [{ label: "nav.teachSessions", href: "/teach" }] },
  {
    roles: ["referrer"],
    label: "nav.partner",
    items: [{ label: "nav.partnerReferrals", href: "/partner" }],
  },
  {
    roles: ["institution_contact"],
    label: "nav.partnerNominations",
    items: [
      { label: "nav.partnerNominations", href: "/partner/nominations" },
      { label: "nav.partnerPeople", href: "/partner/people" },
    ],
  },
  {
    roles: ["manager", "coordinator", "training_manager"],
    label: "nav.reports",
    items: [
      { label: "nav.reportsProjects", href: "/reports" },
      { label: "nav.reportsAnnual", href: "/reports/annual" },
    ],
  },
  {
    roles: ["auditor", "dpo"],
    label: "nav.audit",
    items: [
      { label: "nav.auditLog", href: "/audit" },
      { label: "nav.auditRequests", href: "/audit/requests" },
      { label: "nav.auditBreakGlass", href: "/audit/break-glass" },
    ],
  },
  { roles: ["dpo"], label: "nav.privacy", items: [{ label: "nav.privacyErasures", href: "/audit/erasures" }] },
  {
    roles: ["administrator"],
    label: "nav.admin",
    items: [
      { label: "nav.adminPeople", href: "/admin" },
      { label: "nav.adminOrganisations", href: "/admin/organisations" },
      { label: "nav.adminSettings", href: "/admin/settings" },
      { label: "nav.adminLaw", href: "/admin/law" },
      { label: "nav.adminRetention", href: "/admin/retention" },
      { label: "nav.adminJobs", href: "/admin/jobs" },
      { label: "nav.adminOutbox", href: "/admin/outbox" },
      { label: "nav.auditBreakGlass", href: "/audit/break-glass" },
    ],
  },
  {
    roles: ["professional", "lawyer"],
    label: "nav.learn",
    items: [
      { label: "nav.learnHome", href: "/learn" },
      { label: "nav.learnCertificates", href: "/learn/certificates" },
    ],
  },
];

const own: NavigationGroup = { label: "nav.account", items: [{ label: "nav.accountHome", href: "/account" }] };

/** The pages that somebody with these roles works on, area by area; the own account comes last. */
export function navigationFor(roles: readonly Role[]): NavigationGroup[] {
  const open = groups.filter((group) => group.roles.some((role) => roles.includes(role)));
  return [...open.map(({ label, items }) => ({ label, items })), own];
}
