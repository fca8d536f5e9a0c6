import type { Domain } from '../../runtime/domain.ts';

/** A domain as it is declared. */
export const domainText = (domain: Domain): string => {
  if (domain.kind === 'interval') return `interval(${domain.lower}, ${domain.upper})`;
  return domain.kind === 'category' ? `category(${domain.size})` : domain.kind;
};
