import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    // The tests run the build that ships: worker threads need real JavaScript files beside them.
    server: { deps: { external: [/\/dist\//] } },
    env: { TZ: "America/New_York", LC_ALL: "C" },
    // By default one core is left alone, which on two cores is half of them.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { shuffle: true },
  },
});
