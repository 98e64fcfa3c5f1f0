import { fileURLToPath } from "node:url";

/** The checkout that these scripts stand in. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
