/** The module `os`: a small Linux machine, the same for everybody. Nothing of the host is in it. */
import { ask } from "../core/host";
import { process } from "./process";

const total = () => ask("process.memory", []).total;
const cpu = { model: "virtual", speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } };
const signals = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
};
const env = () => process.env as Readonly<Record<string, string | undefined>>;
const homedir = () => env().HOME ?? "/home/agent";

export const os: Record<string, unknown> = {
  arch: () => "x64",
  availableParallelism: () => 1,
  cpus: () => [cpu],
  endianness: () => "LE",
  freemem: () => total() - ask("process.memory", []).used,
  getPriority: () => 0,
  homedir,
  hostname: () => "aegis",
  loadavg: () => [0, 0, 0],
  networkInterfaces: () => ({}),
  platform: () => "linux",
  release: () => "6.0.0",
  setPriority: () => {},
  tmpdir: () => (env().TMPDIR ?? env().TMP ?? env().TEMP ?? "/tmp").replace(/(.)\/$/, "$1"),
  totalmem: total,
  type: () => "Linux",
  userInfo: () => ({ uid: 1000, gid: 1000, username: "agent", homedir: homedir(), shell: "/bin/sh" }),
  uptime: () => Number(BigInt(ask("process.hrtime", [])) / 1_000_000_000n),
  version: () => "#1 SMP",
  machine: () => "x86_64",
  constants: { signals, errno: {}, priority: {}, dlopen: {}, UV_UDP_REUSEADDR: 4 },
  EOL: "\n",
  devNull: "/dev/null",
};
