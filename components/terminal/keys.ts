/** What the terminal hears from its keyboard, as what is meant. A key is known by its whole text; all else is text that is put in. */
import type { LineAction } from "./line";

export type Meant =
  | { readonly means: "edit"; readonly action: LineAction }
  | { readonly means: "run" | "complete" | "interrupt" | "end" | "clear" | "nothing" };

const edit = (action: LineAction): Meant => ({ means: "edit", action });
const move = (to: Extract<LineAction, { type: "move" }>["to"]) => edit({ type: "move", to });
const remove = (to: Extract<LineAction, { type: "move" }>["to"]) => edit({ type: "delete", to });

const KEYS: Readonly<Record<string, Meant>> = {
  "\r": { means: "run" },
  "\t": { means: "complete" },
  "\u0003": { means: "interrupt" },
  "\u0004": { means: "end" },
  "\u000c": { means: "clear" },
  "\u007f": remove("left"),
  "\b": remove("word-left"), // Ctrl+Backspace
  "\u001b\u007f": remove("word-left"),
  "\u0017": remove("word-left"),
  "\u001bd": remove("word-right"),
  "\u001b[3~": remove("right"),
  "\u001b[3;5~": remove("word-right"),
  "\u0015": remove("start"),
  "\u000b": remove("end"),
  "\u001b[D": move("left"),
  "\u0002": move("left"),
  "\u001b[C": move("right"),
  "\u0006": move("right"),
  "\u001bb": move("word-left"),
  "\u001b[1;5D": move("word-left"),
  "\u001b[1;3D": move("word-left"),
  "\u001bf": move("word-right"),
  "\u001b[1;5C": move("word-right"),
  "\u001b[1;3C": move("word-right"),
  "\u001b[H": move("start"),
  "\u001bOH": move("start"),
  "\u0001": move("start"),
  "\u001b[F": move("end"),
  "\u001bOF": move("end"),
  "\u0005": move("end"),
  "\u001b[A": edit({ type: "older" }),
  "\u0010": edit({ type: "older" }),
  "\u001b[B": edit({ type: "newer" }),
  "\u000e": edit({ type: "newer" }),
  "\u0012": edit({ type: "search" }),
  "\u0007": edit({ type: "cancel" }),
  "\u001b": edit({ type: "settle" }),
};

export function meantBy(data: string): Meant {
  if (Object.hasOwn(KEYS, data)) return KEYS[data] as Meant;
  if (data.startsWith("\u001b")) return { means: "nothing" };
  const text = insertable(data);
  return text === "" ? { means: "nothing" } : edit({ type: "insert", text });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text from outside for the line: line breaks stay, and run nothing; what acts and is not seen goes. */
export function insertable(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(CONTROLS, "").replace(/\n+$/, "");
}
