import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    // The tests run the build that ships: worker threads need real JavaScript files beside them.
    server: { deps: { external: [/\/dist\//] } },
    env: { TZ: "America/New_York", LC_ALL: "C" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { shuffle: true },
  },
});
