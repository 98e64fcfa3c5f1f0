/** Which modules may be imported, under each of the names that a module has. */
import { Refused } from "../../../mediator/refusal";
import { type Deciding, importing } from "../../calls/code";
import { refusalError } from "../../calls/refused";
import { CallFault } from "../../calls/values";

const IN_PACKAGE = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+(?:\/.*)?)$/;

export class ImportGate {
  private readonly mediator: Deciding;

  constructor(mediator: Deciding) {
    this.mediator = mediator;
  }

  /** As it is written, before anything is looked for. */
  async specifier(text: string): Promise<void> {
    try {
      await importing(this.mediator, text);
    } catch (thrown) {
      // The hooks of the machine know sentences and codes, nothing more.
      if (thrown instanceof Refused) throw new CallFault(refusalError(thrown));
      throw thrown;
    }
  }

  /** As it was found: a package keeps its name by whatever path or link it was reached. */
  async found(path: string): Promise<void> {
    const inPackage = IN_PACKAGE.exec(path)?.[1];
    if (inPackage === undefined) return;
    const [scope = "", name = ""] = inPackage.split("/");
    await this.specifier(scope.startsWith("@") ? `${scope}/${name}` : scope);
    await this.specifier(inPackage);
  }
}
