/** Records: what can be recorded, how it is written, how it is read and scanned. */
export { encodeRecord, writeRecord } from "./encode";
export { type AuditRecord, FIRST_PREV, FORMAT_VERSION, type Place } from "./envelope";
export { isSid, isTime } from "./leaves";
export { MAX_RECORD_BYTES } from "./limits";
export { LINE, RECORD_AT } from "./line";
export { PlaceBytes } from "./place";
export { type RecordFault, type RecordResult, readRecord } from "./read";
export { RecordScanner } from "./scan";
export { type Entry, entrySchema, RECORD_TYPES, type RecordData, type RecordType } from "./schema";
