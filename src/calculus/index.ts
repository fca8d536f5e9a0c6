export { gradient, secondPartial, type SweepListener } from './gradient.ts';
export { partialOf, type Contribution } from './adjoints.ts';
export { jumpIn } from './continuity.ts';
