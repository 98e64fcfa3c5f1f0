/**
 * After `npm pack`: puts a slim manifest into the tarball that npm has just written. The one in the checkout belongs
 * to the whole product and would have npm install Next, React and the editor wherever the command line is wanted.
 * The checkout is never touched: a process killed at any moment leaves it as it was.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { slimManifest } from "./manifest.mjs";
import { ROOT } from "./paths.mjs";
import { replaceEntry } from "./tar.mjs";

const { env } = process;
if (env.npm_config_dry_run !== "true") {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const folder = resolve(env.INIT_CWD ?? ROOT, env.npm_config_pack_destination ?? ".");
  slim(join(folder, `${manifest.name}-${manifest.version}.tgz`), manifest);
}

/**
 * @param {string} path
 * @param {Record<string, unknown>} manifest
 */
function slim(path, manifest) {
  // Another packer may name its tarball otherwise; a manifest that nobody slimmed must not pass for one that is.
  if (!statSync(path, { throwIfNoEntry: false })) {
    process.stderr.write(`aegis: There is no ${path} to slim: pack with npm pack.\n`);
    process.exitCode = 1;
    return;
  }
  const text = `${JSON.stringify(slimManifest(manifest), null, 2)}\n`;
  const tar = replaceEntry(gunzipSync(readFileSync(path)), "package/package.json", Buffer.from(text));
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, gzipSync(tar, { level: 9 }));
  renameSync(draft, path);
}
