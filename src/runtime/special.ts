export {
  digamma,
  digammaDifference,
  digammaExcess,
  polygamma,
  stirlingErrorSlope,
} from './special/digamma.ts';
export { erf, erfc, erfcx, logerfcDifference, lognormcdf } from './special/error-function.ts';
export {
  chooseError,
  factorialError,
  lbeta,
  lgamma,
  lrising,
  lrisingRatio,
  stirlingError,
} from './special/gamma.ts';
export {
  devianceTerm,
  devianceTermLog,
  expm1mx,
  exprel,
  exprelSlope,
  log1mexp,
  log1pexp,
  log1pmx,
  log1psq,
  logcexpexp,
  logcosh,
  logit,
  sigmoid,
} from './special/logarithm.ts';
