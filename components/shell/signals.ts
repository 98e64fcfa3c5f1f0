/** What a button of the server-rendered shell asks the one script of the shell to open. */
export type Opens = "palette" | "help";

export const OPEN_EVENT = "aegis:open";
export const TOAST_EVENT = "aegis:toast";

export interface ToastMessage {
  readonly text: string;
  readonly tone: "neutral" | "allow" | "error";
  /** A second line: what to do about it, or the code and request id of an error. */
  readonly detail?: string;
  /** What takes it back, or goes on from it; pressing it dismisses the message. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** From then on it says nothing any more, and leaves at once. */
  readonly until?: AbortSignal;
}

export function open(what: Opens): void {
  document.dispatchEvent(new CustomEvent<Opens>(OPEN_EVENT, { detail: what }));
}

export function toast(message: ToastMessage): void {
  document.dispatchEvent(new CustomEvent<ToastMessage>(TOAST_EVENT, { detail: message }));
}
