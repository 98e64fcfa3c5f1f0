/** The machine's own `import`, for names that the host has resolved. */
import { evaluateScript } from "./stack";

export const importModule = evaluateScript("node:internal", "(name) => ", "import(name)", "") as (
  name: string,
) => Promise<unknown>;
