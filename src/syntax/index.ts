export { keywords, type Keyword } from './keywords.ts';
export { parseExpression } from './parse-expression.ts';
export { readFormula } from './read-formula.ts';
export { parseModel } from './parse-model.ts';
export { isKeyword } from './keywords.ts';
export { scan } from './scan.ts';
export { printExpression } from './print-expression.ts';
export type * from './tree.ts';
