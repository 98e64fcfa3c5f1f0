/**
 * Code that an agent runs beside its files. The guest's side shuts the doors by which text becomes code, and asks here: so that a
 * refusal has its sentence and its record.
 */
import type { Mediator } from "../../mediator/mediator";
import { CODE_SOURCES, type CodeSource } from "../../policy";
import { chain, type Handlers, NOTHING } from "./handler";

export type Deciding = Pick<Mediator, "act" | "would">;

export function codeCalls(mediator: Deciding): Handlers<"code.load"> {
  return {
    "code.load": (values) => {
      const how = values.word(0, CODE_SOURCES);
      return chain(
        how === "import" ? importing(mediator, values.text(1)) : load(mediator, how),
        () => NOTHING,
      );
    },
  };
}

/**
 * Throws what refuses it. A module that no rule is about makes no record: its files are read, and decided as that. What
 * brings its own text along, or comes from elsewhere, is on record in any case.
 */
export function importing(mediator: Deciding, module: string): void | Promise<void> {
  const isPlain =
    !isBrought(module) && mediator.would({ op: "code.load", how: "import", module }) === "allow";
  return isPlain ? undefined : load(mediator, "import", module);
}

/** Anything with a scheme but files and built-in modules. */
export function isBrought(module: string): boolean {
  return /^(?!node:|file:|aegis:)[a-z][a-z0-9+.-]*:/i.test(module);
}

function load(mediator: Deciding, how: CodeSource, module?: string): void | Promise<void> {
  return mediator.act({
    requests: [{ op: "code.load", how, ...(module !== undefined && { module }) }],
    outside: false,
    perform: () => {},
  });
}
