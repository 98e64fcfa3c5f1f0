import type { Changes, Texts } from "../files/files";
import { Late } from "../late/late";
import type { BoxOrder } from "../run/open-box";
import type { TerminalSession } from "./terminal-session";

/** The workbench, as the terminal needs it. */
export interface TerminalHost {
  /** With all that was typed until now. */
  texts(): Texts;
  /** Is in those texts when it returns. */
  changed(changes: Changes): void;
  mayWrite(): boolean;
}

const sessions = new Late(() => import("./terminal-session"));

/** How a session begins. */
export type Open = (order: BoxOrder) => Promise<TerminalSession>;

/** With the engine, which is loaded for it. */
export const openSession: Open = async (order) => {
  const { TerminalSession } = await sessions.fetch();
  return TerminalSession.open(order);
};
