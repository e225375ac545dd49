import { expect, it } from "vitest";
import {
  buildAidRequest,
  buildEvent,
  buildLawyer,
  buildMember,
  buildOffer,
  buildOrganisation,
  buildProject,
  buildProjectTarget,
  buildRoster,
} from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { owner } = await testDatabase();

it("builds a row of every table tests start from", async () => {
  const trainer = await buildMember(owner, "trainer");
  const project = await buildProject(owner);
  await buildProjectTarget(owner, project.id);
  const event = await buildEvent(owner, { trainerIds: [trainer.account.id], projectId: project.id, seats: 3 });
  expect(event.sittings).toHaveLength(2);
  expect(await buildRoster(owner, event.id, 3)).toHaveLength(3);
  const lawyer = await buildLawyer(owner);
  expect(lawyer.state).toBe("verified");
  expect((await buildLawyer(owner, { state: "applied" })).verifiedAt).toBeNull();
  const request = await buildAidRequest(owner, { state: "matching" });
  expect((await buildOffer(owner, request, lawyer.id)).state).toBe("open");
  expect((await buildOrganisation(owner)).kind).toBe("institution");
});
