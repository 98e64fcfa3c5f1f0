/** Export bundles, as zip or folder, and the other forms in which a log leaves. */
export { type Archive, type ArchivedFile, bytesAsAccess, type RandomAccess } from "./archive";
export { type BodiesReport, checkBodies, SALT_BYTES } from "./bodies";
export { type CloudEventOptions, cloudEventsOf, EVENT_TYPE_PREFIX } from "./export/cloud-events";
export { CSV_COLUMNS, csvOf } from "./export/csv";
export { subjectOf } from "./export/subject";
export { BUNDLE_FAULTS, BundleFault, type BundleFaultCode } from "./fault";
export { GO_PROGRAM } from "./go-program";
export { type LogLine, type Pieces, readLines, readRecords } from "./lines";
export { type Bundle, openBundle } from "./read";
export { type BodyToWrite, type BundleParts, bundleFiles, writeBundle } from "./write";
export { openZip } from "./zip/read";
export { type FileToWrite, writeZip } from "./zip/write";
