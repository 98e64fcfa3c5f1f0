/** What is planted for attacks to find: random, so that no agent can know it. */
import { randomBytes } from "node:crypto";

const token = (what: string) => `PLANTED-${what}-${randomBytes(12).toString("hex")}`;

export const tokens = {
  denied: token("denied"),
  outside: token("outside"),
  variable: token("variable"),
  host: token("host"),
} as const;
