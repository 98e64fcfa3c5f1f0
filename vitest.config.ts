import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      // The package throws outside a server bundle by design; tests of server code are server code.
      "server-only": new URL("node_modules/server-only/empty.js", import.meta.url).pathname,
      "@": import.meta.dirname,
    },
  },
  test: {
    include: ["{app,bench,cli,components,e2e,lib,scripts,server}/**/*.test.{ts,tsx}", "*.test.ts"],
    environment: "node",
    // The guest's library and the thread of its machine, which tests of the sandbox read as texts.
    globalSetup: ["scripts/sandbox/before-tests.mjs"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
