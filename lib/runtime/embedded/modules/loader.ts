/** Modules of a guest: names by the resolver, text by the formats. Every file is read through the mediator. */
import type { CallError } from "../../calls/protocol";
import { CallFault } from "../../calls/values";
import type { ModuleReply } from "../vm/host";
import { dataModule, isDataModule } from "./data-module";
import {
  asModule,
  META_PREFIX,
  metaModule,
  SOURCE_LIMIT_BYTES,
  toScript,
  withMeta,
  withOwnImport,
} from "./format";
import type { ImportGate } from "./gate";
import type { Probe } from "./probe";
import { folderOf, type ResolveKind, resolve } from "./resolve";

/** What the guest's own library says of its built-in modules. */
export interface Builtins {
  has(name: string): boolean;
  /** The text of a module that presents one, by its name without `node:`. */
  text(name: string): string;
}

export interface LoadedScript {
  readonly format: "module" | "commonjs" | "json" | "builtin";
  readonly text: string;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

export class ModuleLoader {
  private readonly probe: Probe;
  private readonly builtins: Builtins;
  private readonly gate: ImportGate;

  constructor(probe: Probe, builtins: Builtins, gate: ImportGate) {
    this.probe = probe;
    this.builtins = builtins;
    this.gate = gate;
  }

  async resolve(base: string, specifier: string, kind: ResolveKind): Promise<string> {
    if (specifier.startsWith(META_PREFIX)) return specifier;
    await this.gate.specifier(specifier);
    if (kind === "import" && isDataModule(specifier)) return specifier;
    const isBuiltin = (name: string) => this.builtins.has(name);
    const found = await resolve({ probe: this.probe, isBuiltin }, base, specifier, kind);
    if (!("name" in found)) throw new CallFault(missing(found.error, kind));
    await this.gate.found(found.name);
    return found.name;
  }

  /** For `require`: as it is, to be run or read by the guest's own side. */
  async script(name: string): Promise<LoadedScript> {
    if (name.startsWith("node:")) return { format: "builtin", text: "" };
    const { format, text } = await this.read(name);
    return { format, text: format === "commonjs" ? withOwnImport(text) : text };
  }

  /** For `import`: the text of a module, whatever the file is. */
  async module(name: string): Promise<string> {
    if (name.startsWith("node:")) return this.builtins.text(name.slice("node:".length));
    if (name.startsWith(META_PREFIX)) return metaModule(name.slice(META_PREFIX.length));
    // Only what was resolved is loaded, so it was decided.
    if (isDataModule(name)) return dataModule(name);
    const { format, text } = await this.read(name);
    return format === "module" ? withMeta(name, text) : asModule(name, format, text);
  }

  private async read(path: string): Promise<{ format: "module" | "commonjs" | "json"; text: string }> {
    const bytes = await this.probe.read(path);
    if (bytes.length > SOURCE_LIMIT_BYTES) throw new CallFault(syntax(`${path} is too long to be a module.`));
    let source: string;
    try {
      source = decoder.decode(bytes);
    } catch {
      throw new CallFault(syntax(`${path} is not text in UTF-8.`));
    }
    const type = await this.packageType(path);
    try {
      return toScript(path, source.replace(/^#!.*/, ""), type);
    } catch (thrown) {
      throw new CallFault(syntax(thrown instanceof Error ? thrown.message : `${path} cannot be read.`));
    }
  }

  private async packageType(path: string): Promise<unknown> {
    // The root of a guest's tree is nobody's package: asking there would be one denial on the record for every run.
    for (let folder = folderOf(path); folder !== "/"; folder = folderOf(folder)) {
      const file = await this.probe.package(folder);
      if (file) return file.type;
      if (folder.endsWith("/node_modules")) return undefined;
    }
    return undefined;
  }
}

/** The hooks of the machine, which know sentences only. */
export async function asReply(text: Promise<string>): Promise<ModuleReply> {
  try {
    return { text: await text };
  } catch (thrown) {
    if (thrown instanceof CallFault) {
      const { message, name, code } = thrown.error;
      return { error: message, name, ...(code !== undefined && { code }) };
    }
    throw thrown;
  }
}

function missing(message: string, kind: ResolveKind): CallError {
  const code = kind === "import" ? "ERR_MODULE_NOT_FOUND" : "MODULE_NOT_FOUND";
  return { name: "Error", code, message };
}

function syntax(message: string): CallError {
  return { name: "SyntaxError", message };
}
