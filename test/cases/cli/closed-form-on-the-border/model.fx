data a: binary, n: count
param p: unit, lambda: positive
a ~ bernoulli(p)
n ~ poisson(lambda)
