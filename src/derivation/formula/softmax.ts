import { add, splitCoefficient, type Graph, type Map, type Node } from '../../graph/index.ts';

/** The z of exp(z − log Σ exp z), which is softmax(z) over the last axis; null for another node. */
export function softmaxOf(g: Graph, n: Map): Node | null {
  const [exponent] = n.args;
  if (n.fn !== 'exp' || exponent?.kind !== 'map' || exponent.fn !== 'add') return null;
  for (const term of exponent.args) {
    const others = exponent.args.filter((arg) => arg !== term);
    const logits = others.length === 1 ? others[0] : add(g, others);
    if (logits && isNormaliser(g, term, logits)) return logits;
  }
  return null;
}

/** Whether a term is −log Σ exp z over the last axis of z. */
function isNormaliser(g: Graph, term: Node, logits: Node): boolean {
  const { coefficient, rest } = splitCoefficient(g, term);
  const [inner] = rest.kind === 'contract' && rest.args.length === 1 ? rest.args : [];
  return (
    coefficient === -1 &&
    inner?.kind === 'reduce' &&
    inner.op === 'logsumexp' &&
    inner.arg === logits &&
    String(inner.axes) === String([logits.shape.length - 1])
  );
}
