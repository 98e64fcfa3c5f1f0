/** The files here by the names that the server has for them. What stays here is told, and never looks as if it had been deleted. */
import { normalName } from "@/lib/workspace/path";
import type { Changes, Texts } from "../files/files";
import type { Page } from "./file-sync";
import { type Sendable, type StaysHere, sendable } from "./sendable";

export interface SentPage extends Page {
  readonly stays: readonly StaysHere[];
}

export function sentPage(page: Omit<Page, "leftAlone">): SentPage {
  let known: { readonly texts: Texts; readonly sent: Sendable } | undefined;
  // Asked for several times a look, and mostly of the same texts: looking through all letters of all files takes a while.
  const now = (): Sendable => {
    const texts = page.texts();
    if (!known || !isSame(known.texts, texts)) known = { texts, sent: sendable(texts) };
    return known.sent;
  };
  const toHere = (named: Changes): Changes => {
    const { here } = now();
    return Object.fromEntries(Object.entries(named).map(([name, text]) => [here.get(name) ?? name, text]));
  };
  return {
    base: page.base,
    texts: () => now().texts,
    // What was on the server once and has become too large for it would be deleted there otherwise.
    leftAlone: () => {
      const { stays, texts } = now();
      const names = stays.map(({ path }) => normalName(path));
      return new Set(names.filter((name) => !Object.hasOwn(texts, name)));
    },
    apply: (changes, seen) => page.apply(toHere(changes), toHere(seen) as Texts),
    keptBoth: (path, beside) => page.keptBoth(now().here.get(path) ?? path, beside),
    get stays() {
      return now().stays;
    },
  };
}

function isSame(one: Texts, other: Texts): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && one[name] === other[name])
  );
}
