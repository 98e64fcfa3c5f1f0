/** The files of `public/types`; a test holds them to be all of them. */
export const AGENT_TYPES = [
  "aegis",
  "buffer",
  "crypto",
  "events",
  "fs",
  "fs-promises",
  "globals",
  "http",
  "machine",
  "short-names",
  "streams",
  "text",
  "util",
  "web",
] as const;
