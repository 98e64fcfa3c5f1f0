/** Modules that are their own text, where the policy lets text become code: `data:text/javascript,…` and JSON. */
const DATA = /^data:(text\/javascript|application\/json)((?:;[^,;]*)*),/i;

export function isDataModule(name: string): boolean {
  return DATA.test(name);
}

/** The text of a module; what cannot be read is one that says so. */
export function dataModule(name: string): string {
  const [head = "", type = "", parameters = ""] = DATA.exec(name) ?? [];
  const [body = ""] = name.slice(head.length).split("#");
  let text: string;
  try {
    const plain = decodeURIComponent(body);
    text = /;base64$/i.test(parameters) ? fromBase64(plain) : plain;
  } catch {
    return 'throw new SyntaxError("The text of the module cannot be read.");';
  }
  return type.toLowerCase() === "application/json"
    ? `export default JSON.parse(${JSON.stringify(text)});`
    : text;
}

function fromBase64(text: string): string {
  const bytes = Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
