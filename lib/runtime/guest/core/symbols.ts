/** Symbols that Node has and an engine need not have. Before all else: packages of the library take one of their own otherwise. */
for (const name of ["dispose", "asyncDispose"])
  if (!Object.hasOwn(Symbol, name)) Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) });
