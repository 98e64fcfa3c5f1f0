/** The machine's own `import`, for names that the host has resolved. */
import { evaluateScript } from "./stack";

const GIVEN_NAME = "__aegis_import";
type Import = (name: string) => Promise<unknown>;

/** A realm that is no machine of ours brings one: what its engine calls import would answer with an object of another realm. */
function takeGiven(): Import | undefined {
  const globals = globalThis as unknown as Record<string, Import | undefined>;
  const given = globals[GIVEN_NAME];
  delete globals[GIVEN_NAME];
  return given;
}

export const importModule =
  takeGiven() ?? (evaluateScript("node:internal", "(name) => ", "import(name)", "") as Import);
