/**
 * The guest's library, run once in a fresh machine before any code of an agent. Nothing of a session is asked for
 * here: what this leaves is copied into every one of them.
 */
import "./core/symbols";
import "./core/host";
import { entry } from "./core/entry";
import { BUILTIN_GLOBAL, builtinExports } from "./core/registry";
import { installStacks } from "./core/stack";
import { installFailures } from "./core/uncaught";
import { shutDoors } from "./globals/dynamic-code";
import { installGlobals } from "./globals/install";
import { registerModules } from "./modules/register";
import { removeStandIns } from "./packages/stand-in";
import { installStart } from "./start";

const ENTRY_NAME = "__aegis_entry";

installStacks();
installFailures();
registerModules();
installGlobals();
installStart(ENTRY_NAME);
removeStandIns();
shutDoors();
Object.defineProperty(globalThis, BUILTIN_GLOBAL, { value: builtinExports });
Object.defineProperty(globalThis, ENTRY_NAME, { value: entry, configurable: true });
