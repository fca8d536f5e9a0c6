import { expect, it } from 'vitest';
import { tooOld } from '../../src/cli/node-version.ts';

it.each(['20.19.0', '20.20.2', '22.1.0', '100.0.0-nightly'])('takes Node %s', (version) => {
  expect(tooOld(version)).toBeNull();
});

it.each(['20.18.3', '20.9.0', '18.20.8', '4.9.1'])('refuses Node %s', (version) => {
  expect(tooOld(version)).toBe(
    `error: fluxion needs Node 20.19 or later, and this is Node ${version}`,
  );
});
