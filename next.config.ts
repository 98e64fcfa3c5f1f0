import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@libsql/client", "libsql"],
  // Types are checked by `npm run typecheck`, over every file and not only the routes; twice would be once too often.
  typescript: { ignoreBuildErrors: true },
};

export default config;
