import { expect, it } from "vitest";
import { startRig } from "../server/rig.js";

it("an English page tells what is wrong in a sentence, the problem for programs stays as it is", async () => {
  const rig = await startRig();
  try {
    const page = await (await rig.get("/nergens?lang=en", { accept: "text/html" })).text();
    expect(page).toContain(">There is nothing at /nergens; the home page shows where to begin.</p>");
    const problem = (await (await rig.get("/nergens", { accept: "application/json" })).json()) as { detail: string };
    expect(problem.detail).toBe("there is nothing at /nergens; the home page shows where to begin");
  } finally {
    await rig.close();
  }
});
