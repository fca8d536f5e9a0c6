import type { LayOut } from './layout.ts';
import type { Links } from './links.ts';
import type { MathSetter } from './mathml.ts';

/** What the parts of a page are set with. */
export interface Setting {
  readonly math: MathSetter;
  readonly layOut: LayOut;
  readonly links: Links;
}
