export {
  chooseErrorSlope,
  digamma,
  digammaDifference,
  polygamma,
  stirlingErrorSlope,
} from './special/digamma.ts';
export {
  erf,
  erfc,
  erfcShare,
  erfcx,
  logerfcDifference,
  lognormcdf,
} from './special/error-function.ts';
export {
  chooseError,
  factorialError,
  lbeta,
  lgamma,
  lrising,
  stirlingError,
} from './special/gamma.ts';
export {
  binomialDeviance,
  devianceTerm,
  devianceTermLog,
  expm1mx,
  log1mexp,
  log1pexp,
  log1pmx,
  log1psq,
  logcexpexp,
  logcosh,
  logit,
  logpow,
  logsoftplus,
  sigmoid,
  sizedDevianceSlope,
  tanhSlope,
} from './special/logarithm.ts';
export {
  exprel,
  exprelMoment,
  log1prel,
  log1prelMoment,
  sinc,
  sincMoment,
} from './special/quotients.ts';
