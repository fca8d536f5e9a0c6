import { present } from '../../base/invariant.ts';
import { hasRows, postorder, substitute, type Contract, type Node } from '../../graph/index.ts';
import type { Factor } from '../../model/index.ts';
import { resolve } from './chain-rule.ts';
import type { Maths } from './maths.ts';

/**
 * Whether the subject is a vector each of whose elements depends only on those before it: then the product
 * of their densities is the density of the vector.
 */
export function isAutoregressive(maths: Maths, { subject, args }: Factor): boolean {
  const { graph: g } = maths.symbolic.model;
  const values = resolve(
    g,
    maths.symbolic.definitions.map((d) => [d.symbol, d.node]),
  );
  const axis = hasRows(subject) ? 1 : 0;
  const whole = substitute(g, args, values);
  const uses = whole.filter((node) => postorder([node]).includes(subject));
  if (subject.shape.length !== axis + 1 || uses.length === 0) return false;
  return uses.every((node) => isStrict({ maths, subject }, node, axis));
}

interface Question {
  readonly maths: Maths;
  readonly subject: Node;
}

/** Whether element j along the axis depends only on elements of the subject before j. */
function isStrict(question: Question, node: Node, axis: number): boolean {
  if (!postorder([node]).includes(question.subject)) return true;
  if (node.kind === 'map') return node.args.every((arg) => isStrict(question, arg, axis));
  return (
    node.kind === 'contract' && node.args.every((_, k) => isStrictFactor(question, node, k, axis))
  );
}

function isStrictFactor(question: Question, node: Contract, k: number, axis: number): boolean {
  const [arg, labels] = [present(node.args[k]), present(node.labels[k])];
  if (!postorder([arg]).includes(question.subject)) return true;
  const own = labels.indexOf(axis);
  if (own >= 0) return isStrict(question, arg, own);
  return labels.some(
    (label, at) =>
      label >= node.shape.length && isLocal(question, arg, at) && isMasked(node, axis, label),
  );
}

/** Whether element k along the axis depends only on element k of the subject. */
function isLocal(question: Question, node: Node, axis: number): boolean {
  if (!postorder([node]).includes(question.subject)) return true;
  if (node === question.subject) return axis === node.shape.length - 1;
  return node.kind === 'map' && node.args.every((arg) => isLocal(question, arg, axis));
}

/** Whether a bracket is [k < j] for the summed label k and the axis j. */
const isMasked = (node: Contract, axis: number, label: number): boolean =>
  node.brackets.some(
    (b) => b.kind === 'below' && b.label === label && b.other === axis && b.most < 0,
  );
