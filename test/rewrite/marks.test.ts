import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyse } from '../../src/compile.ts';
import { postorder, type Node } from '../../src/graph/index.ts';
import { digitRules, readableRules } from '../../src/rewrite/index.ts';
import { Marks, marksInside } from '../../src/rewrite/marks.ts';
import { mayMatch } from '../../src/rewrite/may-match.ts';
import { toPattern, type Pattern } from '../../src/rewrite/pattern.ts';
import { parseExpression } from '../../src/syntax/index.ts';

const patterns = [...readableRules, ...digitRules].flatMap((rule) =>
  'pattern' in rule ? [toPattern(parseExpression({ name: rule.name, text: rule.pattern }))] : [],
);

/** Whether a node is of the kind that rules with such a pattern are tried at. */
function isTriedAt(p: Pattern, node: Node): boolean {
  if (p.kind === 'product' || p.kind === 'total') return node.kind === 'contract';
  const fn = p.kind === 'map' ? p.fn : p.kind === 'sum' ? 'add' : 'pow';
  return node.kind === 'map' && node.fn === fn;
}

const examples = readdirSync('examples').map((name) => `examples/${name}/${name}.fx`);

test('whatever may match bears the marks that it needs', () => {
  let found = 0;
  for (const file of examples) {
    const { records } = analyse(readFileSync(file, 'utf8'));
    const marks = new Marks();
    const roots = records.flatMap(({ maths }) => [maths.objective, ...maths.gradient]);
    for (const node of postorder(roots)) {
      for (const p of patterns) {
        if (!isTriedAt(p, node) || !mayMatch(p, node)) continue;
        found++;
        expect(marksInside(p) & ~marks.inside(node)).toBe(0);
      }
    }
  }
  expect(found).toBeGreaterThan(100);
});
