import { type ComponentType, useCallback, useEffect, useState } from "react";
import type { CodeEditor as CodeEditorType } from "../editor/code-editor";
import { toast } from "../shell/signals";

export type EditorMode = "code" | "plain";
type CodeEditor = typeof CodeEditorType extends ComponentType<infer Props> ? ComponentType<Props> : never;

const KEY = "aegis.editor";
const SMALL = "(max-width: 639px), (hover: none) and (pointer: coarse)";

function preferred(): EditorMode {
  const kept = read();
  return kept ?? (matchMedia(SMALL).matches ? "plain" : "code");
}

function read(): EditorMode | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "code" || value === "plain" ? value : null;
  } catch {
    return null;
  }
}

function keep(mode: EditorMode): void {
  try {
    localStorage.setItem(KEY, mode);
  } catch {
    // A preference that cannot be kept holds for this visit.
  }
}

/** Which editor, and the code editor itself once it has arrived: 1 MB that a reader on a phone never loads. */
export function useEditorMode() {
  const [mode, setMode] = useState<EditorMode | null>(null);
  const [Code, setCode] = useState<CodeEditor | null>(null);

  useEffect(() => setMode(preferred()), []);
  useEffect(() => {
    if (mode !== "code" || Code !== null) return;
    let left = false;
    import("../editor/code-editor").then(
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
      keep(next);
      return next;
    });
  }, []);
  return { mode, Code, toggle };
}
