import { type ComponentType, useCallback, useEffect, useState } from "react";
import type { CodeEditor as CodeEditorType } from "../editor/code-editor";
import { keepText, keptText } from "../kept/kept-text";
import { bringLater, LAST } from "../late/late";
import { toast } from "../shell/signals";

export type EditorMode = "code" | "plain";
type CodeEditor = typeof CodeEditorType extends ComponentType<infer Props> ? ComponentType<Props> : never;

const KEY = "aegis.editor";
const SMALL = "(max-width: 639px), (hover: none) and (pointer: coarse)";

const fetchCode = () => import("../editor/code-editor");

// Three times what the rest of the page is: a phone and whoever counts bytes have the plain one.
bringLater(async () => {
  if (matchMedia(SMALL).matches || savesData()) return;
  await (await fetchCode()).bringMonaco();
}, LAST);

function savesData(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

function preferred(): EditorMode {
  const kept = keptText(KEY);
  if (kept === "code" || kept === "plain") return kept;
  return matchMedia(SMALL).matches ? "plain" : "code";
}

/** Which editor, and the code editor itself once it has arrived: 1 MB that a reader on a phone never loads. */
export function useEditorMode() {
  const [mode, setMode] = useState<EditorMode | null>(null);
  const [Code, setCode] = useState<CodeEditor | null>(null);

  useEffect(() => setMode(preferred()), []);
  useEffect(() => {
    if (mode !== "code" || Code !== null) return;
    let left = false;
    fetchCode().then(
      (module) => !left && setCode(() => module.CodeEditor),
      () => {
        if (left) return;
        setMode("plain");
        toast({
          tone: "error",
          text: "The code editor could not be loaded",
          detail: "Plain text works meanwhile.",
        });
      },
    );
    return () => {
      left = true;
    };
  }, [mode, Code]);

  const toggle = useCallback(() => {
    setMode((before) => {
      const next = before === "code" ? "plain" : "code";
      keepText(KEY, next);
      return next;
    });
  }, []);
  return { mode, Code, toggle };
}
