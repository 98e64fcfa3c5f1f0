import { keepText, keptText } from "../kept/kept-text";
import { doneAsText, type Progress, progressOf } from "./steps";

const KEY = "aegis.first-steps.done";

export function keptDone(): Progress {
  return progressOf(keptText(KEY) ?? "");
}

export function keepDone(progress: Progress): void {
  keepText(KEY, doneAsText(progress) || null);
}
