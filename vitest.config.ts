import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const isCI = process.env.CI === "true";
/** A hang must end, and a machine that is busy with other work must not look like one. */
const LIMIT_MS = isCI ? 120_000 : 60_000;

/**
 * In CI, where a test with processes, servers or timers may be starved by what else runs, it is tried once more, and
 * named at the end of the run when only that passed. What is pure has no such excuse.
 */
const RETRY = isCI ? 1 : 0;
/** Tests of `components` and `lib` that start real processes and servers. */
const WITH_PROCESSES = [
  "lib/runtime/guest/conformance/conformance.test.ts",
  "lib/runtime/{node,webcontainer}/**/*.test.ts",
];
/**
 * Tests that run whole sandboxes in this process. While one is recorded, the clock and the random numbers of its realm are the
 * session's, so they share their modules with nobody.
 */
const WITH_SANDBOX = [
  "components/time-travel/past-run.test.ts",
  "lib/runtime/embedded/cell/worker/{body-sender,checkpoints,computing,ended-while-waiting,going-on,recording,same-without-jspi}.test.ts",
];
const PURE = "{components,lib}/**/*.test.{ts,tsx}";

export default defineConfig({
  resolve: {
    alias: {
      // The package throws outside a server bundle by design; tests of server code are server code.
      "server-only": new URL("node_modules/server-only/empty.js", import.meta.url).pathname,
      "@": import.meta.dirname,
    },
  },
  test: {
    environment: "node",
    // The guest's library and the thread of its machine, which tests of the sandbox read as texts.
    globalSetup: ["scripts/sandbox/before-tests.mjs"],
    testTimeout: LIMIT_MS,
    hookTimeout: LIMIT_MS,
    expect: { poll: { timeout: LIMIT_MS / 2 } },
    // On two processors as well: Vitest would leave one of them to itself, which hardly uses it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      // What has no state but its own shares its modules: to load them anew for each file takes longer than the tests.
      {
        extends: true,
        test: {
          name: "pure",
          include: [PURE],
          exclude: [...WITH_PROCESSES, ...WITH_SANDBOX],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "state",
          include: [
            "{app,bench,cli,e2e,scripts,server}/**/*.test.{ts,tsx}",
            "*.test.ts",
            ...WITH_PROCESSES,
            ...WITH_SANDBOX,
          ],
          retry: RETRY,
        },
      },
    ],
  },
});
