data n: count, k: count
param p: unit
k ~ binomial(n, p)
