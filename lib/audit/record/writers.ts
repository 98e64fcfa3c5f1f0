/**
 * Made by `generator/generate.ts` from the schemas; never changed by hand. Writes the data of each type of record from a
 * place of the line on, and answers where they end; refuses what its schema does not take.
 */
import { isObject, listWriter, mapWriter } from "./containers";
import {
  type Write,
  wordWriter,
  writeCode,
  writeCount,
  writeFlag,
  writeName,
  writeSha256,
  writeSid,
  writeText,
  writeTime,
} from "./leaves";
import { putBraces, putPiece } from "./line";
import { pieceOf } from "./piece";
import { refuse } from "./refusal";

const KEY_ACTION_SHA256 = pieceOf(',"action_sha256":');
const KEY_ACTOR = pieceOf(',"actor":');
const KEY_AGENT = pieceOf(',"agent":');
const KEY_API = pieceOf(',"api":');
const KEY_APPROVAL = pieceOf(',"approval":');
const KEY_APPROVER = pieceOf(',"approver":');
const KEY_ARGS = pieceOf(',"args":');
const KEY_ARGV = pieceOf(',"argv":');
const KEY_BODY = pieceOf(',"body":');
const KEY_BUILD_SHA256 = pieceOf(',"build_sha256":');
const KEY_BY = pieceOf(',"by":');
const KEY_BYTES = pieceOf(',"bytes":');
const KEY_CALL = pieceOf(',"call":');
const KEY_CHANGE = pieceOf(',"change":');
const KEY_CODE = pieceOf(',"code":');
const KEY_COMMAND = pieceOf(',"command":');
const KEY_COST_MICROUSD = pieceOf(',"cost_microusd":');
const KEY_COUNTS = pieceOf(',"counts":');
const KEY_CWD = pieceOf(',"cwd":');
const KEY_DATABASE = pieceOf(',"database":');
const KEY_DRIVER = pieceOf(',"driver":');
const KEY_ERROR = pieceOf(',"error":');
const KEY_EXPIRES = pieceOf(',"expires":');
const KEY_FILES = pieceOf(',"files":');
const KEY_FOUND = pieceOf(',"found":');
const KEY_GUARD = pieceOf(',"guard":');
const KEY_HOST = pieceOf(',"host":');
const KEY_HOW = pieceOf(',"how":');
const KEY_ID = pieceOf(',"id":');
const KEY_KEY_EXTRACTABLE = pieceOf(',"key_extractable":');
const KEY_LIMIT = pieceOf(',"limit":');
const KEY_LINE = pieceOf(',"line":');
const KEY_MEMORY = pieceOf(',"memory":');
const KEY_METHOD = pieceOf(',"method":');
const KEY_MODEL = pieceOf(',"model":');
const KEY_MODULE = pieceOf(',"module":');
const KEY_MOST = pieceOf(',"most":');
const KEY_MS = pieceOf(',"ms":');
const KEY_NAME = pieceOf(',"name":');
const KEY_NONCE = pieceOf(',"nonce":');
const KEY_OF = pieceOf(',"of":');
const KEY_PARENT = pieceOf(',"parent":');
const KEY_PATH = pieceOf(',"path":');
const KEY_POLICY_SHA256 = pieceOf(',"policy_sha256":');
const KEY_PORT = pieceOf(',"port":');
const KEY_REASON = pieceOf(',"reason":');
const KEY_REGION = pieceOf(',"region":');
const KEY_REQUEST = pieceOf(',"request":');
const KEY_REQUEST_BODY = pieceOf(',"request_body":');
const KEY_RULE = pieceOf(',"rule":');
const KEY_SCOPE = pieceOf(',"scope":');
const KEY_SEQ = pieceOf(',"seq":');
const KEY_SHA256 = pieceOf(',"sha256":');
const KEY_SID = pieceOf(',"sid":');
const KEY_SIGNAL = pieceOf(',"signal":');
const KEY_SPEC_SHA256 = pieceOf(',"spec_sha256":');
const KEY_SQL = pieceOf(',"sql":');
const KEY_STATUS = pieceOf(',"status":');
const KEY_STREAM = pieceOf(',"stream":');
const KEY_TARGET = pieceOf(',"target":');
const KEY_TO = pieceOf(',"to":');
const KEY_TOKENS = pieceOf(',"tokens":');
const KEY_TOOL = pieceOf(',"tool":');
const KEY_TRIGGER = pieceOf(',"trigger":');
const KEY_URL = pieceOf(',"url":');
const KEY_USED = pieceOf(',"used":');
const KEY_VERDICT = pieceOf(',"verdict":');
const KEY_VERSION = pieceOf(',"version":');
const KEY_VKEY = pieceOf(',"vkey":');
const KEY_WORKSPACE = pieceOf(',"workspace":');
const KEY_WORKSPACE_CHECKPOINT = pieceOf(',"workspace_checkpoint":');

