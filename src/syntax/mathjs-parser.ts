/** What is used of mathjs. The build puts mathjs itself in the place of this module. */
export { create, parseDependencies } from 'mathjs/number';
