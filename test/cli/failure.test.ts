import { afterEach, describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { diagnostic } from '../../src/base/report.ts';
import { InternalFault } from '../../src/base/invariant.ts';
import { explain } from '../../src/cli/failure.ts';

describe('explain', () => {
  afterEach(() => {
    delete process.env['FLUXION_DEBUG'];
  });

  it('gives 1 for a wrong model and 2 for a wrong command line', () => {
    const model = diagnostic('unclosedBracket', 'a bracket');
    const option = diagnostic('badOptionValue', 'a value');
    expect(explain(new FluxionError([model])).status).toBe(1);
    expect(explain(new FluxionError([option])).status).toBe(2);
    expect(explain(new FluxionError([option, model])).status).toBe(1);
  });

  it('asks for a report of a fault, and shows where it was only on request', () => {
    const fault = new InternalFault('a row is missing');
    const { status, text } = explain(fault);
    expect(status).toBe(70);
    expect(text).toContain('fault of fluxion: a row is missing');
    expect(text).toContain('Please report it');
    expect(text).not.toContain('failure.test.ts');
    process.env['FLUXION_DEBUG'] = '1';
    expect(explain(fault).text).toContain('failure.test.ts');
  });

  it('takes any other error for a fault', () => {
    expect(explain(new TypeError('x is not a function')).status).toBe(70);
    expect(explain('thrown text')).toMatchObject({
      status: 70,
      text: expect.stringContaining('thrown text') as string,
    });
  });
});
