/** A function to minimise: a start, ∇J beside J, and where the minimum is. */
export interface TestProblem {
  readonly name: string;
  readonly start: readonly number[];
  readonly minimum: readonly number[];
  readonly f: (theta: Float64Array, gradient: Float64Array) => number;
}

/** Fills the residuals and the rows of their derivatives. */
type Residuals = (t: Float64Array, r: number[], jacobian: number[][]) => void;

/** Σ rᵢ² of m residuals in n parameters. */
function sumOfSquares(n: number, m: number, residuals: Residuals): TestProblem['f'] {
  const r = new Array<number>(m).fill(0);
  const jacobian = r.map(() => new Array<number>(n).fill(0));
  return (theta, gradient) => {
    residuals(theta, r, jacobian);
    gradient.fill(0);
    for (let i = 0; i < m; i++) {
      for (let k = 0; k < n; k++) gradient[k]! += 2 * r[i]! * jacobian[i]![k]!;
    }
    return r.reduce((sum, x) => sum + x * x, 0);
  };
}

/** ½ Σ hᵢ(θᵢ − i)² + 1 with hᵢ from 1 to 10¹². */
const quadratic: TestProblem['f'] = (theta, gradient) => {
  let sum = 1;
  for (let i = 0; i < theta.length; i++) {
    const h = 10 ** (3 * i);
    const e = theta[i]! - (i + 1);
    gradient[i] = h * e;
    sum += 0.5 * h * e * e;
  }
  return sum;
};

/** The same in axes that a reflection has turned: no rescaling of single parameters helps. */
const turnedQuadratic: TestProblem['f'] = (theta, gradient) => {
  const axis = [1, 2, 3, 4];
  const turn = (u: number[]): number[] => {
    const c = (2 * u.reduce((s, x, i) => s + x * axis[i]!, 0)) / 30;
    return u.map((x, i) => x - c * axis[i]!);
  };
  const curvature = [1, 1e3, 1e6, 1e10];
  const w = turn([...theta].map((x, i) => x - (i + 1)));
  gradient.set(turn(w.map((x, i) => x * curvature[i]!)));
  return 1 + 0.5 * w.reduce((s, x, i) => s + x * x * curvature[i]!, 0);
};

/** Least squares on features of size 10⁶ and 10⁻⁶: parameters of 3·10⁻⁶ beside 2·10⁶. */
function scales(noise: number): TestProblem['f'] {
  const rows = Array.from({ length: 50 }, (_, i) => {
    const x = [1e6 * Math.sin(i + 1), 1e-6 * Math.cos(2 * i), 1];
    return { x, y: 3e-6 * x[0]! + 2e6 * x[1]! + 1 + noise * Math.sin(i * i) };
  });
  return (theta, gradient) => {
    let sum = 0;
    gradient.fill(0);
    for (const { x, y } of rows) {
      const r = x[0]! * theta[0]! + x[1]! * theta[1]! + x[2]! * theta[2]! - y;
      sum += (r * r) / rows.length;
      for (let k = 0; k < 3; k++) gradient[k]! += (2 * r * x[k]!) / rows.length;
    }
    return sum;
  };
}

/** Moré, Garbow and Hillstrom (1981), but for the last ones. */
export const testProblems: readonly TestProblem[] = [
  {
    name: 'Rosenbrock',
    start: [-1.2, 1],
    minimum: [1, 1],
    f: sumOfSquares(2, 2, (t, r, jacobian) => {
      r[0] = 10 * (t[1]! - t[0]! ** 2);
      jacobian[0] = [-20 * t[0]!, 10];
      r[1] = 1 - t[0]!;
      jacobian[1] = [-1, 0];
    }),
  },
  {
    name: 'Powell badly scaled',
    start: [0, 1],
    minimum: [1.0981593296998e-5, 9.106146739867],
    f: sumOfSquares(2, 2, (t, r, jacobian) => {
      r[0] = 1e4 * t[0]! * t[1]! - 1;
      jacobian[0] = [1e4 * t[1]!, 1e4 * t[0]!];
      r[1] = Math.exp(-t[0]!) + Math.exp(-t[1]!) - 1.0001;
      jacobian[1] = [-Math.exp(-t[0]!), -Math.exp(-t[1]!)];
    }),
  },
  {
    name: 'Brown badly scaled',
    start: [1, 1],
    minimum: [1e6, 2e-6],
    f: sumOfSquares(2, 3, (t, r, jacobian) => {
      r[0] = t[0]! - 1e6;
      jacobian[0] = [1, 0];
      r[1] = t[1]! - 2e-6;
      jacobian[1] = [0, 1];
      r[2] = t[0]! * t[1]! - 2;
      jacobian[2] = [t[1]!, t[0]!];
    }),
  },
  {
    name: 'Beale',
    start: [1, 1],
    minimum: [3, 0.5],
    f: sumOfSquares(2, 3, (t, r, jacobian) => {
      for (const [i, y] of [1.5, 2.25, 2.625].entries()) {
        r[i] = y - t[0]! * (1 - t[1]! ** (i + 1));
        jacobian[i] = [-(1 - t[1]! ** (i + 1)), t[0]! * (i + 1) * t[1]! ** i];
      }
    }),
  },
  {
    name: 'Wood',
    start: [-3, -1, -3, -1],
    minimum: [1, 1, 1, 1],
    f: sumOfSquares(4, 6, (t, r, jacobian) => {
      const [a, b, c, d] = t as unknown as [number, number, number, number];
      r.splice(0, 6, 10 * (b - a * a), 1 - a, Math.sqrt(90) * (d - c * c), 1 - c);
      r[4] = Math.sqrt(10) * (b + d - 2);
      r[5] = (b - d) / Math.sqrt(10);
      jacobian[0] = [-20 * a, 10, 0, 0];
      jacobian[1] = [-1, 0, 0, 0];
      jacobian[2] = [0, 0, -2 * Math.sqrt(90) * c, Math.sqrt(90)];
      jacobian[3] = [0, 0, -1, 0];
      jacobian[4] = [0, Math.sqrt(10), 0, Math.sqrt(10)];
      jacobian[5] = [0, 1 / Math.sqrt(10), 0, -1 / Math.sqrt(10)];
    }),
  },
  { name: 'quadratic, from 0', start: [0, 0, 0, 0, 0], minimum: [1, 2, 3, 4, 5], f: quadratic },
  { name: 'quadratic, from 1', start: [1, 1, 1, 1, 1], minimum: [1, 2, 3, 4, 5], f: quadratic },
  { name: 'turned quadratic', start: [0, 0, 0, 0], minimum: [1, 2, 3, 4], f: turnedQuadratic },
  { name: 'scales, from 0', start: [0, 0, 0], minimum: [3e-6, 2e6, 1], f: scales(0) },
  { name: 'scales, from 1', start: [1, 1, 1], minimum: [3e-6, 2e6, 1], f: scales(0) },
  {
    name: 'scales with noise',
    start: [0, 0, 0],
    minimum: [3.108875297222e-6, 1622373.649054, 0.8983065256892],
    f: scales(1),
  },
];
