import type { ReactNode } from "react";

/** One of the panels of a dock. */
export interface Panel {
  readonly name: string;
  readonly label: string;
  /** Beside the label: a count, or a state in a word. */
  readonly note?: string | undefined;
  /** Stays in the page while another panel is on show, because what it holds would be lost. From its first showing on. */
  readonly stays?: boolean;
  /** Of what is there to be typed into: puts the cursor there, when its tab was clicked or it is there again. Keys stay on the tabs. */
  readonly focus?: () => void;
  readonly view: () => ReactNode;
}
