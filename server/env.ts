/**
 * The environment, validated once. This table is the only definition: the reference page, the launcher's faults
 * and the types come from it. It is imported by next.config.ts, which no bundler has touched yet, so it cannot
 * import "server-only"; the scan of the client bundle looks for its names instead.
 */
import { z } from "zod";
import {
  entropyBits,
  isLoopbackHost,
  isPlainHost,
  usualReach,
  WITNESS_REACHES,
  type WitnessReach,
} from "./env-checks";

interface Variable {
  readonly schema: z.ZodType<unknown, string>;
  /** Shown in the reference; the schema carries the default that counts. */
  readonly default: string;
  readonly what: string;
  readonly secret: boolean;
  /** Completes the sentence "NAME …; ", so that a fault names its mend. */
  readonly mend: string;
}

const text = z.string().min(1);
const keyText = z.string().regex(/^PRIVATE\+KEY\+[^+\s]+\+[0-9a-f]{8}\+[0-9A-Za-z+/]{44}$/);

const VARIABLES = {
  HOST: {
    schema: text.refine(isPlainHost),
    default: "127.0.0.1",
    what: "The address to listen on. Loopback unless set; anything else in production demands the secrets below.",
    secret: false,
    mend: "give an IP address or a host name without scheme, port or path, for example 127.0.0.1",
  },
  PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port <= 65_535),
    default: "3000",
    what: "The port to listen on; the next free one is taken when it is in use. 0 takes any free port.",
    secret: false,
    mend: "give a whole number from 0 to 65535, for example 3000",
  },
  PUBLIC_URL: {
    schema: z.string().refine(isOrigin),
    default: "http://HOST:PORT",
    what: "The origin under which people reach this server. Needed when it is not on loopback; then https.",
    secret: false,
    mend: "give an origin such as https://aegis.example.com, without path, query or user",
  },
  DATA_DIR: {
    schema: text,
    default: "./data",
    what: "The folder of the embedded database and of the keys made at the first start.",
    secret: false,
    mend: "give the path of a folder that this process may write to",
  },
  DATABASE_URL: {
    schema: z.string().refine((url) => /^(file:.+|(libsql|https?|wss?):\/\/.+)$/.test(url)),
    default: "file:DATA_DIR/aegis.db",
    what: "The database: file:PATH for the embedded one, libsql://HOST for a remote or replicated one.",
    secret: false,
    mend: "give file:PATH or libsql://HOST",
  },
  DATABASE_AUTH_TOKEN: {
    schema: text,
    default: "",
    what: "The token for a remote database.",
    secret: true,
    mend: "give the token that the database's host issued",
  },
  WITNESS_REACH: {
    schema: z.enum(WITNESS_REACHES),
    default: "machine while only this machine reaches the server, else public",
    what: "Where witnesses of logs may be, which the server goes out to by itself: public addresses, also this machine, or also private addresses.",
    secret: false,
    mend: "give public, machine or network",
  },
  AEGIS_COSIGNER_KEY: {
    schema: keyText,
    default: "DATA_DIR/keys/cosigner.key",
    what: "The key that countersigns the logs of sessions. Made at the first start and kept in the data folder unless given.",
    secret: true,
    mend: "give one line PRIVATE+KEY+NAME+ID+BASE64, as in the file of the data folder",
  },
  AEGIS_LOG_KEY: {
    schema: keyText,
    default: "DATA_DIR/keys/log.key",
    what: "The key that signs the logs of workspaces. Made at the first start and kept in the data folder unless given.",
    secret: true,
    mend: "give one line PRIVATE+KEY+NAME+ID+BASE64, as in the file of the data folder",
  },
  AEGIS_SECRET: {
    schema: text,
    default: "DATA_DIR/secret.key",
    what: "The root of all derived keys (sessions among them). On loopback one is made and kept in the data folder.",
    secret: true,
    mend: "give at least 128 bits of randomness, for example the output of: openssl rand -base64 32",
  },
} as const satisfies Record<string, Variable>;

type Name = keyof typeof VARIABLES;
const NAMES = Object.keys(VARIABLES) as Name[];

export const ENV_REFERENCE: readonly {
  name: string;
  default: string;
  what: string;
  secret: boolean;
}[] = NAMES.map((name) => {
  const { default: fallback, what, secret } = VARIABLES[name];
  return { name, default: fallback, what, secret };
});