function isMember0(key: string): boolean {
  switch (key) {
    case "bytes":
    case "sha256":
      return true;
    default:
      return false;
  }
}

function writeObject1(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { bytes, sha256 } = value;
  let at = start;
  at = writeCount(bytes, putPiece(KEY_BYTES, at));
  at = writeSha256(sha256, putPiece(KEY_SHA256, at));
  for (const key in value) if (!isMember0(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord2 = wordWriter([
  "ALLOWED",
  "APPROVAL",
  "SANITIZE",
  "DENIED_BY_RULE",
  "DENIED_BY_DEFAULT",
  "DENIED_BY_LIMIT",
  "DENIED_ADDRESS",
  "MALFORMED_REQUEST",
  "POLICY_ERROR",
]);

function isMember3(key: string): boolean {
  switch (key) {
    case "path":
      return true;
    default:
      return false;
  }
}

function writeObject4(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { path } = value;
  let at = start;
  at = writeText(path, putPiece(KEY_PATH, at));
  for (const key in value) if (!isMember3(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord5 = wordWriter(["allow", "sanitize", "approve", "deny"]);

function isMember6(key: string): boolean {
  switch (key) {
    case "approval":
    case "body":
    case "call":
    case "code":
    case "line":
    case "reason":
    case "request":
    case "request_body":
    case "rule":
    case "verdict":
      return true;
    default:
      return false;
  }
}

function writeObject7(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject4(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember8(key: string): boolean {
  switch (key) {
    case "path":
    case "to":
      return true;
    default:
      return false;
  }
}

function writeObject9(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { path, to } = value;
  let at = start;
  at = writeText(path, putPiece(KEY_PATH, at));
  at = writeText(to, putPiece(KEY_TO, at));
  for (const key in value) if (!isMember8(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject10(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject9(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember11(key: string): boolean {
  switch (key) {
    case "path":
    case "target":
      return true;
    default:
      return false;
  }
}

function writeObject12(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { path, target } = value;
  let at = start;
  at = writeText(path, putPiece(KEY_PATH, at));
  at = writeText(target, putPiece(KEY_TARGET, at));
  for (const key in value) if (!isMember11(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject13(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject12(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember14(key: string): boolean {
  switch (key) {
    case "host":
    case "method":
    case "port":
    case "url":
      return true;
    default:
      return false;
  }
}

function writeObject15(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { host, method, port, url } = value;
  let at = start;
  at = writeText(host, putPiece(KEY_HOST, at));
  at = writeText(method, putPiece(KEY_METHOD, at));
  at = writeCount(port, putPiece(KEY_PORT, at));
  at = writeText(url, putPiece(KEY_URL, at));
  for (const key in value) if (!isMember14(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject16(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject15(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember17(key: string): boolean {
  switch (key) {
    case "host":
    case "port":
      return true;
    default:
      return false;
  }
}

function writeObject18(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { host, port } = value;
  let at = start;
  at = writeText(host, putPiece(KEY_HOST, at));
  at = writeCount(port, putPiece(KEY_PORT, at));
  for (const key in value) if (!isMember17(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject19(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject18(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeMany20 = listWriter(writeText);

function isMember21(key: string): boolean {
  switch (key) {
    case "argv":
    case "cwd":
      return true;
    default:
      return false;
  }
}

function writeObject22(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { argv, cwd } = value;
  let at = start;
  at = writeMany20(argv, putPiece(KEY_ARGV, at));
  at = writeText(cwd, putPiece(KEY_CWD, at));
  for (const key in value) if (!isMember21(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject23(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject22(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember24(key: string): boolean {
  switch (key) {
    case "command":
    case "cwd":
      return true;
    default:
      return false;
  }
}

function writeObject25(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { command, cwd } = value;
  let at = start;
  at = writeText(command, putPiece(KEY_COMMAND, at));
  at = writeText(cwd, putPiece(KEY_CWD, at));
  for (const key in value) if (!isMember24(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject26(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject25(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember27(key: string): boolean {
  switch (key) {
    case "args":
    case "tool":
      return true;
    default:
      return false;
  }
}

function writeObject28(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { args, tool } = value;
  let at = start;
  if (args !== undefined) at = writeObject1(args, putPiece(KEY_ARGS, at));
  at = writeText(tool, putPiece(KEY_TOOL, at));
  for (const key in value) if (!isMember27(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject29(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject28(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember30(key: string): boolean {
  switch (key) {
    case "api":
    case "args":
    case "scope":
      return true;
    default:
      return false;
  }
}

function writeObject31(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { api, args, scope } = value;
  let at = start;
  at = writeText(api, putPiece(KEY_API, at));
  if (args !== undefined) at = writeObject1(args, putPiece(KEY_ARGS, at));
  at = writeText(scope, putPiece(KEY_SCOPE, at));
  for (const key in value) if (!isMember30(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject32(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject31(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember33(key: string): boolean {
  switch (key) {
    case "database":
    case "sql":
      return true;
    default:
      return false;
  }
}

function writeObject34(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { database, sql } = value;
  let at = start;
  at = writeText(database, putPiece(KEY_DATABASE, at));
  at = writeText(sql, putPiece(KEY_SQL, at));
  for (const key in value) if (!isMember33(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject35(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject34(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember36(key: string): boolean {
  switch (key) {
    case "cost_microusd":
    case "model":
    case "region":
    case "tokens":
      return true;
    default:
      return false;
  }
}

function writeObject37(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { cost_microusd, model, region, tokens } = value;
  let at = start;
  if (cost_microusd !== undefined) at = writeCount(cost_microusd, putPiece(KEY_COST_MICROUSD, at));
  at = writeText(model, putPiece(KEY_MODEL, at));
  if (region !== undefined) at = writeText(region, putPiece(KEY_REGION, at));
  if (tokens !== undefined) at = writeCount(tokens, putPiece(KEY_TOKENS, at));
  for (const key in value) if (!isMember36(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject38(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject37(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember39(key: string): boolean {
  switch (key) {
    case "host":
    case "name":
      return true;
    default:
      return false;
  }
}

function writeObject40(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { host, name } = value;
  let at = start;
  at = writeText(host, putPiece(KEY_HOST, at));
  at = writeText(name, putPiece(KEY_NAME, at));
  for (const key in value) if (!isMember39(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject41(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject40(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember42(key: string): boolean {
  switch (key) {
    case "name":
      return true;
    default:
      return false;
  }
}

function writeObject43(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { name } = value;
  let at = start;
  at = writeText(name, putPiece(KEY_NAME, at));
  for (const key in value) if (!isMember42(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject44(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject43(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord45 = wordWriter(["eval", "function", "timer", "import"]);

function isMember46(key: string): boolean {
  switch (key) {
    case "how":
    case "module":
      return true;
    default:
      return false;
  }
}

function writeObject47(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { how, module } = value;
  let at = start;
  at = writeWord45(how, putPiece(KEY_HOW, at));
  if (module !== undefined) at = writeText(module, putPiece(KEY_MODULE, at));
  for (const key in value) if (!isMember46(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function writeObject48(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  let at = start;
  if (approval !== undefined) at = writeCount(approval, putPiece(KEY_APPROVAL, at));
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  at = writeWord2(code, putPiece(KEY_CODE, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (request !== undefined) at = writeObject47(request, putPiece(KEY_REQUEST, at));
  if (request_body !== undefined) at = writeObject1(request_body, putPiece(KEY_REQUEST_BODY, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord49 = wordWriter(["ok", "error", "cancelled", "timeout"]);

function isMember50(key: string): boolean {
  switch (key) {
    case "body":
    case "call":
    case "code":
    case "cost_microusd":
    case "error":
    case "ms":
    case "of":
    case "status":
    case "tokens":
      return true;
    default:
      return false;
  }
}

function writeObject51(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { body, call, code, cost_microusd, error, ms, of, status, tokens } = value;
  let at = start;
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (call !== undefined) at = writeText(call, putPiece(KEY_CALL, at));
  if (code !== undefined) at = writeCode(code, putPiece(KEY_CODE, at));
  if (cost_microusd !== undefined) at = writeCount(cost_microusd, putPiece(KEY_COST_MICROUSD, at));
  if (error !== undefined) at = writeText(error, putPiece(KEY_ERROR, at));
  if (ms !== undefined) at = writeCount(ms, putPiece(KEY_MS, at));
  at = writeCount(of, putPiece(KEY_OF, at));
  at = writeWord49(status, putPiece(KEY_STATUS, at));
  if (tokens !== undefined) at = writeCount(tokens, putPiece(KEY_TOKENS, at));
  for (const key in value) if (!isMember50(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord52 = wordWriter(["embedded", "webcontainer", "node"]);

function isMember53(key: string): boolean {
  switch (key) {
    case "name":
    case "version":
      return true;
    default:
      return false;
  }
}

function writeObject54(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { name, version } = value;
  let at = start;
  at = writeWord52(name, putPiece(KEY_NAME, at));
  at = writeText(version, putPiece(KEY_VERSION, at));
  for (const key in value) if (!isMember53(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember55(key: string): boolean {
  switch (key) {
    case "seq":
    case "sid":
      return true;
    default:
      return false;
  }
}

function writeObject56(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { seq, sid } = value;
  let at = start;
  at = writeCount(seq, putPiece(KEY_SEQ, at));
  at = writeSid(sid, putPiece(KEY_SID, at));
  for (const key in value) if (!isMember55(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember57(key: string): boolean {
  switch (key) {
    case "actor":
    case "agent":
    case "build_sha256":
    case "driver":
    case "key_extractable":
    case "nonce":
    case "parent":
    case "policy_sha256":
    case "spec_sha256":
    case "vkey":
    case "workspace":
    case "workspace_checkpoint":
      return true;
    default:
      return false;
  }
}

function writeObject58(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const {
    actor,
    agent,
    build_sha256,
    driver,
    key_extractable,
    nonce,
    parent,
    policy_sha256,
    spec_sha256,
    vkey,
    workspace,
    workspace_checkpoint,
  } = value;
  let at = start;
  if (actor !== undefined) at = writeText(actor, putPiece(KEY_ACTOR, at));
  if (agent !== undefined) at = writeText(agent, putPiece(KEY_AGENT, at));
  at = writeSha256(build_sha256, putPiece(KEY_BUILD_SHA256, at));
  at = writeObject54(driver, putPiece(KEY_DRIVER, at));
  at = writeFlag(key_extractable, putPiece(KEY_KEY_EXTRACTABLE, at));
  if (nonce !== undefined) at = writeText(nonce, putPiece(KEY_NONCE, at));
  if (parent !== undefined) at = writeObject56(parent, putPiece(KEY_PARENT, at));
  at = writeSha256(policy_sha256, putPiece(KEY_POLICY_SHA256, at));
  at = writeSha256(spec_sha256, putPiece(KEY_SPEC_SHA256, at));
  at = writeText(vkey, putPiece(KEY_VKEY, at));
  if (workspace !== undefined) at = writeText(workspace, putPiece(KEY_WORKSPACE, at));
  if (workspace_checkpoint !== undefined)
    at = writeText(workspace_checkpoint, putPiece(KEY_WORKSPACE_CHECKPOINT, at));
  for (const key in value) if (!isMember57(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeMany59 = mapWriter(writeName, writeCount);

const writeMany60 = mapWriter(writeName, writeMany59);

const writeWord61 = wordWriter(["complete", "interrupted"]);

function isMember62(key: string): boolean {
  switch (key) {
    case "counts":
    case "reason":
    case "status":
      return true;
    default:
      return false;
  }
}

function writeObject63(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { counts, reason, status } = value;
  let at = start;
  at = writeMany60(counts, putPiece(KEY_COUNTS, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  at = writeWord61(status, putPiece(KEY_STATUS, at));
  for (const key in value) if (!isMember62(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember64(key: string): boolean {
  switch (key) {
    case "action_sha256":
    case "expires":
    case "of":
      return true;
    default:
      return false;
  }
}

function writeObject65(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { action_sha256, expires, of } = value;
  let at = start;
  at = writeSha256(action_sha256, putPiece(KEY_ACTION_SHA256, at));
  at = writeTime(expires, putPiece(KEY_EXPIRES, at));
  at = writeCount(of, putPiece(KEY_OF, at));
  for (const key in value) if (!isMember64(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember66(key: string): boolean {
  switch (key) {
    case "action_sha256":
    case "approver":
    case "of":
    case "reason":
      return true;
    default:
      return false;
  }
}

function writeObject67(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { action_sha256, approver, of, reason } = value;
  let at = start;
  at = writeSha256(action_sha256, putPiece(KEY_ACTION_SHA256, at));
  at = writeText(approver, putPiece(KEY_APPROVER, at));
  at = writeCount(of, putPiece(KEY_OF, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  for (const key in value) if (!isMember66(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember68(key: string): boolean {
  switch (key) {
    case "action_sha256":
    case "of":
      return true;
    default:
      return false;
  }
}

function writeObject69(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { action_sha256, of } = value;
  let at = start;
  at = writeSha256(action_sha256, putPiece(KEY_ACTION_SHA256, at));
  at = writeCount(of, putPiece(KEY_OF, at));
  for (const key in value) if (!isMember68(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember70(key: string): boolean {
  switch (key) {
    case "limit":
    case "line":
    case "most":
    case "rule":
    case "used":
      return true;
    default:
      return false;
  }
}

function writeObject71(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { limit, line, most, rule, used } = value;
  let at = start;
  at = writeText(limit, putPiece(KEY_LIMIT, at));
  if (line !== undefined) at = writeCount(line, putPiece(KEY_LINE, at));
  at = writeCount(most, putPiece(KEY_MOST, at));
  if (rule !== undefined) at = writeText(rule, putPiece(KEY_RULE, at));
  at = writeCount(used, putPiece(KEY_USED, at));
  for (const key in value) if (!isMember70(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember72(key: string): boolean {
  switch (key) {
    case "body":
    case "found":
    case "guard":
    case "of":
    case "verdict":
      return true;
    default:
      return false;
  }
}

function writeObject73(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { body, found, guard, of, verdict } = value;
  let at = start;
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  at = writeMany59(found, putPiece(KEY_FOUND, at));
  at = writeText(guard, putPiece(KEY_GUARD, at));
  if (of !== undefined) at = writeCount(of, putPiece(KEY_OF, at));
  at = writeWord5(verdict, putPiece(KEY_VERDICT, at));
  for (const key in value) if (!isMember72(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord74 = wordWriter(["interval", "before_risk", "rule", "user"]);

function isMember75(key: string): boolean {
  switch (key) {
    case "files":
    case "id":
    case "memory":
    case "trigger":
      return true;
    default:
      return false;
  }
}

function writeObject76(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { files, id, memory, trigger } = value;
  let at = start;
  at = writeObject1(files, putPiece(KEY_FILES, at));
  at = writeText(id, putPiece(KEY_ID, at));
  if (memory !== undefined) at = writeObject1(memory, putPiece(KEY_MEMORY, at));
  at = writeWord74(trigger, putPiece(KEY_TRIGGER, at));
  for (const key in value) if (!isMember75(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember77(key: string): boolean {
  switch (key) {
    case "by":
    case "id":
    case "of":
      return true;
    default:
      return false;
  }
}

function writeObject78(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { by, id, of } = value;
  let at = start;
  at = writeText(by, putPiece(KEY_BY, at));
  at = writeText(id, putPiece(KEY_ID, at));
  at = writeCount(of, putPiece(KEY_OF, at));
  for (const key in value) if (!isMember77(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord79 = wordWriter(["stdout", "stderr"]);

function isMember80(key: string): boolean {
  switch (key) {
    case "body":
    case "stream":
      return true;
    default:
      return false;
  }
}

function writeObject81(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { body, stream } = value;
  let at = start;
  at = writeObject1(body, putPiece(KEY_BODY, at));
  at = writeWord79(stream, putPiece(KEY_STREAM, at));
  for (const key in value) if (!isMember80(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember82(key: string): boolean {
  switch (key) {
    case "code":
    case "reason":
    case "signal":
      return true;
    default:
      return false;
  }
}

function writeObject83(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { code, reason, signal } = value;
  let at = start;
  if (code !== undefined) at = writeCode(code, putPiece(KEY_CODE, at));
  if (reason !== undefined) at = writeText(reason, putPiece(KEY_REASON, at));
  if (signal !== undefined) at = writeText(signal, putPiece(KEY_SIGNAL, at));
  for (const key in value) if (!isMember82(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

const writeWord84 = wordWriter(["created", "changed", "deleted"]);

function isMember85(key: string): boolean {
  switch (key) {
    case "body":
    case "change":
    case "path":
      return true;
    default:
      return false;
  }
}

function writeObject86(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { body, change, path } = value;
  let at = start;
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  at = writeWord84(change, putPiece(KEY_CHANGE, at));
  at = writeText(path, putPiece(KEY_PATH, at));
  for (const key in value) if (!isMember85(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

function isMember87(key: string): boolean {
  switch (key) {
    case "body":
    case "command":
    case "cwd":
      return true;
    default:
      return false;
  }
}

function writeObject88(value: unknown, start: number): number {
  if (!isObject(value)) return refuse();
  const { body, command, cwd } = value;
  let at = start;
  if (body !== undefined) at = writeObject1(body, putPiece(KEY_BODY, at));
  if (command !== undefined) at = writeText(command, putPiece(KEY_COMMAND, at));
  at = writeText(cwd, putPiece(KEY_CWD, at));
  for (const key in value) if (!isMember87(key) && Object.hasOwn(value, key)) return refuse();
  return putBraces(start, at);
}

export const WRITERS: Readonly<Record<string, Write>> = {
  "fs.read": writeObject7,
  "fs.write": writeObject7,
  "fs.list": writeObject7,
  "fs.stat": writeObject7,
  "fs.delete": writeObject7,
  "fs.chmod": writeObject7,
  "fs.rename": writeObject10,
  "fs.link": writeObject10,
  "fs.copy": writeObject10,
  "fs.symlink": writeObject13,
  "net.fetch": writeObject16,
  "net.connect": writeObject19,
  "exec.spawn": writeObject23,
  "exec.shell": writeObject26,
  "tool.call": writeObject29,
  "api.call": writeObject32,
  "sql.query": writeObject35,
  "model.call": writeObject38,
  "secret.use": writeObject41,
  "env.read": writeObject44,
  "agent.spawn": writeObject44,
  "code.load": writeObject48,
  "fs.read.result": writeObject51,
  "fs.write.result": writeObject51,
  "fs.list.result": writeObject51,
  "fs.stat.result": writeObject51,
  "fs.delete.result": writeObject51,
  "fs.chmod.result": writeObject51,
  "fs.rename.result": writeObject51,
  "fs.link.result": writeObject51,
  "fs.copy.result": writeObject51,
  "fs.symlink.result": writeObject51,
  "net.fetch.result": writeObject51,
  "net.connect.result": writeObject51,
  "exec.spawn.result": writeObject51,
  "exec.shell.result": writeObject51,
  "tool.call.result": writeObject51,
  "api.call.result": writeObject51,
  "sql.query.result": writeObject51,
  "model.call.result": writeObject51,
  "secret.use.result": writeObject51,
  "env.read.result": writeObject51,
  "agent.spawn.result": writeObject51,
  "code.load.result": writeObject51,
  "session.open": writeObject58,
  "session.close": writeObject63,
  "approval.request": writeObject65,
  "approval.grant": writeObject67,
  "approval.deny": writeObject67,
  "approval.expire": writeObject69,
  "limit.hit": writeObject71,
  "guard.finding": writeObject73,
  "snapshot.take": writeObject76,
  "snapshot.restore": writeObject78,
  "agent.output": writeObject81,
  "agent.exit": writeObject83,
  "unmediated.change": writeObject86,
  "user.command": writeObject88,
};
