/** How much a workspace holds. A file is no larger than an editor shows and a run takes. */
export const FILE_BYTES = 512 * 1024;
export const FILES = 2_000;
export const TOTAL_BYTES = 16 * 1024 * 1024;
