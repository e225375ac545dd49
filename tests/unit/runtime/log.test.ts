import { expect, test } from "vitest";
import { routePatterns } from "#app/http/route-pattern";
import { describeFailure } from "#app/operations/logger.server";

test("a logged address holds our own words only", () => {
  const pattern = routePatterns([
    { path: "desk/requests/:id" },
    { path: "verify/:code" },
    { path: "trainings.ics" },
    {},
  ]);
  expect(pattern("/desk/requests/0190b0c2-1111-7000-8000-000000000000")).toBe("/desk/requests/:");
  expect(pattern("/desk/requests.data")).toBe("/desk/requests.data");
  expect(pattern("/verify/ABCD-1234")).toBe("/verify/:");
  expect(pattern("/Arta/Hoxha@example.al")).toBe("/:/:");
  expect(pattern("/")).toBe("/");
});

test("a logged failure has a name and a code, never a message", () => {
  const failure = Object.assign(new Error("duplicate key\n    at (phone)=(+355691234567)"), { code: "23505" });
  failure.cause = new TypeError("Arta Hoxha");
  const told = describeFailure(failure);
  expect(told).toMatchObject({ name: "Error", code: "23505", cause: { name: "TypeError" } });
  expect(JSON.stringify(told)).not.toMatch(/355|Arta/);
  expect(describeFailure("Arta")).toEqual({ name: "string" });
});

test("a failure that the job queue tells as a plain object has its code and place, and no message either", () => {
  const failure = Object.assign(new Error("the key (phone)=(+355691234567)"), { code: "57P01", detail: "Arta" });
  const told = describeFailure({ ...failure, message: failure.message, stack: failure.stack, queue: "send-messages" });
  expect(told).toMatchObject({ name: "Error", code: "57P01" });
  expect(told.at?.length).toBeGreaterThan(0);
  expect(JSON.stringify(told)).not.toMatch(/355|Arta/);
  expect(describeFailure({ name: "Arta" })).toEqual({ name: "object" });
});
