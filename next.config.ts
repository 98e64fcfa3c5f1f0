import type { NextConfig } from "next";
import { readEnv } from "./server/env";
import { FILE_HEADERS } from "./server/http/security-headers";

const environment = readEnv(process.env);
if (!environment.ok) {
  // A build or a start with a bad environment ends here, in sentences and without a stack.
  for (const fault of environment.faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
}

const fileHeaders = Object.entries(FILE_HEADERS).map(([key, value]) => ({ key, value }));

const PLAIN_TEXT = { key: "Content-Type", value: "text/plain; charset=utf-8" };

/** Sentences of controls in other languages than that of our pages: a tenth of the first scripts, and never shown. */
const OTHER_LANGUAGES =
  /\/react-(?:aria|aria-components|stately)\/dist\/private\/intl\/(?:\w+\/)?(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/;
const ENGLISH_ONLY = "./scripts/lib/english-only.cjs";

/** Starts the workers of Monaco's languages, and imports all that Monaco has. */
const LANGUAGE_WORKERS = /\/monaco-editor\/esm\/vs\/internal\/common\/workers\.js$/;
const WITHOUT_SIDE_EFFECTS = "./scripts/lib/without-side-effects.cjs";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  serverExternalPackages: ["@libsql/client", "libsql"],
  // Types are checked by `npm run typecheck`, over every file and not only the routes; twice would be once too often.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    rules: {
      "*.mjs": { condition: { path: OTHER_LANGUAGES }, loaders: [ENGLISH_ONLY] },
      "*.js": { condition: { path: LANGUAGE_WORKERS }, loaders: [WITHOUT_SIDE_EFFECTS] },
    },
  },
  // There are no photographs here; without its optimizer Next needs no image library (docs/dependencies.md).
  images: { unoptimized: true },
  // Next keeps a copy of every body that passes the proxy; ours are refused above 1.25 MiB, so 10 MB is waste.
  experimental: { proxyClientMaxBodySize: "2mb" },
  headers: async () => [
    { source: "/_next/static/:path*", headers: fileHeaders },
    { source: "/examples/:path*", headers: fileHeaders },
    // By their names they would be films, which nobody compresses.
    { source: "/types/:path*", headers: [...fileHeaders, PLAIN_TEXT] },
  ],
};

export default config;
