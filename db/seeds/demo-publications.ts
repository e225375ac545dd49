/** Thin texts, marked as drafts: a lawyer of the organisation writes the real ones. */
export const publicationTexts = [
  {
    slug: "udhezues-praktik-per-avokatet",
    kind: "guide",
    titleSq: "Udhëzues praktik për avokatët e rrjetit pro bono",
    titleEn: "Practical guide for lawyers of the pro bono network",
    summarySq: "Nga kartela te mbyllja e çështjes: hapat, afatet dhe siguria e personit që mbrojmë.",
    summaryEn: "From the card to the closed case: steps, time limits and the safety of the person we stand beside.",
    bodySq: `Ky tekst është draft dhe nuk është këshillë ligjore.

1. Para se të pranoni. Kartela tregon vetëm llojin e çështjes, qarkun, hapat dhe kohën. Emrat shfaqen vetëm për kontrollin e konfliktit, pasi të keni thënë po.

2. Kontakti i parë. Përdorni vetëm rrugën e kontaktit që personi e ka quajtur të sigurt, dhe fjalën e kalimit që ka zgjedhur. Mos lini mesazhe ku nuk lejohet.

3. Afatet. Shtoni çdo afat nga tabela e ligjit. Rreshtat "për t'u konfirmuar" kontrollojini me tekstin në fuqi.

4. Orët dhe shënimet. Shënoni orët në të njëjtën ditë. Shënimet mbeten të mbyllura dhe i sheh vetëm avokati i çështjes.

5. Kur nuk mundeni më. Dorëzimi i çështjes është një formular i vetëm. Çështja bëhet urgjente dhe nuk mbetet kurrë pa përgjegjës.`,
    bodyEn: `This text is a draft and no legal advice.

1. Before you accept. The card shows the kind of matter, the region, the steps and the time only. Names appear for the conflict check alone, after you have said yes.

2. First contact. Use only the way of contact that the person called safe, and the pass phrase she chose. Leave no message where none is allowed.

3. Time limits. Add every limit from the law table. Check rows marked "to be confirmed" against the text in force.

4. Hours and notes. Log hours the same day. Notes stay sealed; only the lawyer of the case reads them.

5. When you cannot go on. Handing back is a single form. The case becomes urgent and is never without somebody responsible.`,
  },
  {
    slug: "model-urdher-mbrojtjeje",
    kind: "model",
    titleSq: "Model përfaqësimi 1: urdhri i mbrojtjes, nga kërkesa te vazhdimi",
    titleEn: "Model of representation 1: the protection order, from request to extension",
    summarySq: "Kërkesa, seanca, vendimi dhe kërkesa për vazhdim 15 ditë para mbarimit.",
    summaryEn: "Request, hearing, decision, and the request to extend 15 days before the end.",
    bodySq: `Draft.

Hapi 1: kërkesa me provat që ka personi sot; mungesa e një raporti mjekësor nuk e ndal kërkesën.
Hapi 2: seanca; kërkoni që palët të mos presin në të njëjtin korridor.
Hapi 3: vendimi; kontrolloni kohëzgjatjen dhe shënoni datën e mbarimit si afat.
Hapi 4: vazhdimi; kërkesa bëhet 15 ditë para mbarimit (për t'u konfirmuar me ligjin në fuqi).`,
    bodyEn: `Draft.

Step 1: the request with the evidence the person has today; a missing medical report does not stop it.
Step 2: the hearing; ask that the parties do not wait in the same corridor.
Step 3: the decision; check its length and enter its end as a limit.
Step 4: the extension; requested 15 days before the end (to be confirmed against the law in force).`,
  },
  {
    slug: "model-viktima-ne-procesin-penal",
    kind: "model",
    titleSq: "Model përfaqësimi 2: viktima në procesin penal",
    titleEn: "Model of representation 2: the victim in criminal proceedings",
    summarySq: "Kallëzimi, të drejtat e nenit 58 e vijues dhe padia civile në procesin penal.",
    summaryEn: "The report, the rights of article 58 and following, and the civil claim in criminal proceedings.",
    bodySq: `Draft.

Hapi 1: kallëzimi penal dhe e drejta për një person të besuar pranë.
Hapi 2: lista e të drejtave të viktimës (nenet 58, 58/a, 58/b, 59, 279/a të KPP): shënoni çdo të drejtë të njoftuar.
Hapi 3: padia civile në procesin penal, me dëmin e llogaritur.
Hapi 4: ankimi ndaj mosfillimit ose pushimit, brenda afatit të tabelës.`,
    bodyEn: `Draft.

Step 1: the criminal report, and the right to have a trusted person beside her.
Step 2: the checklist of the victim's rights (articles 58, 58/a, 58/b, 59, 279/a CPC): tick every right that was explained.
Step 3: the civil claim in the criminal proceedings, with the damage calculated.
Step 4: the appeal against non-initiation or dismissal, within the limit of the table.`,
  },
  {
    slug: "model-zgjidhja-e-marteses",
    kind: "model",
    titleSq: "Model përfaqësimi 3: zgjidhja e martesës dhe lënia e fëmijëve kur ka dhunë",
    titleEn: "Model of representation 3: divorce and custody where there is violence",
    summarySq: "Padia, masat e përkohshme, detyrimi ushqimor dhe takimet e mbikëqyrura.",
    summaryEn: "The claim, interim measures, maintenance and supervised contact.",
    bodySq: `Draft.

Hapi 1: padia bashkë me kërkesën për përjashtim nga tarifat.
Hapi 2: masat e përkohshme për banesën, fëmijët dhe ushqimin.
Hapi 3: takimet me fëmijët vetëm nën mbikëqyrje, me vend e orë që nuk zbulojnë adresën.
Hapi 4: pjesëtimi i pasurisë, nëse personi e kërkon.`,
    bodyEn: `Draft.

Step 1: the claim together with the request for fee exemption.
Step 2: interim measures on home, children and maintenance.
Step 3: contact with the children only under supervision, at a place and hour that do not reveal the address.
Step 4: division of property, if the person wants it.`,
  },
] as const;
