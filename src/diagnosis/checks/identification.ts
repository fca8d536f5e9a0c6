import { present } from '../../base/invariant.ts';
import { jumpIn } from '../../calculus/index.ts';
import type { CodeName } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ParameterLayout } from '../../runtime/index.ts';
import { describe, type Description } from '../identify/describe.ts';
import { curvesOf } from '../identify/curves.ts';
import { freedomOf, pointsFor, type Freedom, type Invariance } from '../identify/invariances.ts';
import { placesIn, printPlace } from '../identify/places.ts';
import { manyCodes, onAllOf, onRandomRows } from '../identify/points.ts';
import { code, list, warn, type Check, type Subject } from '../subject.ts';

const seed = 1;

/** Directions in which J does not change: for all data, and on the rows that are given. */
export const identification: Check = (subject) => {
  const general = freedomOf(subject, onRandomRows(subject, seed), seed);
  const always = general
    ? [
        ...reportFreedom(subject, whereDrawn(subject, general), 'freeDirection', 'unusedElements'),
        ...reportCurves(subject, general),
      ]
    : [];
  const here = freedomHere(subject);
  if (!here) return always;
  const rest = general ? without(here, general) : here;
  return [
    ...always,
    ...reportFreedom(
      subject,
      rest,
      'freeDirectionInData',
      'freeDirectionInData',
      'on these rows, ',
    ),
  ];
};

/** Of many categories not all are drawn, so that what belongs to one may only seem to be idle. */
const whereDrawn = ({ compiled }: Subject, freedom: Freedom): Freedom =>
  compiled.layout.columns.some(
    ({ domain }) => domain.kind === 'category' && domain.size > manyCodes,
  )
    ? { ...freedom, idle: new Map() }
    : freedom;

/** More than so many multiplications of a row by a parameter take too long. */
const mostWork = 1e9;

function freedomHere(subject: Subject): Freedom | null {
  const { data, compiled } = subject;
  if (!data || compiled.layout.columns.length === 0) return null;
  const work = data.rows * compiled.layout.size * pointsFor(compiled.layout);
  return work > mostWork ? null : freedomOf(subject, onAllOf(subject, data), seed);
}

/** What is free here alone. */
function without(here: Freedom, general: Freedom): Freedom {
  const idle = [...here.idle].map(([parameter, elements]): [ParameterLayout, number[]] => [
    parameter,
    elements.filter((k) => !general.idle.get(parameter)?.includes(k)),
  ]);
  const known = general.invariances;
  return {
    idle: new Map(idle),
    invariances: here.invariances.filter((each) => dimensionsIn(each, known) < each.vectors.length),
  };
}

/** How many dimensions of an invariance are there anyway. */
const dimensionsIn = ({ fields }: Invariance, known: readonly Invariance[]): number =>
  known
    .filter((other) => other.fields.every((field) => fields.some((f) => isSame(f, field))))
    .reduce((n, other) => n + other.vectors.length, 0);

const isSame = (a: Invariance['fields'][number], b: Invariance['fields'][number]): boolean =>
  a.kind === b.kind &&
  a.place.parameter === b.place.parameter &&
  String(a.place.at) === String(b.place.at);

function reportFreedom(
  subject: Subject,
  { invariances, idle }: Freedom,
  ofDirections: CodeName,
  ofElements: CodeName,
  where = '',
): Diagnostic[] {
  return [
    ...merged(invariances.map(describe)).map(({ text, parameters }) =>
      warn(subject, ofDirections, `${where}${text}`, spanOf(subject, parameters), help),
    ),
    ...[...idle].flatMap(([parameter, elements]) =>
      elements.length === 0 ? [] : [reportIdle(subject, parameter, elements, ofElements, where)],
    ),
  ];
}

/** Freedoms whose direction is another one at every θ: sigma^2 + tau^2 is the same along a circle. */
const reportCurves = (subject: Subject, general: Freedom): Diagnostic[] =>
  curvesOf(subject, onRandomRows(subject, seed), general, seed).map((parameters) => {
    const names = list(parameters.map(({ name }) => code(name)));
    const message =
      parameters.length === 1
        ? `the numbers in ${names} can be moved together so that J stays as it is`
        : `${names} can be moved together so that J stays as it is`;
    return warn(subject, 'freeDirection', message, spanOf(subject, parameters), help);
  });

const help = 'fix one of the numbers, or give a prior or a penalty to some of them';

/** Where they are declared: the last of them, which is the one that is too many. */
const spanOf = ({ model }: Subject, parameters: readonly ParameterLayout[]) =>
  present(model.parameters.find(({ name }) => name === parameters.at(-1)?.name)).span;

/** Descriptions that differ in a subscript alone become one. */
function merged(descriptions: readonly Description[]): Description[] {
  const byPattern = new Map<string, Description[]>();
  for (const d of descriptions) {
    const key = d.pattern?.text ?? d.text;
    byPattern.set(key, [...(byPattern.get(key) ?? []), d]);
  }
  return [...byPattern.values()].map((group) => {
    const [first] = group;
    if (group.length === 1 || !first?.pattern) return present(first);
    return { ...first, text: `for each i, ${first.pattern.text}` };
  });
}

const shown = 3;

function reportIdle(
  subject: Subject,
  parameter: ParameterLayout,
  elements: readonly number[],
  name: CodeName,
  where: string,
): Diagnostic {
  const span = spanOf(subject, [parameter]);
  if (elements.length === parameter.size && jumpsWith(subject, parameter)) {
    const message = `${where}J changes with ${code(parameter.name)} in jumps only: its slope is 0`;
    return warn(
      subject,
      name,
      message,
      span,
      'a fit leaves it where it starts: make it a setting, or take a density that is smooth in it',
    );
  }
  const places = placesIn(parameter, elements).map((place) => printPlace(place));
  const more = places.length - shown;
  const some = more > 0 ? [...places.slice(0, shown), `${more} more`] : places;
  const message = `${where}J does not depend on ${list(some)}`;
  return warn(subject, name, message, span, 'leave them out, or give them a prior or a penalty');
}

/** Whether a parameter stands in a condition, such as the bound of a support. */
const jumpsWith = ({ model }: Subject, { name }: ParameterLayout): boolean =>
  model.parameters.some((p) => p.name === name && jumpIn(model.objective, p.symbol) !== undefined);
