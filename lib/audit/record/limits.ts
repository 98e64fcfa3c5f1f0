/** A record is one line; nobody has to read more than this to know that a line is none. */
export const MAX_RECORD_BYTES = 16_384;
