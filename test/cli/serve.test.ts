import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { folder } from "../folder.js";
import { engineServer } from "../store/remote/engine-server.js";
import { listening, run, SAMPLES, startForTest } from "./command.js";

interface Service {
  readonly url: string;
  readonly child: ChildProcess;
}

/** Starts a service on a free port and waits until it says where it listens. */
async function service(words: readonly string[]): Promise<Service> {
  const running = startForTest(["serve", "--port", "0", ...words]);
  return { url: await listening(running), child: running.process };
}

describe("serve", () => {
  it("brings the samples when nothing was published yet, answers, and stops on SIGINT", async () => {
    const { url, child } = await service(["--samples", "--data", await folder()]);
    const answer = await fetch(`${url}id/instelling/18BR`, { headers: { accept: "text/turtle" } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("School voor Praktijkonderwijs Assen");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([0, null]);
  });

  it("that is stopped while it takes the samples in says what it leaves, and leaves it so", async () => {
    const data = await folder();
    const { process: child, ended } = startForTest(["serve", "--port", "0", "--samples", "--data", data]);
    await once(child.stderr, "data");
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(stderr).toMatch(/ingesting the samples\n(?:.*\n)*onderwijsgraaf: stopped; the archive is as it was\n$/);
    expect(code).toBe(1);
    expect((await run(["status", "--data", data])).stderr).toContain("holds no archive");
  });

  it("notices by itself that something was published", async () => {
    const data = await folder();
    const { url } = await service(["--data", data]);
    expect((await fetch(`${url}id/instelling/18BR`)).status).toBe(404);
    expect((await fetch(url)).status).toBe(200);
    expect((await run(["ingest", "duo", "--from", SAMPLES, "--data", data])).code).toBe(0);
    await expect.poll(async () => (await fetch(`${url}doc/instelling/18BR`)).status, { timeout: 10_000 }).toBe(200);
  });

  it("can be reached from the first moment: it lives, and is ready once its data is loaded", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const { port } = free.address() as AddressInfo;
    await new Promise((closed) => free.close(closed));
    const running = startForTest(["serve", "--port", String(port), "--samples", "--data", await folder()]);
    const url = `http://127.0.0.1:${port}`;
    const statusOf = (path: string): Promise<number> =>
      fetch(url + path).then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(() => statusOf("/health/live"), { timeout: 10_000, interval: 10 }).toBe(200);
    expect(await statusOf("/health/ready")).toBe(503);
    await listening(running);
    expect(await statusOf("/health/ready")).toBe(200);
  });

  it("refuses a port that is in use, and says what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, stderr } = await run(["serve", "--port", String(port), "--data", await folder()]);
    expect(stderr).toContain(`port ${port} is in use`);
    expect(code).toBe(1);
  });

  it("refuses another base IRI than the archive was made with, and says how to rebuild", async () => {
    const data = await folder();
    await run(["ingest", "duo", "--from", SAMPLES, "--data", data]);
    const { code, stderr } = await run(["serve", "--port", "0", "--data", data, "--base-iri", "https://other.example"]);
    expect(stderr).toMatch(/http:\/\/localhost:3000.*https:\/\/other\.example.*ingest again/);
    expect(code).toBe(1);
  });

  it("puts another engine behind the service, and brings the archive to it", async () => {
    const engine = await engineServer();
    const { url } = await service(["--samples", "--data", await folder(), "--store", engine.query.href]);
    const asked = engine.requests.length;
    const answer = await fetch(`${url}id/instelling/18BR`, { headers: { accept: "text/turtle" } });
    expect(await answer.text()).toContain("School voor Praktijkonderwijs Assen");
    expect(engine.requests.length).toBeGreaterThan(asked);
  });

  it.each([
    ["nonsense", /give oxigraph, or the http/, 2],
    ["http://jan:geheim123@127.0.0.1:9/sparql", /keep name and password out of the URL/, 2],
    ["http://127.0.0.1:9/sparql", /127\.0\.0\.1:9\/sparql: /, 1],
  ])("refuses --store %s, and says why", async (store, why, exit) => {
    const { code, stderr } = await run(["serve", "--port", "0", "--data", await folder(), "--store", store]);
    expect(stderr).toMatch(why);
    expect(stderr).not.toContain("geheim123");
    expect(code).toBe(exit);
  });

  it("refuses at start, in one line, more statements than the embedded store takes, and names --store", async () => {
    const data = await folder();
    await run(["ingest", "duo", "--from", SAMPLES, "--data", data]);
    const path = join(data, "manifest.json");
    const manifest = await readFile(path, "utf8");
    await writeFile(path, manifest.replace(/"quads":\s*\d+/, '"quads": 7000001'));
    const { code, stderr, stdout } = await run(["serve", "--port", "0", "--data", data]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    // The log is in JSON.
    expect(stderr.split("\n").filter((line) => /^[^{]/.test(line))).toEqual([
      expect.stringMatching(/7000000.*--store/),
    ]);
  });

  it("refuses limits that cannot be kept, naming the setting", async () => {
    const cwd = await folder();
    await writeFile(join(cwd, "onderwijsgraaf.config.yaml"), "limits:\n  engines: 0\n");
    const { code, stderr } = await run(["serve", "--port", "0", "--data", join(cwd, "data")], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("limits.engines");
  });
});
