/**
 * The files of the workspace, and the same in the terminal's sandbox: what either side changed, so that the other gets that and
 * nothing else. Where both have changed one, neither text is lost.
 */
import type { Tree } from "@/lib/runtime/files";
import type { Changes, Texts } from "../files/files";
import { changedTexts } from "../run/changed-texts";

export interface ToBox {
  readonly tree: Texts;
  readonly gone: readonly string[];
}

export interface FromBox {
  readonly changed: Changes;
  /** Changed by both: the editor's text stays, the other is beside it under this name. */
  readonly besides: readonly { readonly path: string; readonly beside: string }[];
}

const BESIDE = ".terminal";

export class SharedFiles {
  /** What the sandbox has, as far as it is text. */
  #inBox: Texts;

  constructor(inBox: Texts) {
    this.#inBox = inBox;
  }

  toBox(now: Texts): ToBox {
    const tree = Object.entries(now).filter(([path, text]) => this.#textOf(path) !== text);
    const gone = Object.keys(this.#inBox).filter((path) => !Object.hasOwn(now, path));
    return { tree: Object.fromEntries(tree), gone };
  }

  /** What `toBox` answered is there. */
  sent(now: Texts): void {
    this.#inBox = now;
  }

  /** `now`: the files in the editor; `after`: those in the sandbox, when a command has ended. */
  fromBox(now: Texts, after: Tree): FromBox {
    const before = this.#inBox;
    const changed = changedTexts(before, after);
    this.#inBox = Object.fromEntries(
      Object.entries({ ...before, ...changed }).filter(
        (entry): entry is [string, string] => entry[1] !== null,
      ),
    );
    const back: Record<string, string | null> = {};
    const besides: FromBox["besides"][number][] = [];
    for (const [path, text] of Object.entries(changed)) {
      const here = Object.hasOwn(now, path) ? (now[path] as string) : null;
      const was = Object.hasOwn(before, path) ? (before[path] as string) : null;
      if (here === was) back[path] = text;
      else if (here !== text && text !== null) {
        const beside = freeName(path, { ...now, ...back });
        back[beside] = text;
        besides.push({ path, beside });
      }
    }
    return { changed: back, besides };
  }

  #textOf(path: string): string | undefined {
    return Object.hasOwn(this.#inBox, path) ? this.#inBox[path] : undefined;
  }
}

function freeName(path: string, taken: Changes): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? `${path}${BESIDE}` : `${path}${BESIDE}-${count}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}
