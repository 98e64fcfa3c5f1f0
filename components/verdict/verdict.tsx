import { Ban, Check, Eraser, Hand, type LucideIcon, TriangleAlert } from "lucide-react";
import { Icon } from "../ui/icon";

export type VerdictKind = "allow" | "deny" | "approve" | "sanitize" | "error";

interface Look {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly ink: string;
}

const LOOKS: Readonly<Record<VerdictKind, Look>> = {
  allow: { icon: Check, word: "allow", ink: "text-allow" },
  deny: { icon: Ban, word: "deny", ink: "text-deny" },
  approve: { icon: Hand, word: "approve", ink: "text-approve" },
  sanitize: { icon: Eraser, word: "sanitize", ink: "text-sanitize" },
  error: { icon: TriangleAlert, word: "error", ink: "text-error" },
};

interface VerdictProps {
  readonly kind: VerdictKind;
  /** Another word for the same verdict, where the sentence around it needs one. */
  readonly word?: string;
}

/** A verdict is never colour alone: an icon, a word and a colour, always the same three. */
export function Verdict({ kind, word }: VerdictProps) {
  const look = LOOKS[kind];
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap ${look.ink}`}>
      <Icon of={look.icon} className="size-3.5" />
      {word ?? look.word}
    </span>
  );
}

/** In the middle of a sentence, on its line. */
export function VerdictInText(props: VerdictProps) {
  return (
    <span className="inline-flex align-bottom">
      <Verdict {...props} />
    </span>
  );
}

/** The same mark where a column or a heading already says the word; readers of the page still hear it. */
export function VerdictMark({ kind }: { kind: VerdictKind }) {
  const look = LOOKS[kind];
  return (
    <span className={`inline-flex ${look.ink}`} title={look.word}>
      <Icon of={look.icon} className="size-3.5" />
      <span className="sr-only">{look.word}: </span>
    </span>
  );
}
