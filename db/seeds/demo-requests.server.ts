import type { DemoNetwork } from "./demo-network.server";
import type { DemoProjects } from "./demo-projects.server";
import type { DemoRun, DemoStaff } from "./demo-run";

/** Requests of the last ninety days. */
export async function loadRequests(
  _run: DemoRun,
  _cast: { staff: DemoStaff; projects: DemoProjects; network: DemoNetwork },
): Promise<void> {}
