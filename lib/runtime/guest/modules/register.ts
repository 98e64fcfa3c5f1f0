/** Which modules there are. */
import { register } from "../core/registry";
import { webStreams } from "../web/streams";
import { agents } from "./aegis/agents";
import { model } from "./aegis/model";
import { tools } from "./aegis/tools";
import { assert, strictAssert } from "./assert";
import { asyncHooks } from "./async-hooks";
import { buffer } from "./buffer";
import { childProcess } from "./child-process";
import { crypto } from "./crypto";
import { EventEmitter } from "./events";
import { fs } from "./fs";
import { promises } from "./fs/promises";
import { http, https } from "./http";
import { finishModules, module } from "./module";
import { os } from "./os";
import { path, posix, win32 } from "./path";
import { perfHooks } from "./performance";
import { process } from "./process";
import { querystring } from "./querystring";
import { readline, readlinePromises } from "./readline/lines";
import { globalConsole, installStreams } from "./standard-streams";
import { stream, streamPromises } from "./stream";
import { consumers } from "./stream/consumers";
import { StringDecoder } from "./string-decoder";
import { timers, timersPromises } from "./timers";
import { unsupportedModules } from "./unsupported";
import { url } from "./url";
import { util } from "./util";
import { types } from "./util/types";

class ReadStream {}
class WriteStream {}

export function registerModules(): void {
  installStreams();
  const modules: Record<string, object> = {
    ...unsupportedModules(),
    "aegis:agents": agents,
    "aegis:model": model,
    "aegis:tools": tools,
    assert,
    "assert/strict": strictAssert,
    async_hooks: asyncHooks,
    buffer,
    child_process: childProcess,
    console: globalConsole,
    constants: fs.constants as object,
    crypto,
    diagnostics_channel: {
      channel: () => ({ hasSubscribers: false, publish: () => {}, subscribe: () => {} }),
    },
    events: EventEmitter,
    fs,
    "fs/promises": promises,
    http,
    https,
    module,
    os,
    path,
    "path/posix": posix,
    "path/win32": win32,
    perf_hooks: perfHooks,
    process,
    querystring,
    readline,
    "readline/promises": readlinePromises,
    stream,
    "stream/consumers": consumers,
    "stream/promises": streamPromises,
    "stream/web": webStreams,
    string_decoder: { StringDecoder },
    sys: util,
    timers,
    "timers/promises": timersPromises,
    tty: { isatty: () => false, ReadStream, WriteStream },
    url,
    util,
    "util/types": types,
  };
  for (const [name, value] of Object.entries(modules)) register(name, value);
  finishModules();
}
