/**
 * Kinds of recursion, by what of the machine they go through. `h` asks the host. None may break the machine: whoever runs out of its
 * stack is told so in a way that can be caught, and what is nested too deep to be read is too deep by the same limit.
 */
const LEVELS = 20_000;
const nested = (before: string, value: string) => `"${before}".repeat(${LEVELS}) + "${value}"`;

const deep = (value: string, more: string, then: string) =>
  `let x = ${value}; for (let i = 0; i < ${LEVELS}; i++) x = ${more}; ${then}`;

export const RECURSIONS: Readonly<Record<string, string>> = {
  "calls itself": "const f = () => f() + 1; f()",
  "asks the host at each level": "const f = () => h('x') + f(); f()",
  "asks the host on the way back": "const f = () => { try { f() } finally { h('x') } }; f()",
  "with more arguments each time": "const f = (...all) => f(...all, 1); f()",
  "by apply": "function f() { return f.apply(null, arguments) } f(1, 2)",
  "by Reflect": "function f() { return Reflect.apply(f, null, [1]) } f()",
  "by a template": "const f = () => f``; f()",
  "of a getter": "const o = { get a() { return o.a } }; o.a",
  "of a setter": "const o = { set a(v) { o.a = v } }; o.a = 1",
  "of a proxy": "const p = new Proxy({}, { get: (_, key) => p[key] }); p.x",
  "of proxies in each other": deep("{}", "new Proxy(x, {})", "x.x"),
  "of proxies to construct": deep("class {}", "new Proxy(x, {})", "new x()"),
  "of proxies that are asked for their keys": deep("{}", "new Proxy(x, {})", "Reflect.ownKeys(x)"),
  "of bound functions": deep("() => 1", "x.bind()", "x()"),
  "of a constructor": "class B {} class A extends B { constructor() { super(); new A() } } new A()",
  "of a field": "class A { x = new A() } new A()",
  "of texts": "const o = { toString() { return '' + o } }; '' + o",
  "of numbers": "const o = { valueOf() { return o + 1 } }; o + 1",
  "of instanceof": "class A { static [Symbol.hasInstance](x) { return x instanceof A } } 1 instanceof A",
  "of an iterator": "const o = { [Symbol.iterator]() { return [...o] } }; [...o]",
  "of iterators of iterators": `let i = [1].values(); for (let n = 0; n < ${LEVELS}; n++) { const j = i; i = [1].values().flatMap(() => j) } i.next()`,
  "of a generator": "const f = function* () { yield* f() }; [...f()]",
  "of map": "const f = () => [1].map(f); f()",
  "of forEach": "const m = new Map([[1, 1]]); const f = () => m.forEach(f); f()",
  "of sort": "const f = () => [2, 1].sort(f); f()",
  "of replace": "const f = () => 'a'.replace(/a/, f); f()",
  "of JSON.parse with a reviver": "const f = () => JSON.parse('[1]', f); f()",
  "of toJSON": "const o = { toJSON() { return JSON.stringify(o) } }; JSON.stringify(o)",
  "of promises": "const f = () => new Promise(f); f(); throw new RangeError()",
  "of eval": "globalThis.f = () => (0, eval)('f()'); f()",
  "of Function": "globalThis.f = () => new Function('return f()')(); f()",
  "in stacks": "Error.prepareStackTrace = () => new Error().stack; new Error().stack; throw new RangeError()",
  "of lists to flatten": deep("[]", "[x]", "x.flat(Infinity)"),
  "of lists to join": deep("[]", "[x]", "String(x)"),
  "of lists to write as JSON": deep("[]", "[x]", "JSON.stringify(x)"),
  "of lists to read as JSON": `JSON.parse(${nested("[", "")})`,
  "of objects to write as JSON": deep("{}", "{ x }", "JSON.stringify(x)"),
  "of objects to read as JSON": `JSON.parse(${nested('{\\"a\\":', "1")})`,
  "of parentheses": `(0, eval)(${nested("(", "1")})`,
  "of lists in code": `(0, eval)(${nested("[", "1")})`,
  "of functions in code": `(0, eval)(${nested("() => {", "1")})`,
  "of classes in code": `(0, eval)(${nested("class A { static {", "1")})`,
  "of templates in code": `(0, eval)(${nested("`${", "1")})`,
  "of signs in code": `(0, eval)(${nested("!", "1")})`,
  "of words in code": `(0, eval)(${nested("typeof ", "1")})`,
  "of powers in code": `(0, eval)(${nested("2 ** ", "1")})`,
  "of calls in code": `(0, eval)(${nested("f(", "1")})`,
  "of patterns in code": `(0, eval)("var " + ${nested("[", "a")} + "]".repeat(${LEVELS}) + "= 1")`,
  "of loops in code": `(0, eval)(${nested("for (;;) ", ";")})`,
  "of blocks in code": `(0, eval)(${nested("{", ";")})`,
  "of what a class extends in code": `(0, eval)(${nested("class extends ", "A")})`,
  "of conditions in code": `(0, eval)(${nested("if (1) ", ";")})`,
  "of groups in an expression": `new RegExp(${nested("(?:", "")})`,
  "of what an expression looks ahead for": `new RegExp(${nested("(?=", "")})`,
  "of sets in an expression": `new RegExp(${nested("[", "")}, "v")`,
};

/** What an agent can catch: the name of the error. */
export const ENDS = /^(Range|Internal|Syntax)Error$/;
