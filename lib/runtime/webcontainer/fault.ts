/** Why there is no container, or none any more, each with a sentence for a person and whether another driver would do. */
const ALONE = "The default sandbox needs none of this and can run the agent instead.";

export const CONTAINER_FAULTS = {
  isolation: `This page is not cross-origin isolated, which full Node in the browser needs. Open the page made for it by loading it anew, not by a link inside of the workbench. ${ALONE}`,
  late: `Full Node did not start within 20 seconds. It is loaded from its vendor's servers: is this machine online, and are they reachable? ${ALONE}`,
  vendor: `Full Node could not be started by its vendor's library. ${ALONE}`,
  taken:
    "There is a container on this page already, and a page can have only one. Stop what runs in it first.",
  reload:
    "The container of this page was taken away to end what ran in it. Load the page again to start another.",
  mount: "The files could not be put into the container.",
  unproven: `The shim did not show in time that it is in force, so the process was ended and nothing of the agent has run. ${ALONE}`,
  forged: `What answered the hand-shake is not the shim, so the process was ended and nothing of the agent has run. ${ALONE}`,
  bypassed: `The shim answered, but a file that must be refused could be read past it. The process was ended and nothing of the agent has run. ${ALONE}`,
  flood: "The process sent more than a page can take, and was ended.",
  log: "What happened in the container could not be recorded, so it was ended.",
  runtime: "The vendor's runtime reports that something failed inside of it.",
  host: "Something of the sandbox itself failed.",
  watch:
    "Changes of files in the container could not be looked at, so those that went past the shim may be missing in the log.",
  busy: "Something runs in the container already, and one thing runs at a time.",
  gone: "The container is gone.",
} as const;
export type FaultCode = keyof typeof CONTAINER_FAULTS;

/** Here nothing of the agent has run. */
const FALLS_BACK: ReadonlySet<FaultCode> = new Set([
  "isolation",
  "late",
  "vendor",
  "unproven",
  "forged",
  "bypassed",
] as const);

export class ContainerFault extends Error {
  override readonly name = "ContainerFault";
  readonly code: FaultCode;

  constructor(code: FaultCode, options?: { cause: unknown }) {
    super(CONTAINER_FAULTS[code], options);
    this.code = code;
  }

  /** Whether the same run can begin in the default sandbox instead; the sentence says so. */
  get canFallBack(): boolean {
    return FALLS_BACK.has(this.code);
  }
}
