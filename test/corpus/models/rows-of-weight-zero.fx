data x: real, n: weight
param a: real, s: positive
x ~ normal(a, s)
