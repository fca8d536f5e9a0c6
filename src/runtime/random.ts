import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { Random } from './model.ts';

/**
 * A generator of numbers in [0, 1) with 53 random bits (xoroshiro128+). Equal whole numbers `seed`
 * and `stream` give equal sequences; different ones give sequences that have nothing to do with
 * each other.
 */
export function random(seed: number, stream = 0): Random {
  const next = hash(seed | 0, Math.floor(seed / 2 ** 32) | 0, stream | 0);
  const generator = xoroshiro128plusFromState([next(), next(), next(), next()]);
  return () => uniformFloat64(generator);
}

/**
 * Words that depend on every bit of the keys: a Weyl sequence through the finaliser of MurmurHash3.
 */
function hash(...keys: number[]): () => number {
  let state = keys.reduce((word, key) => mix(word ^ key) + golden, golden);
  return () => mix((state = (state + golden) | 0));
}

/** 2³²/φ, odd: its multiples are spread evenly over the words. */
const golden = 0x9e3779b9;

function mix(word: number): number {
  let w = word | 0;
  w = Math.imul(w ^ (w >>> 16), 0x85ebca6b);
  w = Math.imul(w ^ (w >>> 13), 0xc2b2ae35);
  return w ^ (w >>> 16);
}

/**
 * Puts 0 … n − 1 into `order` in a random sequence (Fisher–Yates); every permutation is equally
 * likely.
 */
export function shuffle(order: Int32Array, draw: Random): void {
  for (let i = 0; i < order.length; i++) {
    const j = Math.floor(draw() * (i + 1));
    order[i] = order[j] as number;
    order[j] = i;
  }
}
