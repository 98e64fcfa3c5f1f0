/**
 * The rounds of SHA-256 (FIPS 180-4) as code for the assembler. Written over `Words`, so that one message and four
 * messages side by side are the same rounds. Where their words come from and what is unrolled is for the routine.
 */
import { type Code, get, type Local, set, tee, type Words } from "./assembler";

/** The first 32 bits of the fractional parts of the roots of the first primes: nothing up anybody's sleeve. */
const PRIMES = firstPrimes(64);
export const ROUND_CONSTANTS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
export const INITIAL_STATE = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
}

/** What `Rounds` needs of locals: eight for the state, one for what two rounds share, one for a sum, the message. */
export const ROUND_LOCALS = 8 + 1 + 1 + 16;

export class Rounds {
  readonly code: Code[] = [];
  readonly #words: Words;
  readonly #first: Local;

  constructor(words: Words, first: Local) {
    this.#words = words;
    this.#first = first;
  }

  /** Where word `i` of the state is kept: from round to round in another place, after eight in the first again. */
  state(i: number): Local {
    return this.#first + i;
  }

  /** Where word `i` of the message is kept. */
  message(i: number): Local {
    return this.#first + 10 + (i % 16);
  }

  /** To be called before the rounds over a block, when the state is set. */
  begin(): void {
    const { xor } = this.#words;
    this.code.push(set(this.#first + 8, xor(get(this.state(1)), get(this.state(2)))));
  }

  /** One round; `added` is the sum of the message's word and the round's constant. */
  round(round: number, added: Code): void {
    const { add, and, xor } = this.#words;
    const at = (place: number) => this.state((place - (round % 8) + 8) % 8);
    const [a, b, d, e, f, g, h] = [at(0), at(1), at(3), at(4), at(5), at(6), at(7)];
    const [shared, sum] = [this.#first + 8, this.#first + 9];
    const choice = xor(get(g), and(get(e), xor(get(f), get(g))));
    this.code.push(
      set(sum, add(add(add(get(h), added), choice), this.#big(e, 6, 11, 25))),
      set(d, add(get(d), get(sum))),
      // The majority is b ^ ((a ^ b) & (b ^ c)), and b ^ c was a ^ b one round before.
      set(sum, add(get(sum), xor(get(b), and(get(shared), tee(shared, xor(get(a), get(b))))))),
      set(h, add(get(sum), this.#big(a, 2, 13, 22))),
    );
  }

  /** The message's word of 16 rounds later, in the place of word `i`. */
  expand(i: number): void {
    const { add } = this.#words;
    const word = (on: number) => this.message(i + on);
    const early = add(get(word(0)), this.#small(word(1), 7, 18, 3));
    this.code.push(set(word(0), add(early, add(get(word(9)), this.#small(word(14), 17, 19, 10)))));
  }

  #big(x: Local, r1: number, r2: number, r3: number): Code {
    const { xor, rotateRight } = this.#words;
    return xor(xor(rotateRight(x, r1), rotateRight(x, r2)), rotateRight(x, r3));
  }

  #small(x: Local, r1: number, r2: number, by: number): Code {
    const { xor, rotateRight, shiftRight } = this.#words;
    return xor(xor(rotateRight(x, r1), rotateRight(x, r2)), shiftRight(get(x), by));
  }
}
