/** What has no value: a set, a distribution, an entropy, a name that nothing defines, an element beyond an axis. */
export class NoValue extends Error {}
