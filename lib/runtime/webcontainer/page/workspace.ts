/** The agent's files of one run: in the page, in the container as far as the agent may read them, and what keeps both together. */
import type { Hasher } from "../../../audit/hash";
import type { Mediator } from "../../../mediator/mediator";
import type { Decision } from "../../../policy";
import type { MemoryFiles, MountOptions, Tree } from "../../files";
import { ContainerFault } from "../fault";
import { isOwn } from "./disk";
import { filesToShow, type Shown } from "./filter";
import type { Instance, InstanceTree } from "./instance";
import { Looker } from "./look";
import { Mirror } from "./mirror";

export interface WorkspaceOptions {
  readonly files: MemoryFiles;
  readonly instance: Instance;
  readonly mediator: Mediator;
  readonly hasher: Hasher;
  /** Changes past the shim could not be looked at. */
  failed(cause: unknown): void;
}

export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #mirror: Mirror;
  readonly #looker: Looker;

  constructor(options: WorkspaceOptions) {
    const { files, instance, hasher, mediator, failed } = options;
    const { disk } = instance;
    this.#options = options;
    this.#mirror = new Mirror({
      files,
      disk,
      hasher,
      mayShow: (path) => this.verdictOf("fs.read", path) === "allow",
    });
    this.#looker = new Looker({
      files,
      disk,
      mirror: this.#mirror,
      mediator,
      failed,
      mayChange: (op, path) => this.verdictOf(op, path) === "allow",
    });
  }

  /** What the policy says, with nothing counted and nothing recorded. */
  verdictOf(op: "fs.read" | "fs.write" | "fs.delete", path: string): Decision["verdict"] {
    return this.#options.mediator.would({ op, path });
  }

  async mount(path: string, tree: Tree, mount: MountOptions): Promise<void> {
    const { files, mediator, instance } = this.#options;
    if (isOwn(path) || (path === "/" && Object.keys(tree).some((name) => isOwn(`/${name}`)))) {
      throw new ContainerFault("mount");
    }
    this.#mirror.adopt(() => files.mount(path, tree, mount));
    const shown = await filesToShow(
      { files, mediator, verdictOf: (each) => this.verdictOf("fs.read", each) },
      path,
    );
    await this.#mirror.inTurn(async () => {
      // Known before they are there: a look in between is to find nothing that is not explained.
      for (const file of shown) this.#know(file);
      try {
        await instance.mount(instanceTree(shown));
      } catch (cause) {
        throw new ContainerFault("mount", { cause });
      }
    });
  }

  watch(): void {
    this.#looker.watch();
  }

  flush(): Promise<void> {
    return this.#mirror.flush();
  }

  /** The whole container once more. */
  look(): Promise<void> {
    return this.#looker.all();
  }

  close(): void {
    this.#looker.close();
    this.#mirror.close();
  }

  #know({ path, bytes }: Shown): void {
    this.#mirror.learn(path, { kind: "file", digest: this.#mirror.digest(bytes) });
    for (let at = folderOf(path); at !== ""; at = folderOf(at)) this.#mirror.learn(at, { kind: "folder" });
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function instanceTree(shown: readonly Shown[]): InstanceTree {
  const root: InstanceTree = Object.create(null);
  for (const { path, bytes } of shown) {
    const names = path.split("/").filter(Boolean);
    const name = names.pop() ?? "";
    let folder = root;
    for (const each of names) {
      const known = folder[each];
      const next: InstanceTree = known && "directory" in known ? known.directory : Object.create(null);
      folder[each] = { directory: next };
      folder = next;
    }
    folder[name] = { file: { contents: bytes } };
  }
  return root;
}
