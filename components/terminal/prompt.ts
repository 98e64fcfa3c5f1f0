import { visible } from "@/lib/ansi";

/** Line breaks stay, each before the sign of a line that goes on; all else that would act is shown. */
export function visibleLine(text: string): string {
  return text.split("\n").map(visible).join("\n> ");
}
