import type { Distribution } from './distribution.ts';
import { bernoulli } from './bernoulli.ts';
import { beta } from './beta.ts';
import { binomial } from './binomial.ts';
import { categorical } from './categorical.ts';
import { cauchy } from './cauchy.ts';
import { chiSquare } from './chi-square.ts';
import { dirichlet } from './dirichlet.ts';
import { exponential } from './exponential.ts';
import { gamma } from './gamma.ts';
import { geometric } from './geometric.ts';
import { invGamma } from './inv-gamma.ts';
import { laplace } from './laplace.ts';
import { logistic } from './logistic.ts';
import { lognormal } from './lognormal.ts';
import { negBinomial2 } from './neg-binomial-2.ts';
import { negBinomial } from './neg-binomial.ts';
import { normal } from './normal.ts';
import { poisson } from './poisson.ts';
import { studentT } from './student-t.ts';
import { uniform } from './uniform.ts';
import { weibull } from './weibull.ts';

export type { Distribution, DistributionParameter, Support } from './distribution.ts';

/** Every distribution of the language. */
export const distributions: readonly Distribution[] = [
  bernoulli,
  beta,
  binomial,
  categorical,
  cauchy,
  chiSquare,
  dirichlet,
  exponential,
  gamma,
  geometric,
  invGamma,
  laplace,
  logistic,
  lognormal,
  negBinomial,
  negBinomial2,
  normal,
  poisson,
  studentT,
  uniform,
  weibull,
];