export interface Env {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly databaseAuthToken: string | undefined;
  readonly secret: string | undefined;
  readonly cosignerKey: string | undefined;
  readonly logKey: string | undefined;
  readonly witnessReach: WitnessReach;
  readonly production: boolean;
  /** Production, and reachable by others than this machine. */
  readonly exposed: boolean;
}
export type EnvResult = { ok: true; env: Env } | { ok: false; faults: string[] };
type Source = Readonly<Record<string, string | undefined>>;

const SECRET_BITS = 128;

export function readEnv(source: Source): EnvResult {
  const faults: string[] = [];
  const values = new Map<Name, unknown>();
  for (const name of NAMES) {
    const raw = source[name];
    // An empty PORT or HOST is a mistake in a script, not a wish for the default: it is named like any other.
    if (raw === undefined) continue;
    const parsed = VARIABLES[name].schema.safeParse(raw);
    if (parsed.success) values.set(name, parsed.data);
    else faults.push(faultSentence(name, raw));
  }
  const value = <T>(name: Name) => values.get(name) as T | undefined;
  const host = value<string>("HOST") ?? "127.0.0.1";
  const dataDir = value<string>("DATA_DIR") ?? "./data";
  const production = source.NODE_ENV === "production";
  const env: Env = {
    host,
    port: value<number>("PORT") ?? 3000,
    publicUrl: value<string>("PUBLIC_URL"),
    dataDir,
    databaseUrl: value<string>("DATABASE_URL") ?? `file:${dataDir.replace(/\/+$/, "")}/aegis.db`,
    databaseAuthToken: value<string>("DATABASE_AUTH_TOKEN"),
    secret: value<string>("AEGIS_SECRET"),
    cosignerKey: value<string>("AEGIS_COSIGNER_KEY"),
    logKey: value<string>("AEGIS_LOG_KEY"),
    witnessReach: value<WitnessReach>("WITNESS_REACH") ?? usualReach(host, value<string>("PUBLIC_URL")),
    production,
    exposed: production && !isLoopbackHost(host),
  };
  faults.push(...secretFaults(env), ...(env.exposed ? exposureFaults(env, source) : []));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, env };
}

/** A secret that is given must be strong wherever it is given: a weak one is worse than the generated one. */
function secretFaults(env: Env): string[] {
  if (env.secret === undefined) return [];
  const bits = Math.floor(entropyBits(env.secret));
  if (bits >= SECRET_BITS) return [];
  return [`AEGIS_SECRET is too weak (about ${bits} bits): ${VARIABLES.AEGIS_SECRET.mend}.`];
}

function exposureFaults(env: Env, source: Source): string[] {
  const faults: string[] = [];
  const because = `because HOST=${env.host} can be reached from other machines`;
  if (source.AEGIS_SECRET === undefined) {
    faults.push(`AEGIS_SECRET is needed ${because}: ${VARIABLES.AEGIS_SECRET.mend}.`);
  }
  if (source.PUBLIC_URL === undefined) {
    faults.push(`PUBLIC_URL is needed ${because}: ${VARIABLES.PUBLIC_URL.mend}.`);
  } else if (env.publicUrl !== undefined && !env.publicUrl.startsWith("https:")) {
    faults.push(
      `PUBLIC_URL must be https ${because}: over http everyone on the way could take a session's cookie.`,
    );
  }
  if (!env.databaseUrl.startsWith("file:") && env.databaseAuthToken === undefined) {
    faults.push(
      `DATABASE_AUTH_TOKEN is needed for the remote database: ${VARIABLES.DATABASE_AUTH_TOKEN.mend}.`,
    );
  }
  return faults;
}

function faultSentence(name: Name, raw: string): string {
  const { secret, mend } = VARIABLES[name];
  // A secret is never echoed, however wrong: faults end up in logs and screenshots.
  const shown = secret ? "has an unusable value" : `cannot be ${JSON.stringify(raw.slice(0, 80))}`;
  return `${name} ${shown}: ${mend}.`;
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const bare = value === url.origin || value === `${url.origin}/`;
  return bare && (url.protocol === "http:" || url.protocol === "https:");
}
