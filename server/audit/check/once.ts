import "server-only";

/** One look, however many ask for it at once. One that failed by itself, as over a locked database, is no look. */
export class Once<T> {
  #answer: Promise<T | undefined> | undefined;
  isAnswered = false;

  ask(look: () => Promise<T | undefined>): Promise<T | undefined> {
    this.#answer ??= look().then(
      (answer) => {
        this.isAnswered = true;
        return answer;
      },
      (error: unknown) => {
        this.forget();
        throw error;
      },
    );
    return this.#answer;
  }

  forget(): void {
    this.#answer = undefined;
    this.isAnswered = false;
  }
}
