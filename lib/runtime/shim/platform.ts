/**
 * What the shim uses of Node's `vm`, said here because this folder imports nothing of Node: whoever starts a shim hands it in.
 * The driver for Node and the one for WebContainers have it from different places.
 */
export interface VmContext {
  readonly isContext?: never;
}
export interface VmModule {
  readonly status: "unlinked" | "linking" | "linked" | "evaluating" | "evaluated" | "errored";
  readonly namespace: object;
  readonly error: unknown;
  /** What it imports, as Node 20 to 24 say it; and as later ones do. */
  readonly dependencySpecifiers?: readonly string[];
  readonly moduleRequests?: readonly { readonly specifier: string }[];
  link(linker: (specifier: string, from: VmModule) => VmModule): Promise<void>;
  evaluate(): Promise<void>;
}
export interface VmSyntheticModule extends VmModule {
  setExport(name: string, value: unknown): void;
}
interface ModuleOptions {
  readonly context: VmContext;
  readonly identifier: string;
}
export interface Vm {
  readonly constants?: { readonly DONT_CONTEXTIFY?: symbol };
  createContext(
    global: object | symbol,
    options: { readonly codeGeneration: { readonly strings: boolean; readonly wasm: boolean } },
  ): VmContext;
  readonly Script: new (
    text: string,
    options: { readonly filename: string },
  ) => { runInContext(context: VmContext): unknown };
  /** Only with `--experimental-vm-modules`. */
  readonly SourceTextModule: new (
    text: string,
    options: ModuleOptions,
  ) => VmModule;
  readonly SyntheticModule: new (
    names: readonly string[],
    evaluate: (this: VmSyntheticModule) => void,
    options: ModuleOptions,
  ) => VmSyntheticModule;
}
