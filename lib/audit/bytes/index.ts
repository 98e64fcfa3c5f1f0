/** Bytes, their spellings as text, and the one error of the audit log. */
export { fromBase64, toBase64 } from "./base64";
export { compareBytes, equalBytes, joinBytes } from "./compare";
export { AuditFault, FAULTS, type FaultCode } from "./fault";
export { decodeHex, fromHex, putHashHex, toHex, writeHex } from "./hex";
export { fromUtf8, utf8 } from "./utf8";
