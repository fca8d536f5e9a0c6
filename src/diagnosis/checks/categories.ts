import { present } from '../../base/invariant.ts';
import { list, warn, type Check } from '../subject.ts';

const shown = 5;

/** Codes of a category, or values of a binary column, that no row has. */
export const categories: Check = (subject) => {
  const { data, model } = subject;
  if (!data) return [];
  return model.columns.flatMap(({ name, symbol: { domain }, span }) => {
    const size = domain.kind === 'category' ? domain.size : domain.kind === 'binary' ? 2 : 0;
    const found = new Set(Array.from(present(data[name]) as Float64Array));
    const absent = [...Array(size).keys()].filter((code) => !found.has(code));
    if (absent.length === 0) return [];
    const more = absent.length - shown;
    const codes = more > 0 ? [...absent.slice(0, shown), `${more} more`] : absent;
    const message = `no row has the code ${list(codes.map(String), 'or')} of \`${name}\``;
    const help =
      domain.kind === 'category'
        ? 'declare fewer categories, or give a prior to what belongs to this one'
        : 'look at the column: nothing can be told from one that is the same in all rows';
    return [warn(subject, 'absentCategory', message, span, help)];
  });
};
