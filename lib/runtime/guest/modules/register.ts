/** Which modules there are. */
import { register } from "../core/registry";
import { EventEmitter } from "./events";
import { fs } from "./fs";
import { promises } from "./fs/promises";
import { finishModules, module } from "./module";
import { path, posix, win32 } from "./path";
import { process } from "./process";
import { readline, readlinePromises } from "./readline/lines";
import { installStreams } from "./standard-streams";
import { stream, streamPromises } from "./stream";
import { StringDecoder } from "./string-decoder";
import { url } from "./url";

export function registerModules(): void {
  installStreams();
  const modules: Record<string, object> = {
    events: EventEmitter,
    fs,
    "fs/promises": promises,
    module,
    path,
    "path/posix": posix,
    "path/win32": win32,
    process,
    readline,
    "readline/promises": readlinePromises,
    stream,
    "stream/promises": streamPromises,
    string_decoder: { StringDecoder },
    url,
  };
  for (const [name, value] of Object.entries(modules)) register(name, value);
  finishModules();
}
