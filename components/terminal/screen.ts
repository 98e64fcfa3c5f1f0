import type { Style } from "@/lib/ansi";

/** Where the terminal is drawn, apart from what React draws. */
export interface Screen {
  /** Lines of ours, or of the author's. */
  say(text: string, style: Style): void;
  /** Something else prints from here on. */
  begin(): void;
  show(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  clear(): void;
  /** The prompt, the line or the phase may be another. */
  draw(): void;
  focus(): void;
}
