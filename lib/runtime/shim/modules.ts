/**
 * Modules of the agent's realm. Each name is resolved and each text read by the host, in the order in which the embedded
 * machine does it: a module, then what it imports, from the first to the last and to the ground.
 *
 * Node's own loader is never asked: nothing is read from a disk here, and `import` finds what the host gives and nothing else.
 */
import type { Asking } from "./exchange";
import type { Failed, Inside } from "./inside";
import type { Vm, VmContext, VmModule } from "./platform";

/** A module that hands its importer's own `import()` to it: `aegis:import:` and the importer's name. */
export const IMPORT_PREFIX = "aegis:import:";

interface Refusal {
  readonly message: string;
  readonly name?: string | undefined;
  readonly code?: string | undefined;
}
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export interface ModuleSurroundings {
  readonly vm: Vm;
  readonly context: VmContext;
  readonly ask: Asking;
  readonly inside: () => Inside;
}

export class Modules {
  private readonly around: ModuleSurroundings;
  private readonly known = new Map<string, VmModule>();
  private readonly links = new Map<VmModule, Map<string, VmModule>>();
  private linking: Promise<void> = Promise.resolve();
  private readonly evaluations = new Map<VmModule, Promise<void>>();

  constructor(around: ModuleSurroundings) {
    this.around = around;
  }

  /** `import()`: like the embedded machine, in a job of its own and not at once. */
  async import(
    base: string,
    specifier: string,
    done: (namespace: object) => void,
    failed: Failed,
  ): Promise<void> {
    await undefined;
    let module: VmModule;
    try {
      module = this.gather(base, specifier);
      await this.link(module);
    } catch (thrown) {
      const { message, name, code } = refusalOf(thrown);
      failed("refused", message, name, code);
      return;
    }
    try {
      await this.evaluate(module);
    } catch (thrown) {
      // What the agent's own code threw is handed on as it is. An error of this realm is not to be seen there: said again.
      const own = thrown instanceof Error ? refusalOf(thrown) : undefined;
      if (own) failed("refused", own.message, own.name, own.code);
      else failed("thrown", thrown);
      return;
    }
    done(module.namespace);
  }

  private gather(base: string, specifier: string): VmModule {
    const fresh: string[] = [];
    try {
      return this.find(base, specifier, fresh);
    } catch (thrown) {
      // Half a graph is none: who imports it again is to be told again why.
      for (const name of fresh) this.known.delete(name);
      throw thrown;
    }
  }

  private find(base: string, specifier: string, fresh: string[]): VmModule {
    if (specifier.startsWith(IMPORT_PREFIX)) return this.importer(specifier);
    const { ask, vm, context } = this.around;
    const name = textOf(ask({ kind: "resolve", base, specifier }));
    const known = this.known.get(name);
    if (known) return known;
    const text = textOf(ask({ kind: "load", name }));
    const module = new vm.SourceTextModule(text, { context, identifier: name });
    this.known.set(name, module);
    fresh.push(name);
    const links = new Map<string, VmModule>();
    this.links.set(module, links);
    for (const each of importsOf(module)) {
      if (!links.has(each)) links.set(each, this.find(name, each, fresh));
    }
    return module;
  }

  private importer(identifier: string): VmModule {
    const { vm, context, inside } = this.around;
    const bound = inside().importFrom(identifier.slice(IMPORT_PREFIX.length));
    return new vm.SyntheticModule(
      ["default"],
      function () {
        this.setExport("default", bound);
      },
      { context, identifier },
    );
  }

  /** One after the other: who imports what another one has begun to link waits until that is done. */
  private link(module: VmModule): Promise<void> {
    const linked = this.linking.then(() => this.linkNow(module));
    this.linking = linked.catch(() => undefined);
    return linked;
  }

  private async linkNow(module: VmModule): Promise<void> {
    if (module.status !== "unlinked") return;
    await module.link((specifier, from) => {
      const found = this.links.get(from)?.get(specifier);
      if (!found) throw new Refused({ message: `Cannot find '${specifier}'.` });
      return found;
    });
  }

  private evaluate(module: VmModule): Promise<void> {
    const known = this.evaluations.get(module);
    if (known) return known;
    // A module that is being evaluated for another's sake is ready when the other one is.
    const begun =
      module.status === "evaluating"
        ? Promise.all(this.evaluations.values()).then(() => undefined)
        : module.evaluate();
    this.evaluations.set(module, begun);
    return begun;
  }
}

function importsOf({ dependencySpecifiers, moduleRequests = [] }: VmModule): readonly string[] {
  return dependencySpecifiers ?? moduleRequests.map(({ specifier }) => specifier);
}

function textOf(reply: ReturnType<Asking>): string {
  if (reply === undefined) throw new Refused({ message: "The host failed to answer." });
  if ("error" in reply) {
    const { error, name, code } = reply as { error: string; name?: string; code?: string };
    throw new Refused({ message: error, name, code });
  }
  return reply.text;
}

/** An error of ours or of the engine's, made of our text: never one of the agent's. */
function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refused) return thrown.refusal;
  const { name, message } = thrown as Error;
  return { name: name === "SyntaxError" ? name : undefined, message };
}
