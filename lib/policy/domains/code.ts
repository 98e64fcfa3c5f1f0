/**
 * Code that an agent runs beside its files: text that it evaluates, and modules that it names.
 *
 * Guarantees: text runs only where `allow_dynamic_code` is a clear true; a module that holds its own text (`data:`) or
 * comes over the network is such text as well. A module is denied under each of its names: with and without `node:`.
 * A file that is loaded as a module is read as well, and decided as that by itself.
 */
import { allowed, type Canonical, deniedByRule } from "../decisions";
import type { Program } from "../program";
import { type Faults, Rule } from "../rules";
import type { CodeSource, Decision } from "../types";
import { NameList } from "./models";

const TEXTS: Readonly<Record<Exclude<CodeSource, "import">, string>> = {
  eval: "Evaluating text",
  function: "Making a function of text",
  timer: "Handing text to a timer",
};
/** Anything with a scheme but a file and a built-in module (`node:`, `aegis:`): whoever names it brings the code along, or fetches it. */
const BROUGHT = /^(?!node:|file:|aegis:)[a-z][a-z0-9+.-]*:/i;
const SHOWN_UNITS = 80;
/** A name as long as this holds code; what is recorded of it is its beginning. */
const RECORDED_UNITS = 1024;

export class Code {
  private readonly dynamic: Rule;
  private readonly isDynamic: boolean;
  private readonly denied: NameList;

  constructor({ exec }: Program, faults: Faults) {
    const { allow_dynamic_code, deny_dynamic_imports } = exec;
    // Anything but a clear true denies, so that a program with a field missing does not run code.
    this.isDynamic = allow_dynamic_code.value === true;
    this.dynamic = new Rule("exec.allow_dynamic_code", null, allow_dynamic_code.at);
    this.denied = new NameList("exec.deny_dynamic_imports", deny_dynamic_imports, faults);
  }

  text(how: Exclude<CodeSource, "import">): Decision {
    return this.switched(TEXTS[how], { op: "code.load", how });
  }

  module(name: string): Decision {
    const canonical = {
      op: "code.load",
      how: "import",
      module: name.slice(0, RECORDED_UNITS).toWellFormed(),
    };
    const what = `Importing ${JSON.stringify(name.slice(0, SHOWN_UNITS).toWellFormed())}`;
    const plain = name.replace(/^node:/, "");
    for (const each of [name, plain, `node:${plain}`]) {
      const rule = this.denied.first(each);
      if (rule) return deniedByRule(rule, what, canonical);
    }
    if (BROUGHT.test(name)) return this.switched(what, canonical);
    return {
      verdict: "allow",
      code: "ALLOWED",
      rule: null,
      range: null,
      reason: `${what} is allowed because no rule denies it.`,
      canonical,
      suggestion: null,
    };
  }

  private switched(what: string, canonical: Canonical): Decision {
    return this.isDynamic
      ? allowed(this.dynamic, what, canonical)
      : deniedByRule(this.dynamic, what, canonical);
  }
}
