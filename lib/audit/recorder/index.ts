/** Recording a session: the recorder, and the interface of what it records into. The durable journals are in `lib/runtime`. */
export { closeInterrupted, type Interrupted } from "./close-interrupted";
export type { Followed } from "./follow";
export {
  JOURNAL_TROUBLES,
  type Journal,
  type JournalBatch,
  JournalFault,
  type JournalState,
  type JournalTrouble,
  type KeyStore,
} from "./journal";
export type { Loan, LoanPosition } from "./loan";
export { MemoryJournal, type MemoryStore, newMemoryStore } from "./memory-journal";
export type {
  Closed,
  CloseOptions,
  OpenOptions,
  Recorded,
  RecorderOptions,
  SessionEntry,
  Subscriber,
} from "./options";
export { Recorder } from "./recorder";
export { newSessionId } from "./session-id";
export type { Clock } from "./timestamps";
export { WrappedJournal } from "./wrapped-journal";
