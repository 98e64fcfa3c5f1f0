/** The modules of Node by the names without "node:", which mean the same. */

declare module "assert" {
  import all = require("node:assert");
  export = all;
}
declare module "assert/strict" {
  import all = require("node:assert/strict");
  export = all;
}
declare module "async_hooks" {
  export * from "node:async_hooks";
}
declare module "buffer" {
  export * from "node:buffer";
}
declare module "child_process" {
  export * from "node:child_process";
}
declare module "cluster" {
  export * from "node:cluster";
}
declare module "crypto" {
  export * from "node:crypto";
}
declare module "events" {
  import all = require("node:events");
  export = all;
}
declare module "fs" {
  export * from "node:fs";
}
declare module "fs/promises" {
  export * from "node:fs/promises";
}
declare module "http" {
  export * from "node:http";
}
declare module "https" {
  export * from "node:https";
}
declare module "module" {
  export * from "node:module";
}
declare module "net" {
  export * from "node:net";
}
declare module "os" {
  export * from "node:os";
}
declare module "path" {
  import all = require("node:path");
  export = all;
}
declare module "perf_hooks" {
  export * from "node:perf_hooks";
}
declare module "process" {
  import all = require("node:process");
  export = all;
}
declare module "querystring" {
  export * from "node:querystring";
}
declare module "readline" {
  export * from "node:readline";
}
declare module "readline/promises" {
  export * from "node:readline/promises";
}
declare module "stream" {
  export * from "node:stream";
}
declare module "stream/consumers" {
  export * from "node:stream/consumers";
}
declare module "stream/promises" {
  export * from "node:stream/promises";
}
declare module "stream/web" {
  import all = require("node:stream/web");
  export = all;
}
declare module "string_decoder" {
  export * from "node:string_decoder";
}
declare module "timers" {
  export * from "node:timers";
}
declare module "timers/promises" {
  export * from "node:timers/promises";
}
declare module "tty" {
  export * from "node:tty";
}
declare module "url" {
  export * from "node:url";
}
declare module "util" {
  export * from "node:util";
}
declare module "util/types" {
  export * from "node:util/types";
}
declare module "worker_threads" {
  export * from "node:worker_threads";
}
declare module "zlib" {
  export * from "node:zlib";
}
