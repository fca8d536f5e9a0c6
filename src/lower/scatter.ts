import { present } from '../base/invariant.ts';
import { bindingsOf, isSafe, type Binding, type Contract } from '../graph/index.ts';
import { isOverRows } from './stage.ts';
import { unrolledExtent } from './term.ts';

/**
 * The axes of a sum over the rows at which each row adds to one element alone, the one that its one-hot points
 * to. An axis that is short enough to be written out is left to comparisons, which keep it in variables.
 */
export function scattersOf(node: Contract): readonly Binding[] {
  if (!isOverRows(node)) return [];
  const rows = node.sizes.indexOf('rows');
  const found: Binding[] = [];
  for (const [argument, arg] of node.args.entries()) {
    const all = present(node.labels[argument]);
    const label = present(all.at(-1) ?? -1);
    const labels = all.slice(0, -1);
    const isAxis = label >= 0 && label < node.shape.length;
    if (!isAxis || arg.kind !== 'onehot' || !isSafe(arg) || !labels.includes(rows)) continue;
    if (Number(node.sizes[label]) <= unrolledExtent) continue;
    // Indices are read at loops, not at what other indices fix.
    const isTangled = [...bindingsOf(node), ...found].some(
      (b) => b.label === label || b.labels.includes(label) || labels.includes(b.label),
    );
    if (!isTangled && !labels.includes(label))
      found.push({ label, argument, index: arg.index, labels });
  }
  return found;
}
