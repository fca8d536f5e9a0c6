data n: count, t: positive
param a: positive, b: positive
n ~ poisson(a)
t ~ exponential(b)
