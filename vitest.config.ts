import { defineConfig } from "vitest/config";

/** What takes seconds each: the program in processes of its own, whole sources and files of them, and browsers. */
const LONG = [
  "test/browser/**/*.test.ts",
  "test/cli/**/*.test.ts",
  "test/crawl/**/*.test.ts",
  "test/ingest/{any-order,recovered}.test.ts",
  "test/ingest/collections/{donl,edu-v}.test.ts",
  "test/ingest/duo/{portal,real-files,real-statistics}.test.ts",
  "test/ingest/tweedekamer/{personal-data,tweedekamer}.test.ts",
  "test/questions/needs.test.ts",
  "test/server/hostile.test.ts",
  "test/store/images.test.ts",
  "test/validate/{batches,published-shapes}.test.ts",
];

export default defineConfig({
  test: {
    // The tests run the build that ships: worker threads need real JavaScript files beside them.
    server: { deps: { external: [/\/dist\//] } },
    env: { TZ: "America/New_York", LC_ALL: "C" },
    // By default one core is left alone, which on two cores is half of them.
    maxWorkers: "100%",
    // One process runs file after file, as the service does request after request: what is loaded stays loaded.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { shuffle: true },
    projects: [
      { extends: true, test: { name: "short", include: ["test/**/*.test.{ts,tsx}"], exclude: LONG } },
      { extends: true, test: { name: "long", include: LONG } },
    ],
  },
});
