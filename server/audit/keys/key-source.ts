import "server-only";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  formatPrivateKey,
  generateSeedKey,
  parsePrivateKey,
  SIGNATURE_TYPE,
  type SignatureType,
  type SigningKey,
} from "@/lib/audit/note";
import type { KEY_PURPOSES } from "../../db/schema";
import type { Env } from "../../env";
import { makePrivateFile, readPrivateFile, replacePrivateFile } from "../../private-file";
import { StartFault } from "../../start-fault";
import { cosignerName } from "./names";

export type KeyPurpose = (typeof KEY_PURPOSES)[number];

const MODE_OWNER_ONLY = 0o700;
const VARIABLES = { cosigner: "AEGIS_COSIGNER_KEY", log: "AEGIS_LOG_KEY" } as const;
const TYPES: Readonly<Record<KeyPurpose, SignatureType>> = {
  cosigner: SIGNATURE_TYPE.cosignature,
  log: SIGNATURE_TYPE.ed25519,
};

/** Where the private half of one key is: a variable of the environment, else a file of the data folder. */
export class KeySource {
  readonly purpose: KeyPurpose;
  readonly #given: string | undefined;
  readonly #folder: string;

  constructor(env: Env, purpose: KeyPurpose) {
    this.purpose = purpose;
    this.#given = purpose === "cosigner" ? env.cosignerKey : env.logKey;
    this.#folder = join(env.dataDir, "keys");
  }

  get isFile(): boolean {
    return this.#given === undefined;
  }

  /** For sentences. */
  get place(): string {
    return this.isFile ? this.#path : VARIABLES[this.purpose];
  }

  /** Undefined where there is none yet. */
  async read(): Promise<SigningKey | undefined> {
    const text = this.#given ?? (await readPrivateFile(this.#path));
    return text === undefined ? undefined : this.#parse(text);
  }

  /** A new one in the file, or the one that somebody else has just put there. */
  async make(host: string): Promise<SigningKey> {
    await mkdir(this.#folder, { recursive: true, mode: MODE_OWNER_ONLY });
    return this.#parse(await makePrivateFile(this.#path, this.#format(host, generateSeedKey())));
  }

  /** A new one in the place of the old one, of which nothing is left: a retired key must not sign. */
  async replace(host: string): Promise<SigningKey> {
    await mkdir(this.#folder, { recursive: true, mode: MODE_OWNER_ONLY });
    const key = generateSeedKey();
    await replacePrivateFile(this.#path, this.#format(host, key));
    return key;
  }

  get #path(): string {
    return join(this.#folder, `${this.purpose}.key`);
  }

  /** The name is for whoever reads the file: the key of workspaces signs under as many names as there are. */
  #format(host: string, key: SigningKey): string {
    const name = this.purpose === "cosigner" ? cosignerName(host) : `${host}/w`;
    return formatPrivateKey(name, TYPES[this.purpose], key);
  }

  #parse(text: string): SigningKey {
    const read = parsePrivateKey(text);
    if (read.ok && read.value.type === TYPES[this.purpose]) return read.value.key;
    // What it holds is not repeated: it could be a key all the same.
    const why = read.ok ? "it is a key for something else" : "it is no private key";
    throw new StartFault(`${this.place} does not hold the key ${this.purpose} (${why}): restore it.`);
  }
}
