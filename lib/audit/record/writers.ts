/**
 * Made by `generator/generate.ts` from the schemas; never changed by hand. Writes the data of each type of record, and
 * answers false for what its schema does not take.
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
import { pieceOf } from "./piece";
import type { Sink } from "./sink";

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

function writeObject1(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { bytes, sha256 } = value;
  if (!writeCount(bytes, sink.key(KEY_BYTES))) return false;
  if (!writeSha256(sha256, sink.key(KEY_SHA256))) return false;
  for (const key in value) if (!isMember0(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject4(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { path } = value;
  if (!writeText(path, sink.key(KEY_PATH))) return false;
  for (const key in value) if (!isMember3(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject7(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject4(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject9(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { path, to } = value;
  if (!writeText(path, sink.key(KEY_PATH))) return false;
  if (!writeText(to, sink.key(KEY_TO))) return false;
  for (const key in value) if (!isMember8(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject10(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject9(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject12(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { path, target } = value;
  if (!writeText(path, sink.key(KEY_PATH))) return false;
  if (!writeText(target, sink.key(KEY_TARGET))) return false;
  for (const key in value) if (!isMember11(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject13(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject12(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject15(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { host, method, port, url } = value;
  if (!writeText(host, sink.key(KEY_HOST))) return false;
  if (!writeText(method, sink.key(KEY_METHOD))) return false;
  if (!writeCount(port, sink.key(KEY_PORT))) return false;
  if (!writeText(url, sink.key(KEY_URL))) return false;
  for (const key in value) if (!isMember14(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject16(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject15(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject18(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { host, port } = value;
  if (!writeText(host, sink.key(KEY_HOST))) return false;
  if (!writeCount(port, sink.key(KEY_PORT))) return false;
  for (const key in value) if (!isMember17(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject19(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject18(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject22(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { argv, cwd } = value;
  if (!writeMany20(argv, sink.key(KEY_ARGV))) return false;
  if (!writeText(cwd, sink.key(KEY_CWD))) return false;
  for (const key in value) if (!isMember21(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject23(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject22(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject25(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { command, cwd } = value;
  if (!writeText(command, sink.key(KEY_COMMAND))) return false;
  if (!writeText(cwd, sink.key(KEY_CWD))) return false;
  for (const key in value) if (!isMember24(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject26(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject25(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject28(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { args, tool } = value;
  if (args !== undefined && !writeObject1(args, sink.key(KEY_ARGS))) return false;
  if (!writeText(tool, sink.key(KEY_TOOL))) return false;
  for (const key in value) if (!isMember27(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject29(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject28(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject31(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { api, args, scope } = value;
  if (!writeText(api, sink.key(KEY_API))) return false;
  if (args !== undefined && !writeObject1(args, sink.key(KEY_ARGS))) return false;
  if (!writeText(scope, sink.key(KEY_SCOPE))) return false;
  for (const key in value) if (!isMember30(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject32(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject31(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject34(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { database, sql } = value;
  if (!writeText(database, sink.key(KEY_DATABASE))) return false;
  if (!writeText(sql, sink.key(KEY_SQL))) return false;
  for (const key in value) if (!isMember33(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject35(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject34(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject37(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { cost_microusd, model, region, tokens } = value;
  if (cost_microusd !== undefined && !writeCount(cost_microusd, sink.key(KEY_COST_MICROUSD))) return false;
  if (!writeText(model, sink.key(KEY_MODEL))) return false;
  if (region !== undefined && !writeText(region, sink.key(KEY_REGION))) return false;
  if (tokens !== undefined && !writeCount(tokens, sink.key(KEY_TOKENS))) return false;
  for (const key in value) if (!isMember36(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject38(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject37(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject40(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { host, name } = value;
  if (!writeText(host, sink.key(KEY_HOST))) return false;
  if (!writeText(name, sink.key(KEY_NAME))) return false;
  for (const key in value) if (!isMember39(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject41(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject40(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function isMember42(key: string): boolean {
  switch (key) {
    case "name":
      return true;
    default:
      return false;
  }
}

function writeObject43(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { name } = value;
  if (!writeText(name, sink.key(KEY_NAME))) return false;
  for (const key in value) if (!isMember42(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject44(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject43(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject47(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { how, module } = value;
  if (!writeWord45(how, sink.key(KEY_HOW))) return false;
  if (module !== undefined && !writeText(module, sink.key(KEY_MODULE))) return false;
  for (const key in value) if (!isMember46(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
}

function writeObject48(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { approval, body, call, code, line, reason, request, request_body, rule, verdict } = value;
  if (approval !== undefined && !writeCount(approval, sink.key(KEY_APPROVAL))) return false;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (!writeWord2(code, sink.key(KEY_CODE))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (request !== undefined && !writeObject47(request, sink.key(KEY_REQUEST))) return false;
  if (request_body !== undefined && !writeObject1(request_body, sink.key(KEY_REQUEST_BODY))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember6(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject51(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { body, call, code, cost_microusd, error, ms, of, status, tokens } = value;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (call !== undefined && !writeText(call, sink.key(KEY_CALL))) return false;
  if (code !== undefined && !writeCode(code, sink.key(KEY_CODE))) return false;
  if (cost_microusd !== undefined && !writeCount(cost_microusd, sink.key(KEY_COST_MICROUSD))) return false;
  if (error !== undefined && !writeText(error, sink.key(KEY_ERROR))) return false;
  if (ms !== undefined && !writeCount(ms, sink.key(KEY_MS))) return false;
  if (!writeCount(of, sink.key(KEY_OF))) return false;
  if (!writeWord49(status, sink.key(KEY_STATUS))) return false;
  if (tokens !== undefined && !writeCount(tokens, sink.key(KEY_TOKENS))) return false;
  for (const key in value) if (!isMember50(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject54(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { name, version } = value;
  if (!writeWord52(name, sink.key(KEY_NAME))) return false;
  if (!writeText(version, sink.key(KEY_VERSION))) return false;
  for (const key in value) if (!isMember53(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject56(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { seq, sid } = value;
  if (!writeCount(seq, sink.key(KEY_SEQ))) return false;
  if (!writeSid(sid, sink.key(KEY_SID))) return false;
  for (const key in value) if (!isMember55(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject58(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
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
  if (actor !== undefined && !writeText(actor, sink.key(KEY_ACTOR))) return false;
  if (agent !== undefined && !writeText(agent, sink.key(KEY_AGENT))) return false;
  if (!writeSha256(build_sha256, sink.key(KEY_BUILD_SHA256))) return false;
  if (!writeObject54(driver, sink.key(KEY_DRIVER))) return false;
  if (!writeFlag(key_extractable, sink.key(KEY_KEY_EXTRACTABLE))) return false;
  if (nonce !== undefined && !writeText(nonce, sink.key(KEY_NONCE))) return false;
  if (parent !== undefined && !writeObject56(parent, sink.key(KEY_PARENT))) return false;
  if (!writeSha256(policy_sha256, sink.key(KEY_POLICY_SHA256))) return false;
  if (!writeSha256(spec_sha256, sink.key(KEY_SPEC_SHA256))) return false;
  if (!writeText(vkey, sink.key(KEY_VKEY))) return false;
  if (workspace !== undefined && !writeText(workspace, sink.key(KEY_WORKSPACE))) return false;
  if (
    workspace_checkpoint !== undefined &&
    !writeText(workspace_checkpoint, sink.key(KEY_WORKSPACE_CHECKPOINT))
  )
    return false;
  for (const key in value) if (!isMember57(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject63(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { counts, reason, status } = value;
  if (!writeMany60(counts, sink.key(KEY_COUNTS))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (!writeWord61(status, sink.key(KEY_STATUS))) return false;
  for (const key in value) if (!isMember62(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject65(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { action_sha256, expires, of } = value;
  if (!writeSha256(action_sha256, sink.key(KEY_ACTION_SHA256))) return false;
  if (!writeTime(expires, sink.key(KEY_EXPIRES))) return false;
  if (!writeCount(of, sink.key(KEY_OF))) return false;
  for (const key in value) if (!isMember64(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject67(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { action_sha256, approver, of, reason } = value;
  if (!writeSha256(action_sha256, sink.key(KEY_ACTION_SHA256))) return false;
  if (!writeText(approver, sink.key(KEY_APPROVER))) return false;
  if (!writeCount(of, sink.key(KEY_OF))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  for (const key in value) if (!isMember66(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject69(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { action_sha256, of } = value;
  if (!writeSha256(action_sha256, sink.key(KEY_ACTION_SHA256))) return false;
  if (!writeCount(of, sink.key(KEY_OF))) return false;
  for (const key in value) if (!isMember68(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject71(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { limit, line, most, rule, used } = value;
  if (!writeText(limit, sink.key(KEY_LIMIT))) return false;
  if (line !== undefined && !writeCount(line, sink.key(KEY_LINE))) return false;
  if (!writeCount(most, sink.key(KEY_MOST))) return false;
  if (rule !== undefined && !writeText(rule, sink.key(KEY_RULE))) return false;
  if (!writeCount(used, sink.key(KEY_USED))) return false;
  for (const key in value) if (!isMember70(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject73(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { body, found, guard, of, verdict } = value;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (!writeMany59(found, sink.key(KEY_FOUND))) return false;
  if (!writeText(guard, sink.key(KEY_GUARD))) return false;
  if (of !== undefined && !writeCount(of, sink.key(KEY_OF))) return false;
  if (!writeWord5(verdict, sink.key(KEY_VERDICT))) return false;
  for (const key in value) if (!isMember72(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject76(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { files, id, memory, trigger } = value;
  if (!writeObject1(files, sink.key(KEY_FILES))) return false;
  if (!writeText(id, sink.key(KEY_ID))) return false;
  if (memory !== undefined && !writeObject1(memory, sink.key(KEY_MEMORY))) return false;
  if (!writeWord74(trigger, sink.key(KEY_TRIGGER))) return false;
  for (const key in value) if (!isMember75(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject78(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { by, id, of } = value;
  if (!writeText(by, sink.key(KEY_BY))) return false;
  if (!writeText(id, sink.key(KEY_ID))) return false;
  if (!writeCount(of, sink.key(KEY_OF))) return false;
  for (const key in value) if (!isMember77(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject81(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { body, stream } = value;
  if (!writeObject1(body, sink.key(KEY_BODY))) return false;
  if (!writeWord79(stream, sink.key(KEY_STREAM))) return false;
  for (const key in value) if (!isMember80(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject83(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { code, reason, signal } = value;
  if (code !== undefined && !writeCode(code, sink.key(KEY_CODE))) return false;
  if (reason !== undefined && !writeText(reason, sink.key(KEY_REASON))) return false;
  if (signal !== undefined && !writeText(signal, sink.key(KEY_SIGNAL))) return false;
  for (const key in value) if (!isMember82(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject86(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { body, change, path } = value;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (!writeWord84(change, sink.key(KEY_CHANGE))) return false;
  if (!writeText(path, sink.key(KEY_PATH))) return false;
  for (const key in value) if (!isMember85(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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

function writeObject88(value: unknown, sink: Sink): boolean {
  if (!isObject(value)) return false;
  const start = sink.at;
  const { body, command, cwd } = value;
  if (body !== undefined && !writeObject1(body, sink.key(KEY_BODY))) return false;
  if (command !== undefined && !writeText(command, sink.key(KEY_COMMAND))) return false;
  if (!writeText(cwd, sink.key(KEY_CWD))) return false;
  for (const key in value) if (!isMember87(key) && Object.hasOwn(value, key)) return false;
  return sink.close(start);
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
